import { Body } from '@weft/document';
import { expect, test } from 'vitest';
import { memoryStore } from '../test/memory-store.ts';
import { runStep } from '../test/run-step.ts';
import { implementation as get } from './cache-get/executor.ts';
import { implementation as put } from './cache-put/executor.ts';

const hour = { amount: 1, unit: 'hours' };
const execution = (processId: string) => ({ id: 'e', processId, versionId: 'v', environment: 'test', attempt: 1, properties: {} });

test('what one step puts another finds under the same key, until its time is over', async () => {
  let clock = 0;
  const context = { store: memoryStore(() => clock) };
  const body = Body.fromBytes(Buffer.from('a,b\n1,2\n'), 'text/csv');
  await runStep(put, { key: 'list', keepFor: hour }, { body, context });
  const { emissions } = await runStep(get, { key: '{{ body.which }}' }, { body: Body.fromValue({ which: 'list' }), context });
  expect(emissions.map(({ port }) => port)).toEqual(['hit']);
  expect(emissions[0]?.body?.contentType).toBe('text/csv');
  expect(await emissions[0]?.body?.text()).toBe('a,b\n1,2\n');
  clock += 3_600_000;
  expect((await runStep(get, { key: 'list' }, { context })).emissions).toEqual([{ port: 'miss' }]);
});

test('a cache of one process is not seen by another, one of the environment is', async () => {
  const store = memoryStore();
  for (const [sharedBy, port] of [
    ['process', 'miss'],
    ['environment', 'hit'],
  ]) {
    await runStep(put, { key: 'k', sharedBy, keepFor: hour }, { body: Body.fromValue(1), context: { store, execution: execution('p1') } });
    const { emissions } = await runStep(get, { key: 'k', sharedBy }, { context: { store, execution: execution('p2') } });
    expect(emissions[0]?.port).toBe(port);
  }
});

test('what is found can become a property and leaves the others and the body alone', async () => {
  const context = { store: memoryStore() };
  await runStep(
    put,
    { key: 'k', value: { from: 'text', template: 't-{{ body.n }}' }, keepFor: hour },
    { body: Body.fromValue({ n: 1 }), context },
  );
  const { emissions } = await runStep(get, { key: 'k', into: { as: 'property', name: 'token' } }, { properties: { kept: 1 }, context });
  expect(emissions).toEqual([{ port: 'hit', properties: { kept: 1, token: 't-1' } }]);
});

test('keys that only differ far behind their beginning are told apart', async () => {
  const context = { store: memoryStore() };
  const long = 'x'.repeat(5_000);
  await runStep(put, { key: `${long}1`, keepFor: hour }, { body: Body.fromValue(1), context });
  expect((await runStep(get, { key: `${long}2` }, { context })).emissions).toEqual([{ port: 'miss' }]);
  expect((await runStep(get, { key: `${long}1` }, { context })).emissions[0]?.port).toBe('hit');
});

test('a key that is empty for a document fails the step and says so', async () => {
  const context = { store: memoryStore() };
  for (const [step, config] of [
    [put, { key: '{{ body.id }}', keepFor: hour }],
    [get, { key: ' {{ body.id }} ' }],
  ] as const) {
    const running = runStep(step, config, { body: Body.fromValue({}), context });
    await expect(running).rejects.toMatchObject({
      code: 'STEP_FAILED',
      message: expect.stringContaining('empty'),
      place: { pointer: '/key' },
    });
  }
});

test('more than 8 MB are not kept', async () => {
  const body = Body.fromBytes(Buffer.alloc(8 * 1024 * 1024 + 1), 'application/octet-stream');
  await expect(runStep(put, { key: 'k', keepFor: hour }, { body, context: { store: memoryStore() } })).rejects.toMatchObject({
    code: 'BODY_TOO_LARGE',
  });
});

test('a value that is too long for a property says what to do instead', async () => {
  const context = { store: memoryStore() };
  await runStep(put, { key: 'k', keepFor: hour }, { body: Body.fromText('x'.repeat(70_000)), context });
  await expect(runStep(get, { key: 'k', into: { as: 'property', name: 'p' } }, { context })).rejects.toThrow(/Let it become the body/);
});

test.each([
  [{ amount: 0, unit: 'hours' }],
  [{ amount: 0.0001, unit: 'seconds' }],
  [{ amount: 367, unit: 'days' }],
  [{ amount: 1, unit: 'weeks' }],
])('%j is no time to keep something for', (keepFor) => {
  expect(put.definition.config.safeParse({ key: 'k', keepFor }).success).toBe(false);
});
