import { Body } from '@weft/document';
import type { TraceEvent } from '@weft/process';
import { defineStep } from '@weft/step-kit';
import { implementCollector } from '@weft/step-kit/executor';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { runPlan, startPlan } from './harness.ts';
import { planBuilder } from './plan-builder.ts';
import { makeGate, stepType } from './step-types.ts';

/** start → guard { inside → last } with what is behind the other ports told by a mark. */
const guarded = (type: string, config: Record<string, unknown> = {}) =>
  planBuilder()
    .start()
    .guard('guard')
    .step('work', type, config)
    .step('worked', 'append', { text: ' worked' })
    .step('caught', 'error')
    .step('tidied', 'append', { text: ' tidied' })
    .step('sink', 'collect', {}, [])
    .chain('start', 'guard')
    .chain('guard.inside', 'work', 'worked', 'sink');

const withCatch = (type: string, config?: Record<string, unknown>) => guarded(type, config).chain('guard.failed', 'caught', 'sink');
const withBoth = (type: string, config?: Record<string, unknown>) => withCatch(type, config).chain('guard.ended', 'tidied', 'sink');

const failedSteps = (events: readonly TraceEvent[]) => events.flatMap((event) => (event.kind === 'step.failed' ? [event.stepId] : []));

describe('a guard', () => {
  test('in which nothing fails goes through its inside, then through what always runs', async () => {
    const { outcome, values } = await runPlan(withBoth('pass').build(), { body: 'x' });
    expect(outcome.status).toBe('succeeded');
    expect(values).toEqual(['x worked', 'x tidied']);
  });

  test('sends the document that came in to the port for failures, with what failed among its properties', async () => {
    const { outcome, collected, values, events } = await runPlan(withBoth('fail').build(), { body: 'x', properties: { own: 1 } });
    expect(outcome).toEqual({ status: 'succeeded', replied: false });
    expect(values).toEqual(['The service answered 500.', 'x tidied']);
    expect(collected[0]?.properties).toEqual({
      own: 1,
      error_code: 'HTTP_STATUS',
      error_message: 'The service answered 500.',
      error_status: 502,
      error_step: 'work',
      error_document: 'root/guard.0',
    });
    expect(failedSteps(events)).toEqual(['work']);
  });

  test('without a link for failures passes the failure on, after what always runs', async () => {
    const plan = guarded('fail').chain('guard.ended', 'tidied', 'sink').build();
    const { outcome, values } = await runPlan(plan, { body: 'x' });
    expect(values).toEqual(['x tidied']);
    expect(outcome).toMatchObject({ status: 'failed', error: { code: 'HTTP_STATUS', stepId: 'work' } });
  });

  test('with no links but the inside is as if it were not there', async () => {
    const { outcome, values } = await runPlan(guarded('fail').build(), { body: 'x' });
    expect(values).toEqual([]);
    expect(outcome).toMatchObject({ status: 'failed', error: { stepId: 'work' } });
  });

  test('whose way for failures fails too still runs what always runs, then fails with the second failure', async () => {
    const plan = guarded('fail').step('worse', 'throw-text').chain('guard.failed', 'worse').chain('guard.ended', 'tidied', 'sink').build();
    const { outcome, values } = await runPlan(plan, { body: 'x' });
    expect(values).toEqual(['x tidied']);
    expect(outcome).toMatchObject({ status: 'failed', error: { code: 'STEP_FAILED', stepId: 'worse' } });
  });

  test('whose tidying fails fails with that', async () => {
    const plan = withCatch('pass').step('broken', 'fail').chain('guard.ended', 'broken').build();
    const { outcome } = await runPlan(plan, { body: 'x' });
    expect(outcome).toMatchObject({ status: 'failed', error: { stepId: 'broken' } });
  });

  test('is left where the ways of two ports meet: a failure there is not caught', async () => {
    const plan = guarded('pass').step('after', 'fail').link('worked', 'after').link('guard.failed', 'after').build();
    const { outcome, values } = await runPlan(plan, { body: 'x' });
    expect(values).toEqual(['x worked']);
    expect(outcome).toMatchObject({ status: 'failed', error: { stepId: 'after' } });
  });

  test('holds a join at its end until it is clear which way was taken', async () => {
    const plan = planBuilder()
      .start()
      .guard('guard')
      .step('work', 'pass-later', { turns: 5 })
      .step('caught', 'error')
      .join('join', 'all-that-ran')
      .step('sink', 'collect', {}, [])
      .link('start', 'guard')
      .chain('guard.inside', 'work')
      .link('work', 'join', 'good')
      .link('guard.failed', 'caught')
      .link('caught', 'join', 'bad')
      .link('join', 'sink')
      .build();
    expect((await runPlan(plan, { body: 'x' })).values).toEqual([{ good: 'x' }]);
  });

  test('catches for each document by itself', async () => {
    const plan = planBuilder()
      .start()
      .step('split', 'split', { count: 5 })
      .guard('guard')
      .step('work', 'fail-where', { value: 2 })
      .step('caught', 'error')
      .step('sink', 'collect', {}, [])
      .chain('start', 'split', 'guard')
      .chain('guard.inside', 'work', 'sink')
      .chain('guard.failed', 'caught', 'sink')
      .build();
    const { outcome, values } = await runPlan(plan);
    expect(outcome.status).toBe('succeeded');
    expect(values.map(String).sort()).toEqual(['0', '1', '2 is refused.', '3', '4']);
  });

  test('inside another passes on what it does not catch', async () => {
    const plan = planBuilder()
      .start()
      .guard('outer')
      .guard('inner')
      .step('work', 'fail')
      .step('tidied', 'append', { text: ' tidied' })
      .step('caught', 'error')
      .step('sink', 'collect', {}, [])
      .chain('start', 'outer')
      .link('outer.inside', 'inner')
      .link('inner.inside', 'work')
      .chain('inner.ended', 'tidied', 'sink')
      .chain('outer.failed', 'caught', 'sink')
      .build();
    const { outcome, values } = await runPlan(plan, { body: 'x' });
    expect(outcome.status).toBe('succeeded');
    expect(values).toEqual(['x tidied', 'The service answered 500.']);
  });

  test('a cancelled execution catches nothing', async () => {
    const abort = new AbortController();
    const started = makeGate();
    const work = stepType('work', async (_config, _document, { signal }) => {
      started.open();
      await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      return undefined;
    });
    const { outcome, values } = startPlan(withBoth('work').build(), { more: [work], signal: abort.signal });
    await started.opened;
    abort.abort();
    expect((await outcome).status).toBe('cancelled');
    expect(values()).toEqual([]);
  });
});

