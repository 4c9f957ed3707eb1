import { expect } from 'vitest';
import { runPlan, startPlan } from '../harness.ts';
import { planBuilder } from '../plan-builder.ts';
import { makeGate } from '../step-types.ts';
import { type Column, endedMeanwhile, survivesEveryKill, withEffects } from './cell.ts';

type Rule = Parameters<ReturnType<typeof planBuilder>['each']>[1];

/** start → each { work }, with the failed items and the end on paths of their own */
const looped = (type: string, config: Record<string, unknown> = {}, rule: Rule = {}) =>
  planBuilder()
    .start()
    .each('each', rule)
    .step('work', type, config)
    .step('caught', 'error')
    .step('sink', 'collect', {}, [])
    .link('start', 'each')
    .link('each.item', 'work')
    .chain('each.failed', 'caught', 'sink')
    .link('each.ended', 'sink')
    .build();

const started = (events: ReturnType<typeof startPlan>['events'], step: string) =>
  events.filter((event) => event.kind === 'step.started' && event.stepId === step).length;

const endedFrom = async (reason: 'cancelled' | 'expired') => {
  const options = { step: 'work', body: [1, 2, 3], gates: { never: makeGate() } };
  const { values, events } = await endedMeanwhile(looped('wait', { gate: 'never' }, { concurrency: 2 }), reason, options);
  expect(values()).toEqual([]);
  expect(started(events, 'work')).toBe(2);
};

export const forEach: Column = {
  empty: {
    says: 'without items it goes on at once, with an empty list',
    async holds() {
      expect((await runPlan(looped('pass'), { body: [] })).values).toEqual([[]]);
    },
  },
  several: {
    says: 'it goes on once, with the results in order of the items',
    async holds() {
      expect((await runPlan(looped('append', { text: '!' }, { concurrency: 2 }), { body: ['a', 'b', 'c'] })).values).toEqual([
        ['a!', 'b!', 'c!'],
      ]);
    },
  },
  failed: {
    says: 'an item that fails stops the others and fails the scope around, else the execution; where failures are let go on, it leaves by "failed" and the others go on',
    async holds() {
      const body = ['a', 'b', 'c'];
      const stopped = await runPlan(looped('fail-where', { value: 'b' }), { body });
      expect(stopped.outcome).toMatchObject({ status: 'failed', error: { stepId: 'work' } });
      expect(stopped.values).toEqual([]);
      const wentOn = await runPlan(looped('fail-where', { value: 'b' }, { failed: 'failed' }), { body });
      expect([wentOn.outcome.status, wentOn.values]).toEqual(['succeeded', ['b is refused.', ['a', 'c']]]);
    },
  },
  cancelled: { says: 'items under way are told to stop, and no other begins', holds: () => endedFrom('cancelled') },
  crashed: {
    says: 'it runs again with the same items, and no effect of any is had twice',
    async holds() {
      const plan = withEffects('work', 'send')
        .each('each', { concurrency: 2 })
        .step('sink', 'collect', {}, [])
        .link('start', 'each')
        .link('each.item', 'work')
        .chain('each.ended', 'send', 'sink')
        .build();
      await survivesEveryKill(plan, { body: ['a', 'b', 'c'] });
    },
  },
  slow: {
    says: 'so many items as may be are under way at once; the next begins when one has ended',
    async holds() {
      const gate = makeGate();
      const { outcome, events, values } = startPlan(looped('wait', { gate: 'gate' }, { concurrency: 2 }), {
        body: [1, 2, 3],
        gates: { gate },
      });
      await expect.poll(() => started(events, 'work')).toBe(2);
      gate.open();
      expect((await outcome).status).toBe('succeeded');
      expect(started(events, 'work')).toBe(3);
      expect(values()).toEqual([[1, 2, 3]]);
    },
  },
  expired: {
    says: 'when the time of the execution is over, items under way are told to stop, and no other begins',
    holds: () => endedFrom('expired'),
  },
};
