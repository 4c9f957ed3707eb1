import { WeftError } from '@weft/errors';
import { expect, test, vi } from 'vitest';
import { runPlan, startPlan } from './harness.ts';
import { planBuilder } from './plan-builder.ts';
import { makeGate, stepType } from './step-types.ts';

const chainOf = (type: string, config = {}) =>
  planBuilder().start().step('culprit', type, config).step('sink', 'collect').chain('start', 'culprit', 'sink').build();

test('an error of a step ends the execution as failed, with the step and the document', async () => {
  const { outcome, events } = await runPlan(chainOf('fail'));
  expect(outcome).toEqual({
    status: 'failed',
    replied: false,
    error: { code: 'HTTP_STATUS', message: 'The service answered 500.', stepId: 'culprit', documentId: 'root' },
  });
  expect(events.map((event) => event.kind).slice(-2)).toEqual(['step.failed', 'execution.finished']);
});

test.each(['throw-text', 'throw-type-error'])(
  'what a step should never throw (%s) becomes STEP_FAILED, its text kept for the server alone',
  async (type) => {
    const { outcome } = await runPlan(chainOf(type));
    expect(outcome).toMatchObject({ status: 'failed', error: { code: 'STEP_FAILED', stepId: 'culprit' } });
    expect(outcome).toHaveProperty('error.message', expect.stringContaining('"culprit"'));
    expect(outcome).toHaveProperty('detail', expect.any(String));
  },
);

test.each([
  ['a number', 7, 'a number'],
  ['a text', 'out', 'a string'],
  ['null', null, 'null'],
  ['an object without a port', { body: 1 }, 'an object without a port'],
  ['a list with junk in it', [{ port: 'out' }, 3], 'a number'],
  ['a body that is none', { port: 'out', body: 'text' }, 'a string'],
])('a step that returns %s fails with a sentence', async (_name, value, said) => {
  const { outcome } = await runPlan(chainOf('return', { value }));
  expect(outcome).toMatchObject({ status: 'failed', error: { code: 'STEP_FAILED', stepId: 'culprit' } });
  expect(outcome).toHaveProperty('error.message', expect.stringContaining(said));
});

test('a document for a port that does not exist fails and names the ports there are', async () => {
  const { outcome } = await runPlan(chainOf('return', { value: { port: 'nowhere' } }));
  expect(outcome).toHaveProperty(
    'error.message',
    'The step "culprit" sent a document to the port "nowhere", which it does not have. It has "out".',
  );
});

test('a failure cancels what its siblings wait for', async () => {
  const plan = planBuilder()
    .start()
    .branch('branch', ['a', 'b'])
    .step('waiting', 'wait', { gate: 'never' })
    .step('failing', 'fail')
    .chain('start', 'branch.a', 'waiting')
    .link('branch.b', 'failing')
    .build();
  const { outcome } = await runPlan(plan, { gates: { never: makeGate() } });
  expect(outcome).toMatchObject({ status: 'failed', error: { code: 'HTTP_STATUS', stepId: 'failing' } });
});

test('a failure releases the iterators that others are being pulled from', async () => {
  const plan = planBuilder()
    .start()
    .step('source', 'split-slowly', { count: 1000 })
    .step('failing', 'fail')
    .chain('start', 'source', 'failing')
    .build();
  const { outcome, released } = await runPlan(plan);
  expect(outcome.status).toBe('failed');
  expect(released).toEqual(['split-slowly']);
});

test('cancelling ends an execution that waits, and its steps are told', async () => {
  const controller = new AbortController();
  const { outcome, events } = startPlan(chainOf('wait', { gate: 'never' }), { gates: { never: makeGate() }, signal: controller.signal });
  controller.abort();
  expect(await outcome).toEqual({
    status: 'cancelled',
    replied: false,
    error: { code: 'CANCELLED', message: 'The execution was cancelled.' },
  });
  expect(events.at(-1)).toMatchObject({ kind: 'execution.finished', status: 'cancelled' });
});

test('the reason of the signal is the reason of the outcome where it is an error of Weft', async () => {
  const signal = AbortSignal.abort(new WeftError('TIMEOUT', 'It took longer than 5 s.'));
  const { outcome, collected } = await runPlan(chainOf('pass'), { signal });
  expect(outcome).toMatchObject({ status: 'cancelled', error: { code: 'TIMEOUT', message: 'It took longer than 5 s.' } });
  expect(collected).toEqual([]);
});

test('cancelling reaches an execution whose steps never wait', async () => {
  const controller = new AbortController();
  setImmediate(() => controller.abort());
  const { outcome, collected } = await runPlan(chainOf('split-lazily', { count: Number.POSITIVE_INFINITY }), { signal: controller.signal });
  expect(outcome.status).toBe('cancelled');
  expect(collected.length).toBeGreaterThan(0);
});

test('a step that ignores the signal is left behind after five seconds', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const controller = new AbortController();
    const { outcome } = startPlan(chainOf('hang'), { signal: controller.signal });
    controller.abort();
    let ended = false;
    void outcome.then(() => {
      ended = true;
    });
    await vi.advanceTimersByTimeAsync(4_999);
    expect(ended).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect((await outcome).status).toBe('cancelled');
  } finally {
    vi.useRealTimers();
  }
});

test('what a step brings after the end is released, and what it throws then is nobody’s failure', async () => {
  const gate = makeGate();
  let released = 0;
  const late = stepType('late', async () => {
    await gate.opened;
    const iterator: AsyncIterableIterator<never> = {
      [Symbol.asyncIterator]: () => iterator,
      next: () => Promise.reject(new Error('asked for more')),
      return: () => {
        released++;
        return Promise.reject(new Error('failed to let go'));
      },
    };
    return iterator;
  });
  const controller = new AbortController();
  const { outcome, events } = startPlan(chainOf('late'), { more: [late], signal: controller.signal });
  controller.abort();
  gate.open();
  expect((await outcome).status).toBe('cancelled');
  expect(released).toBe(1);
  expect(events.some((event) => event.kind === 'step.failed')).toBe(false);
});

test('no reply is taken once the execution has failed', async () => {
  const gate = makeGate();
  const plan = planBuilder()
    .start()
    .branch('branch', ['a', 'b'])
    .step('held', 'pass-later', { turns: 20 })
    .step('answer', 'reply')
    .step('failing', 'fail')
    .chain('start', 'branch.a', 'held', 'answer')
    .link('branch.b', 'failing')
    .build();
  const { outcome, replies } = await runPlan(plan, { gates: { gate } });
  expect(outcome).toMatchObject({ status: 'failed', replied: false });
  expect(replies).toEqual([]);
});

test('a failure after the reply says that the caller has been answered', async () => {
  const plan = planBuilder().start().step('answer', 'reply').step('failing', 'fail').chain('start', 'answer', 'failing').build();
  expect((await runPlan(plan)).outcome).toMatchObject({ status: 'failed', replied: true });
});
