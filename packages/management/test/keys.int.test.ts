import { createVault, loadMasterKey } from '@weft/secrets';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Management, openManagement } from './management.ts';

const keyOf = (byte: number) => Buffer.alloc(32, byte).toString('base64');
let management: Management;

beforeEach(async () => {
  management = await openManagement();
  await useKeys(1);
});
afterEach(() => management[Symbol.asyncDispose]());

/** As if Weft was started again with these keys, the first of which seals. */
async function useKeys(...bytes: number[]): Promise<void> {
  const env = { WEFT_MASTER_KEY: bytes.map(keyOf).join(',') };
  Object.assign(management.services, { vault: createVault(await loadMasterKey({ env, dataDir: '' })) });
}

async function connect(id: string): Promise<void> {
  const config = { host: 'h', port: 5432, database: 'd', user: 'u', ssl: 'off' };
  const json = { id, name: id.toUpperCase(), type: 'postgres', config, secrets: { password: `geheim-${id}` } };
  expect((await management.request('/connections', { method: 'POST', json })).status).toBe(201);
}

const rotate = async () => (await management.request('/keys/rotate', { method: 'POST' })).json();
const keys = async () => ((await (await management.request('/keys')).json()) as { keys: Array<{ connections: number }> }).keys;
const secretsOf = async (id: string) =>
  management.services.vault.open((await management.database.connections.get(id))?.sealedSecrets ?? '', id);

test('after a rotation the new key alone opens everything, and no client is opened again', async () => {
  for (const id of ['a', 'b']) await connect(id);
  const before = await management.database.connections.list();
  await useKeys(2, 1);
  expect(await keys()).toMatchObject([
    { seals: true, here: true, connections: 0 },
    { seals: false, here: true, connections: 2 },
  ]);
  expect(await rotate()).toEqual({ resealed: 2, unreadable: [] });
  await useKeys(2);
  expect(await secretsOf('a')).toEqual({ password: 'geheim-a' });
  expect(await management.database.connections.list()).toEqual(before);
  expect(await keys()).toMatchObject([{ seals: true, connections: 2 }]);
  const { entries } = (await (await management.request('/audit')).json()) as { entries: object[] };
  expect(entries[0]).toMatchObject({ action: 'keys.rotated', detail: { resealed: 2 } });
  expect(JSON.stringify(entries)).not.toContain('geheim');
});

test('a rotation that was broken off goes on with the rest', async () => {
  for (const id of ['a', 'b', 'c']) await connect(id);
  await useKeys(2, 1);
  const { reseal } = management.database.connections;
  let calls = 0;
  Object.assign(management.database.connections, {
    reseal: (...given: Parameters<typeof reseal>) => {
      calls += 1;
      if (calls === 2) throw new Error('killed');
      return reseal(...given);
    },
  });
  expect((await management.request('/keys/rotate', { method: 'POST' })).status).toBe(500);
  expect(await rotate()).toEqual({ resealed: 2, unreadable: [] });
  expect(await rotate()).toEqual({ resealed: 0, unreadable: [] });
});

test('what no key here opens is named and left as it is, and the missing key with it', async () => {
  await connect('a');
  const before = await management.database.connections.get('a');
  await useKeys(3);
  expect(await keys()).toMatchObject([
    { here: true, connections: 0 },
    { here: false, connections: 1 },
  ]);
  expect(await rotate()).toEqual({ resealed: 0, unreadable: ['A'] });
  expect(await management.database.connections.get('a')).toEqual(before);
});

test('a connection that is saved while keys are rotated keeps what was saved', async () => {
  await connect('a');
  await useKeys(2, 1);
  const old = (await management.database.connections.get('a'))?.sealedSecrets ?? '';
  const saved = management.services.vault.seal({ password: 'newer' }, 'a');
  await management.database.connections.reseal('a', old, saved);
  expect(await management.database.connections.reseal('a', old, management.services.vault.seal({ password: 'older' }, 'a'))).toBe(false);
  expect(await secretsOf('a')).toEqual({ password: 'newer' });
});

test('only an admin sees and rotates keys', async () => {
  expect((await management.request('/keys', { as: 'operator' })).status).toBe(403);
  expect((await management.request('/keys/rotate', { as: 'operator', method: 'POST' })).status).toBe(403);
});
