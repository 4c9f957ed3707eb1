import { expect } from 'vitest';
import { runPlan, startPlan } from '../harness.ts';
import { planBuilder } from '../plan-builder.ts';
import { makeGate } from '../step-types.ts';
import { type Column, endedMeanwhile, survivesEveryKill, withEffects } from './cell.ts';

/** start → branch { a: work, b } → join of all → sink */
const joined = (type: string, config: Record<string, unknown> = {}, timeLimitMs?: number) =>
  planBuilder()
    .start()
    .branch('branch', ['a', 'b'])
    .step('work', type, config)
    .join('join', 'all', timeLimitMs)
    .step('sink', 'collect', {}, [])
    .link('start', 'branch')
    .link('branch.a', 'work')
    .link('work', 'join', 'a')
    .link('branch.b', 'join', 'b')
    .link('join', 'sink')
    .build();

export const join: Column = {
  empty: {
    says: 'a path without documents is null',
    async holds() {
      expect((await runPlan(joined('drop'), { body: 'x' })).values).toEqual([{ a: null, b: 'x' }]);
    },
  },
  several: {
    says: 'a path with several documents is a list of them',
    async holds() {
      expect((await runPlan(joined('split', { count: 2 }), { body: 'x' })).values).toEqual([{ a: [0, 1], b: 'x' }]);
    },
  },
  failed: {
    says: 'it does not go on when one of its paths has failed',
    async holds() {
      const { outcome, values } = await runPlan(joined('fail'), { body: 'x' });
      expect(outcome).toMatchObject({ status: 'failed', error: { stepId: 'work' } });
      expect(values).toEqual([]);
    },
  },
  cancelled: {
    says: 'it does not go on',
    async holds() {
      const { values } = await endedMeanwhile(joined('wait', { gate: 'never' }), 'cancelled', {
        step: 'work',
        gates: { never: makeGate() },
      });
      expect(values()).toEqual([]);
    },
  },
  crashed: {
    says: 'it goes on with the same documents, and no effect behind it is had twice',
    async holds() {
      const plan = withEffects('left', 'send')
        .branch('branch', ['a', 'b'])
        .join('join', 'all')
        .step('sink', 'collect', {}, [])
        .link('start', 'branch')
        .link('branch.a', 'left')
        .link('left', 'join', 'a')
        .link('branch.b', 'join', 'b')
        .chain('join', 'send', 'sink')
        .build();
      await survivesEveryKill(plan);
    },
  },
  slow: {
    says: 'it waits for a slow path',
    async holds() {
      const gate = makeGate();
      const { outcome, values, events } = startPlan(joined('wait', { gate: 'gate' }), { body: 'x', gates: { gate } });
      await expect.poll(() => events.some((event) => event.kind === 'step.started' && event.stepId === 'join')).toBe(true);
      expect(values()).toEqual([]);
      gate.open();
      await outcome;
      expect(values()).toEqual([{ a: 'x', b: 'x' }]);
    },
  },
  expired: {
    says: 'when its time limit has passed it goes on with what has arrived, and warns',
    async holds() {
      const gate = makeGate();
      const { outcome, values, events } = startPlan(joined('wait', { gate: 'gate' }, 5), { body: 'x', gates: { gate } });
      await expect.poll(values).toEqual([{ a: null, b: 'x' }]);
      gate.open();
      expect((await outcome).status).toBe('succeeded');
      expect(values()).toHaveLength(1);
      expect(events.some((event) => event.kind === 'log' && event.line.level === 'warn')).toBe(true);
    },
  },
};
