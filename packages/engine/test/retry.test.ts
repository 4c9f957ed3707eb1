import { WeftError } from '@weft/errors';
import type { Plan, RetryRule } from '@weft/process';
import type { Emission } from '@weft/step-kit/executor';
import { describe, expect, test } from 'vitest';
import { waitBefore } from '../src/retry.ts';
import { runPlan, startPlan } from './harness.ts';
import { makeWorld } from './journal-world.ts';
import { planBuilder } from './plan-builder.ts';
import { makeGate, stepType } from './step-types.ts';

const rule: RetryRule = { retries: 3, delayMs: 0, factor: 2, delayMsMax: 60_000, jitter: false };

const plan = (type: string, own: Partial<RetryRule> = {}): Plan => {
  const built = planBuilder().start().step('work', type).step('sink', 'collect', {}, []).chain('start', 'work', 'sink').build();
  const work = built.steps['work'];
  if (work === undefined) throw new Error('there is no such step');
  return { ...built, steps: { ...built.steps, work: { ...work, effect: 'idempotent', retry: { ...rule, ...own } } } };
};

const passing = new WeftError('TIMEOUT', 'The service did not answer.', { retryable: true });
const lasting = new WeftError('HTTP_STATUS', 'The service answered 404.');

/** Throws these, one each time; afterwards it passes the document on. */
function failing(...errors: readonly WeftError[]) {
  const seen = { tries: 0 };
  const type = stepType('failing', async () => {
    const error = errors[seen.tries++];
    if (error !== undefined) throw error;
    return { port: 'out' };
  });
  return { seen, type };
}

