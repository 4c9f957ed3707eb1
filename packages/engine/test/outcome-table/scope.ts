import { expect } from 'vitest';
import { runPlan, startPlan } from '../harness.ts';
import { planBuilder } from '../plan-builder.ts';
import { makeGate, stepType } from '../step-types.ts';
import { type Column, endedMeanwhile, survivesEveryKill, withEffects } from './cell.ts';

/** start → guard { work → sink }, failures and the end on paths of their own */
const guarded = (type: string, config: Record<string, unknown> = {}) =>
  planBuilder()
    .start()
    .guard('guard')
    .step('work', type, config)
    .step('caught', 'error')
    .step('tidied', 'append', { text: ' tidied' })
    .step('sink', 'collect', {}, [])
    .link('start', 'guard')
    .chain('guard.inside', 'work', 'sink')
    .chain('guard.failed', 'caught', 'sink')
    .chain('guard.ended', 'tidied', 'sink')
    .build();

const endedFrom = async (reason: 'cancelled' | 'expired') => {
  const options = { step: 'work', gates: { never: makeGate() } };
  const { values } = await endedMeanwhile(guarded('wait', { gate: 'never' }), reason, options);
  expect(values()).toEqual([]);
};

export const scope: Column = {
  empty: {
    says: 'an inside that brings nothing has ended well: "catch" is not used, "finally" runs',
    async holds() {
      expect((await runPlan(guarded('drop'), { body: 'x' })).values).toEqual(['x tidied']);
    },
  },
  several: {
    says: 'each document tries for itself: one that fails does not touch the others',
    async holds() {
      const plan = planBuilder()
        .start()
        .step('split', 'split', { count: 3 })
        .guard('guard')
        .step('work', 'fail-where', { value: 1 })
        .step('caught', 'error')
        .step('sink', 'collect', {}, [])
        .chain('start', 'split', 'guard')
        .chain('guard.inside', 'work', 'sink')
        .chain('guard.failed', 'caught', 'sink')
        .build();
      const { outcome, values } = await runPlan(plan);
      expect(outcome.status).toBe('succeeded');
      expect(values.map(String).sort()).toEqual(['0', '1 is refused.', '2']);
    },
  },
  failed: {
    says: 'the first failure inside stops what else goes on there and sends the document that came in to "catch"; "finally" runs afterwards; without a link at "catch" the failure goes further out',
    async holds() {
      expect((await runPlan(guarded('fail'), { body: 'x' })).values).toEqual(['The service answered 500.', 'x tidied']);
      const uncaught = planBuilder()
        .start()
        .guard('guard')
        .step('work', 'fail')
        .step('sink', 'collect', {}, [])
        .link('start', 'guard')
        .link('guard.inside', 'work')
        .link('guard.ended', 'sink')
        .build();
      const { outcome, values } = await runPlan(uncaught, { body: 'x' });
      expect(outcome).toMatchObject({ status: 'failed', error: { stepId: 'work' } });
      expect(values).toEqual(['x']);
    },
  },
  cancelled: { says: 'neither "catch" nor "finally" runs', holds: () => endedFrom('cancelled') },
  crashed: {
    says: 'it takes the same way again once anything has come of it, and no effect on any way is had twice',
    async holds() {
      const plan = withEffects('work', 'instead', 'tidy')
        .guard('guard')
        .step('failing', 'fail')
        .step('sink', 'collect', {}, [])
        .link('start', 'guard')
        .chain('guard.inside', 'work', 'failing')
        .chain('guard.failed', 'instead', 'sink')
        .chain('guard.ended', 'tidy', 'sink')
        .build();
      await survivesEveryKill(plan);
    },
  },
  slow: {
    says: 'a step inside that does not heed that it is to stop holds nothing back, and what it comes back with is thrown away',
    async holds() {
      const gate = makeGate();
      const deaf = stepType('deaf', async () => {
        await gate.opened;
        return { port: 'out' };
      });
      const plan = planBuilder()
        .start()
        .guard('guard')
        .branch('branch', ['a', 'b'])
        .step('slow', 'deaf')
        .step('failing', 'fail')
        .step('caught', 'error')
        .step('sink', 'collect', {}, [])
        .link('start', 'guard')
        .link('guard.inside', 'branch')
        .chain('branch.a', 'slow', 'sink')
        .link('branch.b', 'failing')
        .chain('guard.failed', 'caught', 'sink')
        .build();
      const { outcome, values } = startPlan(plan, { more: [deaf] });
      await expect.poll(values).toEqual(['The service answered 500.']);
      gate.open();
      expect((await outcome).status).toBe('succeeded');
      expect(values()).toHaveLength(1);
    },
  },
  expired: {
    says: 'that the time of the execution is over is not caught: neither "catch" nor "finally" runs',
    holds: () => endedFrom('expired'),
  },
};
