import { Body } from '@weft/document';
import { WeftError } from '@weft/errors';
import { createTraceBuilder } from '@weft/process';
import { expect, test } from 'vitest';
import { runPlan, startPlan } from './harness.ts';
import { planBuilder } from './plan-builder.ts';
import { makeGate } from './step-types.ts';

test('the other paths of an in-order branch do not begin when one has failed', async () => {
  const plan = planBuilder()
    .start()
    .branch('branch', ['a', 'b'], 'in-order')
    .step('failing', 'fail')
    .step('sink', 'collect')
    .chain('start', 'branch.a', 'failing')
    .link('branch.b', 'sink')
    .build();
  const { outcome, values } = await runPlan(plan);
  expect(outcome.status).toBe('failed');
  expect(values).toEqual([]);
});

test('a failure behind a join of mode first still fails the execution', async () => {
  const plan = planBuilder()
    .start()
    .branch('branch', ['a', 'b'])
    .step('later', 'pass-later', { turns: 5 })
    .step('failing', 'fail')
    .join('join', 'first')
    .step('sink', 'collect')
    .chain('start', 'branch.a', 'later', 'failing', 'join', 'sink')
    .link('branch.b', 'join', 'b')
    .build();
  const { outcome, values } = await runPlan(plan, { body: 1 });
  expect(values).toEqual([{ failing: null, b: 1 }]);
  expect(outcome).toMatchObject({ status: 'failed', error: { stepId: 'failing' } });
});

test.each([
  ['first', [{ a: null, b: null }]],
  ['each', []],
] as const)('a join of mode %s whose time is up before anything has come takes no more documents', async (mode, expected) => {
  const gate = makeGate();
  const plan = planBuilder()
    .start()
    .branch('branch', ['a', 'b'])
    .step('slow-a', 'wait', { gate: 'gate' })
    .step('slow-b', 'wait', { gate: 'gate' })
    .join('join', mode, 5)
    .step('sink', 'collect')
    .chain('start', 'branch.a', 'slow-a')
    .link('slow-a', 'join', 'a')
    .link('branch.b', 'slow-b')
    .link('slow-b', 'join', 'b')
    .link('join', 'sink')
    .build();
  const { outcome, events, values } = startPlan(plan, { gates: { gate } });
  await expect.poll(() => events.some((event) => event.kind === 'log')).toBe(true);
  gate.open();
  expect((await outcome).status).toBe('succeeded');
  expect(values()).toEqual(expected);
});

test('a time limit that is not reached leaves nothing behind', async () => {
  const plan = planBuilder()
    .start()
    .branch('branch', ['a', 'b'])
    .join('join', 'all', 60_000)
    .step('sink', 'collect')
    .link('start', 'branch')
    .link('branch.a', 'join', 'a')
    .link('branch.b', 'join', 'b')
    .link('join', 'sink')
    .build();
  const timersBefore = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const { values, events } = await runPlan(plan, { body: 1 });
  expect(values).toEqual([{ a: 1, b: 1 }]);
  expect(events.some((event) => event.kind === 'log')).toBe(false);
  expect(process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length).toBe(timersBefore);
});

test('a join fetches bodies that are elsewhere, and fails as itself where one cannot be read', async () => {
  const bodies = {
    elsewhere: Body.fromSource({ open: () => chunks('{"far":', '1}') }, 'application/json'),
    broken: Body.fromText('{', 'application/json'),
  };
  const planFor = (body: Body) =>
    planBuilder()
      .start()
      .branch('branch', ['a', 'b'])
      .step('give', 'return', { value: { port: 'out', body } })
      .join('join')
      .step('sink', 'collect')
      .chain('start', 'branch.a', 'give', 'join', 'sink')
      .link('branch.b', 'join', 'b')
      .build();
  expect((await runPlan(planFor(bodies.elsewhere), { body: 1 })).values).toEqual([{ give: { far: 1 }, b: 1 }]);
  expect((await runPlan(planFor(bodies.broken), { body: 1 })).outcome).toMatchObject({
    status: 'failed',
    error: { code: 'BODY_NOT_PARSABLE', stepId: 'join' },
  });
});

test('cancelling after the reply says that the caller has been answered', async () => {
  const controller = new AbortController();
  const plan = planBuilder()
    .start()
    .step('answer', 'reply')
    .step('waiting', 'wait', { gate: 'never' })
    .chain('start', 'answer', 'waiting')
    .build();
  const { outcome, replies } = startPlan(plan, { gates: { never: makeGate() }, signal: controller.signal });
  await expect.poll(() => replies.length).toBe(1);
  controller.abort();
  expect(await outcome).toMatchObject({ status: 'cancelled', replied: true });
});

test('a reply that cannot be handed over fails the step that gave it', async () => {
  const plan = planBuilder().start().step('answer', 'reply').chain('start', 'answer').build();
  const reply = () => Promise.reject(new WeftError('CONNECTION_FAILED', 'The gateway is gone.'));
  expect((await runPlan(plan, { services: { reply } })).outcome).toMatchObject({
    status: 'failed',
    error: { code: 'CONNECTION_FAILED', stepId: 'answer' },
  });
});

test('folding the events of an execution counts every document, also beyond the sample', async () => {
  const plan = planBuilder()
    .start()
    .step('split', 'split', { count: 2_345 })
    .step('sink', 'collect', {}, [])
    .chain('start', 'split', 'sink')
    .build();
  const { events } = await runPlan(plan);
  const builder = createTraceBuilder();
  for (const event of events) builder.apply(event);
  const { status, steps } = builder.trace();
  expect(status).toBe('succeeded');
  expect(steps['split']).toMatchObject({ documentsIn: 1, documentsOut: 2_345, outByPort: { out: 2_345 } });
  expect(steps['sink']).toMatchObject({ documentsIn: 2_345, documentsOut: 0, status: 'succeeded' });
});

async function* chunks(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield new TextEncoder().encode(text);
}
