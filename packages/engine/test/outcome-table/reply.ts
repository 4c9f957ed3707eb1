import { expect } from 'vitest';
import { runPlan, startPlan } from '../harness.ts';
import { makeWorld } from '../journal-world.ts';
import { planBuilder } from '../plan-builder.ts';
import { makeGate } from '../step-types.ts';
import { type Column, endedMeanwhile, withEffects } from './cell.ts';

/** start → work → reply → after → sink */
const replying = (before: string, after: string, config: Record<string, unknown> = {}) =>
  planBuilder()
    .start()
    .step('work', before, config)
    .step('answer', 'reply', { status: 201 })
    .step('after', after, config)
    .step('sink', 'collect', {}, [])
    .chain('start', 'work', 'answer', 'after', 'sink')
    .build();

export const reply: Column = {
  empty: {
    says: 'no reply is reached: the outcome says so, and the gateway answers for it',
    async holds() {
      const { outcome, replies } = await runPlan(replying('drop', 'pass'));
      expect([outcome, replies]).toEqual([{ status: 'succeeded', replied: false }, []]);
    },
  },
  several: {
    says: 'the first document answers; of every other one a warning stands in the log, and it goes on',
    async holds() {
      const { outcome, replies, values, events } = await runPlan(replying('split', 'pass', { count: 3 }));
      expect(outcome).toEqual({ status: 'succeeded', replied: true });
      expect(replies.map(({ body }) => body.value())).toEqual([0]);
      expect(values).toEqual([0, 1, 2]);
      expect(events.filter((event) => event.kind === 'log' && event.line.level === 'warn')).toHaveLength(2);
    },
  },
  failed: {
    says: 'a failure before is the answer; after a reply the caller keeps it, and the execution has failed',
    async holds() {
      const before = await runPlan(replying('fail', 'pass'));
      expect([before.outcome, before.replies]).toMatchObject([{ status: 'failed', replied: false }, []]);
      const after = await runPlan(replying('pass', 'fail'), { body: 'x' });
      expect([after.outcome, after.replies.length]).toMatchObject([{ status: 'failed', replied: true }, 1]);
    },
  },
  cancelled: {
    says: 'no reply is taken afterwards',
    async holds() {
      const { outcome, replies } = await endedMeanwhile(replying('wait', 'pass', { gate: 'never' }), 'cancelled', {
        step: 'work',
        gates: { never: makeGate() },
      });
      expect([outcome.replied, replies]).toEqual([false, []]);
    },
  },
  crashed: {
    says: 'a reply that is known to have been given is not given again, and counts',
    async holds() {
      const plan = withEffects('before', 'after')
        .step('answer', 'reply')
        .step('sink', 'collect', {}, [])
        .chain('start', 'before', 'answer', 'after', 'sink')
        .build();
      const world = makeWorld(plan, { kills: [{ write: 3, durable: true }] });
      expect((await world.attempt()).outcome).toBe('killed');
      expect(world.entries.some(({ kind }) => kind === 'replied')).toBe(true);
      expect((await world.attempt()).outcome).toMatchObject({ replied: true });
      expect(world.replies).toHaveLength(1);
    },
  },
  slow: {
    says: 'while the answer is handed over the other paths go on; the document waits at the reply',
    async holds() {
      const handed = makeGate();
      const plan = planBuilder()
        .start()
        .branch('branch', ['a', 'b'])
        .step('answer', 'reply')
        .step('replied', 'append', { text: ' replied' })
        .step('sink', 'collect', {}, [])
        .link('start', 'branch')
        .chain('branch.a', 'answer', 'replied', 'sink')
        .link('branch.b', 'sink')
        .build();
      const { outcome, values } = startPlan(plan, { body: 'x', services: { reply: () => handed.opened } });
      await expect.poll(values).toEqual(['x']);
      handed.open();
      expect(await outcome).toEqual({ status: 'succeeded', replied: true });
      expect(values()).toEqual(['x', 'x replied']);
    },
  },
  expired: {
    says: 'when the time of the execution is over no reply is taken any more',
    async holds() {
      const { outcome, replies } = await endedMeanwhile(replying('wait', 'pass', { gate: 'never' }), 'expired', {
        step: 'work',
        gates: { never: makeGate() },
      });
      expect([outcome.replied, replies]).toEqual([false, []]);
    },
  },
};
