import { Body } from '@weft/document';
import { WeftError } from '@weft/errors';
import { expect, test } from 'vitest';
import type { EngineServices } from '../src/index.ts';
import { runPlan, startPlan } from './harness.ts';
import { makeWorld } from './journal-world.ts';
import { planBuilder } from './plan-builder.ts';
import { stepType } from './step-types.ts';

type Call = NonNullable<EngineServices['call']>;
type Park = NonNullable<EngineServices['park']>;

const calling = stepType(
  'call',
  async (_config, document, { call }) => {
    const request = { processId: 'p2', document, properties: {}, wait: true };
    return { port: 'out', body: Body.fromValue((await call?.(request))?.executionId ?? 'cannot call') };
  },
  ['call'],
);

const parking = stepType(
  'park',
  async (_config, document, { park }) => {
    await park?.({ document, reason: 'for a look', port: 'out' });
    return undefined;
  },
  ['park'],
);

const plan = planBuilder()
  .start()
  .step('split', 'split', { count: 2 })
  .step('child', 'call')
  .step('sink', 'collect', {}, [])
  .chain('start', 'split', 'child', 'sink')
  .build();

test('each document calls by a key of its own, the same in every attempt', async () => {
  const keys: string[] = [];
  const call: Call = async (key) => {
    keys.push(key);
    return { executionId: key };
  };
  const expected = ['child/root/split.0', 'child/root/split.1'];
  const { values } = await runPlan(plan, { more: [calling], services: { call } });
  expect(values).toEqual(expected);
  await runPlan(plan, { more: [calling], services: { call } });
  expect(keys).toEqual([...expected, ...expected]);
});

test('what was called hears that the execution is cancelled', async () => {
  const cancel = new AbortController();
  const called = Promise.withResolvers<void>();
  let heard: unknown;
  const call: Call = (_key, _request, signal) => {
    called.resolve();
    const { promise, reject } = Promise.withResolvers<never>();
    signal.addEventListener('abort', () => {
      heard = signal.reason;
      reject(signal.reason);
    });
    return promise;
  };
  const { outcome } = startPlan(plan, { more: [calling], services: { call }, signal: cancel.signal });
  await called.promise;
  cancel.abort(new WeftError('TIMEOUT', 'It took too long.'));
  expect(await outcome).toMatchObject({ status: 'cancelled', error: { code: 'TIMEOUT' } });
  expect(heard).toMatchObject({ code: 'TIMEOUT' });
});

test('a document that is put aside bears its key and its step, and the execution goes on without it', async () => {
  const aside: Array<Parameters<Park>> = [];
  const park: Park = async (...given) => void aside.push(given);
  const parkingPlan = planBuilder().start().step('aside', 'park').step('sink', 'collect', {}, []).chain('start', 'aside', 'sink').build();
  const { outcome, values } = await runPlan(parkingPlan, { body: 7, more: [parking], services: { park } });
  expect(outcome).toEqual({ status: 'succeeded', replied: false });
  expect(values).toEqual([]);
  expect(aside).toMatchObject([['aside/root', { stepId: 'aside', reason: 'for a look', port: 'out', document: { id: 'root' } }]]);
});

test('a step that does not name the capability cannot call', async () => {
  const bold = stepType('call', (_config, _document, context) => ({ port: 'out', body: Body.fromValue(String(context.call)) }));
  const call: Call = async () => ({ executionId: 'x' });
  expect((await runPlan(plan, { more: [bold], services: { call } })).values).toEqual(['undefined', 'undefined']);
});

test('an execution that another one waits for is never put aside, however long its own waits are', async () => {
  const waits = planBuilder()
    .start()
    .wait('rest', { callback: true })
    .step('sink', 'collect', {}, [])
    .chain('start', 'rest', 'sink')
    .build();
  const world = makeWorld(waits, { services: { staysAwake: true } });
  const ending = world.attempt();
  await expect.poll(() => world.events.some(({ kind }) => kind === 'step.waiting')).toBe(true);
  world.callBack('rest/root', { approved: true });
  const { outcome, documents } = await ending;
  expect(outcome).toMatchObject({ status: 'succeeded' });
  expect(documents.map((document) => document.body.value())).toEqual([{ approved: true }]);
});