describe('a step with a rule for trying again', () => {
  test('is tried again after a failure that may pass, and goes on when it does not fail any more', async () => {
    const { seen, type } = failing(passing, passing);
    const { outcome, values, events } = await runPlan(plan('failing'), { body: 'x', more: [type] });
    expect(outcome.status).toBe('succeeded');
    expect(values).toEqual(['x']);
    expect(seen.tries).toBe(3);
    expect(events.filter(({ kind }) => kind === 'step.retrying')).toMatchObject([
      { stepId: 'work', documentId: 'root', tries: 1, error: { code: 'TIMEOUT' } },
      { stepId: 'work', documentId: 'root', tries: 2, error: { code: 'TIMEOUT' } },
    ]);
    expect(events.some(({ kind }) => kind === 'step.failed')).toBe(false);
  });

  test('fails with what the last try failed with', async () => {
    const last = new WeftError('CONNECTION_FAILED', 'The service is gone.', { retryable: true });
    const { seen, type } = failing(passing, passing, passing, last);
    const { outcome } = await runPlan(plan('failing'), { more: [type] });
    expect(outcome).toMatchObject({ status: 'failed', error: { code: 'CONNECTION_FAILED', stepId: 'work' } });
    expect(seen.tries).toBe(4);
  });

  test('is not tried again after a failure that will not pass', async () => {
    const { seen, type } = failing(lasting);
    expect((await runPlan(plan('failing'), { more: [type] })).outcome.status).toBe('failed');
    expect(seen.tries).toBe(1);
  });

  test('with a condition is tried again where it is true, whatever the failure is', async () => {
    const asked: unknown[] = [];
    const when =
      (answer: (code: unknown) => unknown) =>
      ({ properties }: { readonly properties: Readonly<Record<string, unknown>> }) => {
        asked.push(properties['error_code']);
        return answer(properties['error_code']);
      };
    const tried = async (answer: (code: unknown) => unknown, ...errors: readonly WeftError[]) => {
      const { seen, type } = failing(...errors);
      await runPlan(plan('failing', { when: 'the condition' }), { more: [type], tools: { expression: () => when(answer) } });
      return seen.tries;
    };
    expect(await tried((code) => code === 'HTTP_STATUS', lasting, passing)).toBe(2);
    expect(asked).toEqual(['HTTP_STATUS', 'TIMEOUT']);
    expect(await tried(() => 'true', passing)).toBe(1);
    expect(
      await tried(() => {
        throw new Error('a mistake in the condition');
      }, passing),
    ).toBe(1);
  });

  test('is tried again where its stream fails before it has given anything, and not afterwards', async () => {
    const tries = { early: 0, late: 0 };
    const early = stepType('early', async function* (): AsyncGenerator<Emission> {
      if (tries.early++ < 2) throw passing;
      yield { port: 'out' };
      yield { port: 'out' };
    } as never);
    const late = stepType('late', async function* (): AsyncGenerator<Emission> {
      tries.late++;
      yield { port: 'out' };
      throw passing;
    } as never);
    const first = await runPlan(plan('early'), { body: 'x', more: [early] });
    expect(first.outcome.status).toBe('succeeded');
    expect(first.values).toEqual(['x', 'x']);
    expect(tries.early).toBe(3);
    const second = await runPlan(plan('late'), { body: 'x', more: [late] });
    expect(second.outcome.status).toBe('failed');
    expect(second.values).toEqual(['x']);
    expect(tries.late).toBe(1);
  });

  test('lets go of its stream when the execution fails elsewhere', async () => {
    const released: string[] = [];
    const gate = makeGate();
    const endless = stepType('endless', async function* (): AsyncGenerator<Emission> {
      try {
        for (;;) {
          gate.open();
          yield { port: 'out' };
        }
      } finally {
        released.push('endless');
      }
    } as never);
    const abort = new AbortController();
    const { outcome } = startPlan(plan('endless'), { body: 'x', more: [endless], signal: abort.signal });
    await gate.opened;
    abort.abort();
    expect((await outcome).status).toBe('cancelled');
    expect(released).toEqual(['endless']);
  });

  test('does not wait for its next try when the execution is cancelled', async () => {
    const { seen, type } = failing(passing, passing);
    const abort = new AbortController();
    const { outcome, events } = startPlan(plan('failing', { delayMs: 60_000 }), { more: [type], signal: abort.signal });
    await expect.poll(() => events.some(({ kind }) => kind === 'step.retrying')).toBe(true);
    abort.abort();
    expect((await outcome).status).toBe('cancelled');
    expect(seen.tries).toBe(1);
  });

  test('in a guard fails only once its tries are used up, and then is caught', async () => {
    const { seen, type } = failing(passing, passing, passing, passing);
    const guarded = planBuilder()
      .start()
      .guard('guard')
      .step('work', 'failing')
      .step('caught', 'error')
      .step('sink', 'collect', {}, [])
      .link('start', 'guard')
      .chain('guard.inside', 'work', 'sink')
      .chain('guard.failed', 'caught', 'sink')
      .build();
    const work = guarded.steps['work'];
    if (work === undefined) throw new Error('there is no such step');
    const { values } = await runPlan({ ...guarded, steps: { ...guarded.steps, work: { ...work, retry: rule } } }, { more: [type] });
    expect(values).toEqual(['The service did not answer.']);
    expect(seen.tries).toBe(4);
  });

  test('whose effect is to be had once notes its failure only when the tries are used up', async () => {
    const { type } = failing(passing, passing, passing, passing);
    const once = plan('failing');
    const work = once.steps['work'];
    if (work === undefined) throw new Error('there is no such step');
    const world = makeWorld({ ...once, steps: { ...once.steps, work: { ...work, effect: 'once' } } }, { more: [type] });
    expect((await world.attempt()).outcome).toMatchObject({ status: 'failed', error: { code: 'TIMEOUT' } });
    expect(world.entries.map(({ kind }) => kind)).toEqual(['intent', 'failure']);
  });
});

describe('the waits between tries', () => {
  test('grow by the factor up to the longest', () => {
    const growing = { ...rule, delayMs: 100, factor: 3, delayMsMax: 1_000 };
    expect([1, 2, 3, 4].map((retry) => waitBefore(growing, retry))).toEqual([100, 300, 900, 1_000]);
  });

  test('with jitter are drawn between half and all of it, and differ', () => {
    const spread = Array.from({ length: 200 }, () => waitBefore({ ...rule, delayMs: 10_000, jitter: true }, 1));
    expect(Math.min(...spread)).toBeGreaterThanOrEqual(5_000);
    expect(Math.max(...spread)).toBeLessThanOrEqual(10_000);
    expect(new Set(spread).size).toBeGreaterThan(100);
  });

  test('are longer where the service asked for it, up to ten minutes', () => {
    expect(waitBefore({ ...rule, delayMs: 100 }, 1, 5_000)).toBe(5_000);
    expect(waitBefore({ ...rule, delayMs: 100 }, 1, 10)).toBe(100);
    expect(waitBefore({ ...rule, delayMs: 100 }, 1, 86_400_000)).toBe(600_000);
  });
});