describe('what else goes on inside when a guard catches', () => {
  /** guard.inside → branch { slow, failing } */
  const beside = (slow: string, config: Record<string, unknown> = {}) =>
    planBuilder()
      .start()
      .guard('guard')
      .branch('branch', ['a', 'b'])
      .step('slow', slow, config)
      .step('behind', 'append', { text: ' behind' })
      .step('failing', 'fail')
      .step('caught', 'error')
      .step('sink', 'collect', {}, [])
      .link('start', 'guard')
      .link('guard.inside', 'branch')
      .chain('branch.a', 'slow', 'behind', 'sink')
      .link('branch.b', 'failing')
      .chain('guard.failed', 'caught', 'sink')
      .build();

  test('is told to stop, and the execution goes on', async () => {
    const reasons: unknown[] = [];
    const heeding = stepType('heeding', async (_config, _document, { signal }) => {
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
      reasons.push((signal.reason as { code: string }).code);
      return { port: 'out' };
    });
    const { outcome, values } = await runPlan(beside('heeding'), { body: 'x', more: [heeding] });
    expect(outcome.status).toBe('succeeded');
    expect(reasons).toEqual(['HTTP_STATUS']);
    expect(values).toEqual(['The service answered 500.']);
  });

  test('is not waited for, where it does not heed its signal, and what it comes back with is thrown away', async () => {
    const gate = makeGate();
    const deaf = stepType('deaf', async () => {
      await gate.opened;
      return { port: 'out' };
    });
    const { outcome, values } = startPlan(beside('deaf'), { body: 'x', more: [deaf] });
    await expect.poll(values).toEqual(['The service answered 500.']);
    gate.open();
    expect((await outcome).status).toBe('succeeded');
    expect(values()).toEqual(['The service answered 500.']);
  });

  test('lets go of streams', async () => {
    const { outcome, released } = await runPlan(beside('split-slowly', { count: 1_000_000 }), { body: 'x' });
    expect(outcome.status).toBe('succeeded');
    expect(released).toEqual(['split-slowly']);
  });

  test('does not hold back a step outside from the documents of others', async () => {
    const plan = planBuilder()
      .start()
      .step('split', 'split', { count: 40 })
      .guard('guard')
      .step('fan', 'split-lazily', { count: 30 })
      .step('work', 'fail-where', { value: 17 })
      .step('caught', 'error')
      .step('sink', 'collect', {}, [])
      .chain('start', 'split', 'guard')
      .chain('guard.inside', 'fan', 'work', 'sink')
      .chain('guard.failed', 'caught', 'sink')
      .build();
    const { outcome, values } = await runPlan(plan);
    expect(outcome.status).toBe('succeeded');
    expect(values.filter((value) => value === '17 is refused.')).toHaveLength(40);
  });

  test('a join inside does not go on, and a join around takes what the catching path gives', async () => {
    const plan = planBuilder()
      .start()
      .branch('around', ['a', 'b'])
      .guard('guard')
      .branch('branch', ['a', 'b'])
      .step('failing', 'fail')
      .step('passing', 'pass-later', { turns: 3 })
      .join('inner', 'all')
      .step('caught', 'error')
      .step('other', 'pass')
      .join('outer', 'all')
      .step('sink', 'collect', {}, [])
      .link('start', 'around')
      .link('around.a', 'guard')
      .link('guard.inside', 'branch')
      .link('branch.a', 'failing')
      .link('branch.b', 'passing')
      .link('failing', 'inner', 'f')
      .link('passing', 'inner', 'p')
      .link('inner', 'outer', 'worked')
      .link('guard.failed', 'caught')
      .link('caught', 'outer', 'caught')
      .link('around.b', 'other')
      .link('other', 'outer', 'other')
      .link('outer', 'sink')
      .build();
    const { outcome, values } = await runPlan(plan, { body: 'x' });
    expect(outcome.status).toBe('succeeded');
    expect(values).toEqual([{ worked: null, caught: 'The service answered 500.', other: 'x' }]);
  });

  test('a collection inside is discarded, and does not go on', async () => {
    const happened: string[] = [];
    const gather = implementCollector(
      defineStep({
        type: 'gather',
        version: 1,
        title: 'gather',
        summary: 'For tests.',
        category: 'flow',
        role: 'collect',
        effect: 'none',
        config: z.record(z.string(), z.unknown()),
        initial: {},
        ports: () => [{ id: 'out', title: 'Out' }],
        collect: () => ({}),
      }),
      () => () => ({
        add: async (document) => void happened.push(`add ${await document.body.value()}`),
        finish: () => {
          happened.push('finish');
          return { port: 'out', body: Body.fromValue('all') };
        },
        discard: () => void happened.push('discard'),
      }),
    );
    const plan = planBuilder()
      .start()
      .guard('guard')
      .step('split', 'split-slowly', { count: 5 })
      .step('work', 'fail-where', { value: 3 })
      .collect('gather', 'guard')
      .step('caught', 'error')
      .step('sink', 'collect', {}, [])
      .link('start', 'guard')
      .chain('guard.inside', 'split', 'work', 'gather', 'sink')
      .chain('guard.failed', 'caught', 'sink')
      .build();
    const { outcome, values } = await runPlan(plan, { more: [gather] });
    expect(outcome.status).toBe('succeeded');
    expect(values).toEqual(['3 is refused.']);
    // Something was gathered before the failure, and nothing came of it.
    expect(happened[0]).toBe('add 0');
    expect(happened).not.toContain('finish');
    expect(happened.filter((one) => one === 'discard')).toHaveLength(1);
  });
});

describe('a step that ends the execution', () => {
  test('ends it as succeeded, and stops what other paths do', async () => {
    const plan = planBuilder()
      .start()
      .branch('branch', ['a', 'b'])
      .step('hanging', 'wait', { gate: 'never' })
      .step('stopping', 'stop')
      .step('sink', 'collect', {}, [])
      .link('start', 'branch')
      .chain('branch.a', 'hanging', 'sink')
      .chain('branch.b', 'stopping', 'sink')
      .build();
    const { outcome, values, events } = await runPlan(plan, { gates: { never: makeGate() } });
    expect(outcome).toEqual({ status: 'succeeded', replied: false });
    expect(values).toEqual([]);
    expect(events.at(-1)).toEqual({ kind: 'execution.finished', at: 0, status: 'succeeded' });
  });

  test('ends it as failed whatever is around, naming the step', async () => {
    const { outcome, values } = await runPlan(withBoth('stop', { message: 'Closed today.' }).build(), { body: 'x' });
    expect(outcome).toMatchObject({ status: 'failed', error: { code: 'RAISED', message: 'Closed today.', stepId: 'work' } });
    expect(values).toEqual([]);
  });
});
