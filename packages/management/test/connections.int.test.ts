import { afterAll, beforeAll, expect, test } from 'vitest';
import { startInternalServer } from './internal-server.ts';
import { internalToken, type Management, openManagement } from './management.ts';

let management: Management;
beforeAll(async () => {
  management = await openManagement();
});
afterAll(() => management[Symbol.asyncDispose]());

const postgres = { host: 'db.example.com', database: 'erp', user: 'weft' };

function save(json: Record<string, unknown>, id?: string): Promise<Response> {
  return management.request(id === undefined ? '/connections' : `/connections/${id}`, { method: id === undefined ? 'POST' : 'PUT', json });
}

test('a secret goes in sealed and never comes out', async () => {
  const made = await save({ id: 'erp', name: 'ERP', type: 'postgres', config: postgres, secrets: { password: 'hunter2-secret' } });
  expect(made.status).toBe(201);
  const texts = [await made.text()];
  for (const path of ['/connections', '/connections/erp', '/audit']) texts.push(await (await management.request(path)).text());
  expect(texts.join()).toContain('"secretsSet":["password"]');
  expect(texts.join()).not.toContain('hunter2');
  const stored = await management.database.connections.get('erp');
  expect(JSON.stringify(stored)).not.toContain('hunter2');
  expect(management.services.vault.open(stored?.sealedSecrets ?? '', 'erp')).toEqual({ password: 'hunter2-secret' });
});

test('a secret that is left out stays, null takes it away', async () => {
  await save({ id: 'kept', name: 'Kept', type: 'postgres', config: postgres, secrets: { password: 'one' } });
  const kept = await save({ name: 'Renamed', type: 'postgres', config: postgres }, 'kept');
  expect(await kept.json()).toMatchObject({ name: 'Renamed', secretsSet: ['password'] });
  const removed = await save({ name: 'Renamed', type: 'postgres', config: postgres, secrets: { password: null } }, 'kept');
  expect(await removed.json()).toMatchObject({ secretsSet: [] });
});

test('a secret of another way to sign in goes when the way is changed', async () => {
  const base = { baseUrl: 'https://api.example.com/' };
  const basic = { ...base, authentication: { kind: 'basic', username: 'u' } };
  await save({ id: 'http', name: 'API', type: 'http', config: basic, secrets: { 'authentication.password': 'p' } });
  const changed = await save(
    { name: 'API', type: 'http', config: { ...base, authentication: { kind: 'bearer' } }, secrets: { 'authentication.token': 't' } },
    'http',
  );
  expect(await changed.json()).toMatchObject({ secretsSet: ['authentication.token'] });
});

test('a secret sent in the clear part is refused, not stored', async () => {
  const answer = await save({ name: 'X', type: 'postgres', config: { ...postgres, password: 'hunter2' } });
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({ code: 'CONFIG_INVALID', problems: [{ pointer: '/config/password' }] });
});

test('a wrong configuration is refused with pointers', async () => {
  const answer = await save({ name: 'X', type: 'postgres', config: { ...postgres, port: 'high' } });
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({ problems: [{ pointer: '/config/port' }] });
});

test('an unknown type is refused with the known ones', async () => {
  const answer = await save({ name: 'X', type: 'fax', config: {} });
  expect(answer.status).toBe(422);
  expect(((await answer.json()) as { detail: string }).detail).toContain('postgres');
});

test('without a worker a test says so', async () => {
  const answer = await management.request('/connections/test', { method: 'POST', json: { type: 'postgres', config: postgres } });
  expect(answer.status).toBe(503);
});

test('a worker is asked with the stored secrets filled in', async () => {
  await save({ id: 'tested', name: 'Tested', type: 'postgres', config: postgres, secrets: { password: 'stored' } });
  await using worker = await startInternalServer(() => ({
    status: 200,
    json: { ok: false, message: 'No such host.', code: 'CONNECTION_FAILED' },
  }));
  await management.database.workers.report({ id: 'worker-a', internalUrl: worker.url });
  const answer = await management.request('/connections/test', {
    method: 'POST',
    as: 'operator',
    json: { id: 'tested', type: 'postgres', config: { ...postgres, host: 'other.example.com' } },
  });
  expect(await answer.json()).toEqual({ ok: false, message: 'No such host.', code: 'CONNECTION_FAILED' });
  expect(worker.asked).toMatchObject([
    { authorization: `Bearer ${internalToken}`, body: { type: 'postgres', config: { host: 'other.example.com', password: 'stored' } } },
  ]);
  await management.database.workers.leave('worker-a');
});

test('who may not change a connection cannot have its stored secrets sent to an address of their own', async () => {
  await save({ id: 'aimed', name: 'Aimed', type: 'postgres', config: postgres, secrets: { password: 'stored' } });
  await using worker = await startInternalServer(() => ({ status: 200, json: { ok: true, message: 'Reached.' } }));
  await management.database.workers.report({ id: 'worker-b', internalUrl: worker.url });
  const elsewhere = { id: 'aimed', type: 'postgres', config: { ...postgres, host: 'mine.example.com' } };
  expect((await management.request('/connections/test', { method: 'POST', as: 'editor', json: elsewhere })).status).toBe(403);
  expect((await management.request('/connections/aimed/test', { method: 'POST', as: 'editor' })).status).toBe(200);
  expect(worker.asked).toMatchObject([{ body: { config: { host: postgres.host, password: 'stored' } } }]);
  await management.database.workers.leave('worker-b');
});
