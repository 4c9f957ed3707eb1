import { expect, test } from 'vitest';
import { runPlan, startPlan } from './harness.ts';
import { planBuilder } from './plan-builder.ts';

test('a document passes the steps of a chain one after the other', async () => {
  const plan = planBuilder()
    .start()
    .step('a', 'append', { text: 'a' })
    .step('b', 'append', { text: 'b' })
    .step('sink', 'collect')
    .chain('start', 'a', 'b', 'sink')
    .build();
  const { outcome, values, collected } = await runPlan(plan, { body: '-' });
  expect(outcome).toEqual({ status: 'succeeded', replied: false });
  expect(values).toEqual(['-ab']);
  expect(collected.map((document) => document.id)).toEqual(['root/a.0/b.0']);
});

test('the documents of a list keep their order through steps that wait', async () => {
  const plan = planBuilder()
    .start()
    .step('split', 'split', { count: 100 })
    .step('later', 'pass-later')
    .step('sink', 'collect')
    .chain('start', 'split', 'later', 'sink')
    .build();
  const { values } = await runPlan(plan);
  expect(values).toEqual(Array.from({ length: 100 }, (_, n) => n));
});

test('a port without a link ends the path, and so does a step that gives nothing', async () => {
  const open = planBuilder().start().step('a', 'pass').chain('start', 'a').build();
  expect((await runPlan(open)).outcome.status).toBe('succeeded');
  const dropping = planBuilder().start().step('a', 'drop').step('sink', 'collect').chain('start', 'a', 'sink').build();
  expect((await runPlan(dropping)).values).toEqual([]);
});

test('several links on one port copy the document', async () => {
  const plan = planBuilder()
    .start()
    .step('a', 'append', { text: 'a' })
    .step('b', 'append', { text: 'b' })
    .step('sink', 'collect')
    .chain('start', 'a', 'sink')
    .chain('start', 'b', 'sink')
    .build();
  expect((await runPlan(plan, { body: '' })).values.sort()).toEqual(['a', 'b']);
});

test('a chain of synchronous steps has run before execute returns', () => {
  const plan = planBuilder().start().step('a', 'append', { text: 'a' }).step('sink', 'collect').chain('start', 'a', 'sink').build();
  expect(startPlan(plan, { body: '' }).values()).toEqual(['a']);
});

test('ten thousand steps in a row do not overflow the stack', async () => {
  const builder = planBuilder().start();
  const ids = Array.from({ length: 10_000 }, (_, n) => `s${n}`);
  const steps = Object.fromEntries(
    ids.map((id, n) => [
      id,
      {
        id,
        type: n === ids.length - 1 ? 'collect' : 'pass',
        title: id,
        role: 'step' as const,
        effect: 'none' as const,
        config: {},
        outputs: n === ids.length - 1 ? {} : { out: [{ to: `s${n + 1}` }] },
        forks: [],
      },
    ]),
  );
  const { start } = builder.build().steps;
  if (start === undefined) throw new Error('no start');
  const { collected } = await runPlan({
    hash: '',
    start: 'start',
    steps: { start: { ...start, outputs: { out: [{ to: 's0' }] } }, ...steps },
  });
  expect(collected).toHaveLength(1);
});

test('the first reply answers and the execution goes on; a second one is a warning', async () => {
  const plan = planBuilder()
    .start()
    .step('split', 'split', { count: 2 })
    .step('answer', 'reply', { status: 201 })
    .step('sink', 'collect')
    .chain('start', 'split', 'answer', 'sink')
    .build();
  const { outcome, replies, values, events } = await runPlan(plan);
  expect(outcome).toEqual({ status: 'succeeded', replied: true });
  expect(replies.map(({ status, stepId, body }) => [status, stepId, body.value()])).toEqual([[201, 'answer', 0]]);
  expect(values).toEqual([0, 1]);
  expect(events.filter((event) => event.kind === 'log')).toMatchObject([{ line: { level: 'warn', stepId: 'answer' } }]);
});
