import { Body } from '@weft/document';
import { WeftError } from '@weft/errors';
import { expect } from 'vitest';
import type { EngineServices } from '../../src/index.ts';
import { runPlan, startPlan } from '../harness.ts';
import { makeWorld } from '../journal-world.ts';
import { planBuilder } from '../plan-builder.ts';
import { makeGate, stepType } from '../step-types.ts';
import { type Column, endedMeanwhile } from './cell.ts';

type Call = NonNullable<EngineServices['call']>;

/** Gives what the called process replied, or says that it did not. */
const calling = stepType(
  'calling',
  async (_config, document, { call }) => {
    const called = await call?.({ processId: 'p2', document, properties: {}, wait: true });
    return { port: 'out', body: called?.reply?.body ?? Body.fromValue('no reply') };
  },
  ['call'],
);

const answered = (key: string): Awaited<ReturnType<Call>> => ({
  executionId: key,
  reply: { status: 200, headers: {}, body: Body.fromValue(`answer to ${key}`) },
});

/** start → work → guard { call → sink }, caught failures on a path of their own */
const guarded = (type = 'pass', config: Record<string, unknown> = {}) =>
  planBuilder()
    .start()
    .step('work', type, config)
    .guard('guard')
    .step('ask', 'calling')
    .step('caught', 'error')
    .step('sink', 'collect', {}, [])
    .chain('start', 'work', 'guard')
    .chain('guard.inside', 'ask', 'sink')
    .chain('guard.failed', 'caught', 'sink')
    .build();

const run = (call: Call, plan = guarded()) => runPlan(plan, { more: [calling], services: { call } });

/** A call that nobody answers before it is told to stop. */
const unanswered =
  (heard: unknown[]): Call =>
  (_key, _request, signal) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        heard.push(signal.reason);
        reject(signal.reason);
      });
    });

export const callProcess: Column = {
  empty: {
    says: 'a called process that ends without a reply gives none; the step goes on',
    async holds() {
      expect((await run(async (key) => ({ executionId: key }))).values).toEqual(['no reply']);
    },
  },
  several: {
    says: 'each document calls for itself, one after the other, by a key of its own',
    async holds() {
      const { values } = await run(async (key) => answered(key), guarded('split', { count: 2 }));
      expect(values).toEqual(['answer to ask/root/work.0/guard.0', 'answer to ask/root/work.1/guard.0']);
    },
  },
  failed: {
    says: 'what the called process failed with is the failure of the step, and can be caught',
    async holds() {
      const call: Call = async () => {
        throw new WeftError('RAISED', 'The order has no lines.');
      };
      const { outcome, values } = await run(call);
      expect([outcome.status, values]).toEqual(['succeeded', ['The order has no lines.']]);
    },
  },
  cancelled: {
    says: 'the called process is told to stop',
    async holds() {
      const heard: unknown[] = [];
      await endedMeanwhile(guarded(), 'cancelled', { step: 'ask', more: [calling], services: { call: unanswered(heard) } });
      expect(heard).toMatchObject([{ code: 'CANCELLED' }]);
    },
  },
  crashed: {
    says: 'another attempt calls by the same key, so that it finds the execution that is there already',
    async holds() {
      const keys: string[] = [];
      const call: Call = async (key) => {
        keys.push(key);
        return answered(key);
      };
      const plan = planBuilder()
        .start()
        .step('ask', 'calling')
        .step('send', 'effect', { name: 'send' })
        .effect('once', 'send')
        .chain('start', 'ask', 'send')
        .build();
      const world = makeWorld(plan, { more: [calling], services: { call }, kills: [{ write: 1, durable: false }] });
      expect((await world.attempt()).outcome).toBe('killed');
      expect((await world.attempt()).outcome).toMatchObject({ status: 'succeeded' });
      expect(keys).toEqual(['ask/root', 'ask/root']);
    },
  },
  slow: {
    says: 'a slow one holds back the documents behind it, and no other path',
    async holds() {
      const gate = makeGate();
      const plan = planBuilder()
        .start()
        .branch('branch', ['a', 'b'])
        .step('ask', 'calling')
        .step('sink', 'collect', {}, [])
        .link('start', 'branch')
        .chain('branch.a', 'ask', 'sink')
        .link('branch.b', 'sink')
        .build();
      const call: Call = async (key) => {
        await gate.opened;
        return answered(key);
      };
      const { outcome, values } = startPlan(plan, { body: 'x', more: [calling], services: { call } });
      await expect.poll(values).toEqual(['x']);
      gate.open();
      expect((await outcome).status).toBe('succeeded');
      expect(values()).toEqual(['x', 'answer to ask/root/branch.0']);
    },
  },
  expired: {
    says: 'that it took too long is a failure of the step, and can be caught; the time of the execution ends both',
    async holds() {
      const tooLate: Call = async () => {
        throw new WeftError('TIMEOUT', 'The called process took too long.', { retryable: true });
      };
      expect((await run(tooLate)).values).toEqual(['The called process took too long.']);
      const heard: unknown[] = [];
      await endedMeanwhile(guarded(), 'expired', { step: 'ask', more: [calling], services: { call: unanswered(heard) } });
      expect(heard).toMatchObject([{ code: 'TIMEOUT' }]);
    },
  },
};
