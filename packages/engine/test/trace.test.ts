import { Body } from '@weft/document';
import type { TraceEvent } from '@weft/process';
import { expect, test } from 'vitest';
import { makeDocumentCopier, traceBodyBytesMax } from '../src/trace-document.ts';
import { runPlan } from './harness.ts';
import { planBuilder } from './plan-builder.ts';

const plan = planBuilder().start().step('a', 'append', { text: 'ä' }).chain('start', 'a').build();

const shortly = (event: TraceEvent): string => {
  if (event.kind === 'step.emitted') return `emitted ${event.document.stepId} ${event.document.id} < ${event.document.parentId}`;
  return 'stepId' in event ? `${event.kind} ${event.stepId}` : event.kind;
};

test('everything that happens is told, in order', async () => {
  const { events } = await runPlan(plan, { body: 'x' });
  expect(events.map(shortly)).toEqual([
    'execution.started',
    'step.started start',
    'emitted start root < ',
    'step.finished start',
    'step.started a',
    'emitted a root/a.0 < root',
    'step.finished a',
    'execution.finished',
  ]);
});

test('bodies are copied as text with their size where payloads are recorded, and not at all where they are not', async () => {
  const recorded = await runPlan(plan, { body: 'x' });
  expect(recorded.events.filter((event) => event.kind === 'step.emitted').map((event) => event.document)).toMatchObject([
    { port: 'out', contentType: 'application/json', body: { text: '"x"' }, size: 3 },
    { port: 'out', contentType: 'application/json', body: { text: '"xä"' }, size: 5 },
  ]);
  const bare = await runPlan(plan, { body: 'x', services: { recordsBodies: false } });
  expect(bare.events.some((event) => event.kind === 'step.emitted' && 'body' in event.document)).toBe(false);
});

test('where steps are not recorded only the frame of the execution is told', async () => {
  const { events } = await runPlan(plan, { services: { recordsSteps: false } });
  expect(events.map((event) => event.kind)).toEqual(['execution.started', 'execution.finished']);
});

test('beyond a thousand documents a step tells its totals and a sample', async () => {
  const many = planBuilder()
    .start()
    .step('split', 'split', { count: 4_500 })
    .step('sink', 'collect', {}, [])
    .chain('start', 'split', 'sink')
    .build();
  const { events } = await runPlan(many);
  expect(events.length).toBeLessThan(3_100);
  const totals = events.filter((event) => event.kind === 'step.counted');
  expect(totals.filter((event) => event.stepId === 'split').at(-1)).toMatchObject({ documentsOut: 4_500, outByPort: { out: 4_500 } });
  expect(totals.filter((event) => event.stepId === 'sink').at(-1)).toMatchObject({ documentsIn: 4_500 });
});

const copy = (body: Body) => makeDocumentCopier(true)('step', 'out', { id: 'd', body, properties: {} }, '');

test('a long body is cut at 256 KB without cutting a character in half', () => {
  const copied = copy(Body.fromText(`x${'ä'.repeat(traceBodyBytesMax)}`));
  expect(copied).toMatchObject({ truncated: true, size: 1 + 2 * traceBodyBytesMax });
  expect(copied.body).toEqual({ text: `x${'ä'.repeat((traceBodyBytesMax - 2) / 2)}` });
});

test('content that is no text is kept as base64', () => {
  expect(copy(Body.fromBytes(new Uint8Array([0, 255]), 'image/png')).body).toEqual({ base64: 'AP8=' });
});

test('a body that is elsewhere is not fetched for the trace', () => {
  const source = {
    size: 12,
    open: () => {
      throw new Error('read');
    },
  };
  expect(copy(Body.fromSource(source, 'text/plain'))).toMatchObject({ size: 12 });
  expect(copy(Body.fromSource(source, 'text/plain'))).not.toHaveProperty('body');
});

test('a body that cannot be serialized is left out and fails nothing', async () => {
  const circle: { self?: unknown } = {};
  circle.self = circle;
  expect(copy(Body.fromValue(circle))).not.toHaveProperty('body');
});
