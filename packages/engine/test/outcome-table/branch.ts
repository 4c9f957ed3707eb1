import { expect } from 'vitest';
import { runPlan, startPlan } from '../harness.ts';
import { planBuilder } from '../plan-builder.ts';
import { makeGate } from '../step-types.ts';
import { type Column, endedMeanwhile, survivesEveryKill, withEffects } from './cell.ts';

/** start → branch { left → sink, right → sink } */
const parted = (left: string, right: string, config: Record<string, unknown> = {}) =>
  planBuilder()
    .start()
    .branch('branch', ['a', 'b'])
    .step('left', left, config)
    .step('right', right, config)
    .step('sink', 'collect', {}, [])
    .link('start', 'branch')
    .chain('branch.a', 'left', 'sink')
    .chain('branch.b', 'right', 'sink')
    .build();

export const branch: Column = {
  empty: {
    says: 'a path that brings nothing ends; the others go on',
    async holds() {
      const { outcome, values } = await runPlan(parted('drop', 'pass'), { body: 'x' });
      expect([outcome.status, values]).toEqual(['succeeded', ['x']]);
    },
  },
  several: {
    says: 'each document is copied to every path when it comes',
    async holds() {
      const plan = planBuilder()
        .start()
        .step('split', 'split', { count: 3 })
        .branch('branch', ['a', 'b'])
        .step('sink', 'collect', {}, [])
        .chain('start', 'split', 'branch')
        .link('branch.a', 'sink')
        .link('branch.b', 'sink')
        .build();
      expect((await runPlan(plan)).values).toEqual([0, 0, 1, 1, 2, 2]);
    },
  },
  failed: {
    says: 'a path that fails stops the others and fails the scope around, else the execution',
    async holds() {
      const plan = planBuilder()
        .start()
        .branch('branch', ['a', 'b'])
        .step('failing', 'fail')
        .step('waiting', 'wait', { gate: 'never' })
        .step('sink', 'collect', {}, [])
        .link('start', 'branch')
        .link('branch.a', 'failing')
        .chain('branch.b', 'waiting', 'sink')
        .build();
      const { outcome, values } = await runPlan(plan, { gates: { never: makeGate() } });
      expect(outcome).toMatchObject({ status: 'failed', error: { stepId: 'failing' } });
      expect(values).toEqual([]);
    },
  },
  cancelled: {
    says: 'every path is told to stop',
    async holds() {
      const plan = parted('wait', 'wait', { gate: 'never' });
      const { values } = await endedMeanwhile(plan, 'cancelled', { step: 'right', gates: { never: makeGate() } });
      expect(values()).toEqual([]);
    },
  },
  crashed: {
    says: 'all paths run again, and no effect on any of them is had twice',
    async holds() {
      const plan = withEffects('left', 'right')
        .branch('branch', ['a', 'b'])
        .step('sink', 'collect', {}, [])
        .link('start', 'branch')
        .chain('branch.a', 'left', 'sink')
        .chain('branch.b', 'right', 'sink')
        .build();
      await survivesEveryKill(plan);
    },
  },
  slow: {
    says: 'a slow path does not hold back the others',
    async holds() {
      const gate = makeGate();
      const { outcome, values } = startPlan(parted('wait', 'pass', { gate: 'gate' }), { body: 'x', gates: { gate } });
      await expect.poll(values).toEqual(['x']);
      gate.open();
      expect((await outcome).status).toBe('succeeded');
      expect(values()).toEqual(['x', 'x']);
    },
  },
  expired: {
    says: 'when the time of the execution is over, every path is told to stop',
    async holds() {
      const plan = parted('wait', 'wait', { gate: 'never' });
      const { values } = await endedMeanwhile(plan, 'expired', { step: 'right', gates: { never: makeGate() } });
      expect(values()).toEqual([]);
    },
  },
};
