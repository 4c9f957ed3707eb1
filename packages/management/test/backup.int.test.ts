import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { createVault, loadMasterKey } from '@weft/secrets';
import { afterEach, expect, test } from 'vitest';
import { helloProcess } from './a-process.ts';
import { type Management, openManagement, password } from './management.ts';

const opened: Management[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each[Symbol.asyncDispose]();
});

async function open(): Promise<Management> {
  const management = await openManagement();
  opened.push(management);
  return management;
}

const connection = {
  id: 'db',
  name: 'DB',
  type: 'postgres',
  config: { host: 'h', port: 5432, database: 'd', user: 'u', ssl: 'off' },
  secrets: { password: 'geheim' },
};

/** A published process, a connection with a secret, a person, and a parked document whose body is kept apart. */
async function aUsedInstallation() {
  const management = await open();
  await management.request('/processes', { method: 'POST', json: { id: 'hello', file: helloProcess() } });
  expect((await management.request('/processes/hello/publish', { method: 'POST' })).status).toBe(200);
  expect((await management.request('/connections', { method: 'POST', json: connection })).status).toBe(201);
  await management.addPerson('ann@example.com', 'editor');
  const bytes = Buffer.alloc(1_200_000, 'weft ');
  const ref = await management.services.blobs.put(
    (async function* () {
      yield bytes;
    })(),
  );
  const place = { environmentId: 'production', processId: 'hello', versionId: 'v', executionId: 'e', stepId: 's', port: undefined };
  const document = { id: 'd', contentType: 'text/plain', properties: {}, body: { blob: ref } };
  await management.database.parked.park({ ...place, id: 'parked', reason: '', error: undefined }, document, {});
  return { management, ref, bytes };
}

async function backupOf(management: Management, query = ''): Promise<Buffer<ArrayBuffer>> {
  const answer = await management.request(`/backup${query}`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/gzip');
  return Buffer.from(await answer.arrayBuffer());
}

function restore(management: Management, body: Buffer<ArrayBuffer>, query = ''): Promise<Response> {
  return management.request(`/restore${query}`, { method: 'POST', body, headers: { 'content-type': 'application/gzip' } });
}

const detailOf = async (answer: Response) => ((await answer.json()) as { detail: string }).detail;

test('what was drawn, published and connected is there again elsewhere, and works', async () => {
  const { management } = await aUsedInstallation();
  const other = await open();
  const answer = await restore(other, await backupOf(management));
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ bodies: 0, rows: expect.any(Number) });
  const both = [management, other];
  const [before, after] = await Promise.all(both.map(async (each) => (await each.request('/processes/hello')).json()));
  expect(after).toEqual(before);
  const [served, servedThere] = await Promise.all(both.map(async (each) => (await each.database.endpoints.all('production')).endpoints));
  expect(servedThere).toEqual(served);
  const sealed = await other.database.connections.get('db');
  expect(other.services.vault.open(sealed?.sealedSecrets ?? '', 'db')).toEqual({ password: 'geheim' });
  const signedIn = await other.request('/session', { as: 'nobody', method: 'POST', json: { email: 'ann@example.com', password } });
  expect(signedIn.status).toBeLessThan(300);
  const { entries } = (await (await other.request('/audit')).json()) as { entries: ReadonlyArray<{ action: string }> };
  expect(entries.slice(0, 3).map(({ action }) => action)).toEqual(['sign-in', 'backup.restored', 'backup.made']);
});

test('bodies come along where they are wanted', async () => {
  const { management, ref, bytes } = await aUsedInstallation();
  const other = await open();
  expect(await (await restore(other, await backupOf(management, '?bodies=true'))).json()).toMatchObject({ bodies: 1 });
  const read = Buffer.concat(await Array.fromAsync(other.services.blobs.source(ref).open()));
  expect(createHash('sha256').update(read).digest('hex')).toBe(createHash('sha256').update(bytes).digest('hex'));
});

test('secrets stand in a backup only as they are sealed, and sessions not at all', async () => {
  const { management } = await aUsedInstallation();
  await management.request('/session', { as: 'nobody', method: 'POST', json: { email: 'ann@example.com', password } });
  const text = gunzipSync(await backupOf(management)).toString('utf8');
  expect(text).not.toContain('geheim');
  expect(text).not.toContain('["session"');
});

test('an installation that is used is refused, and replaced where that is asked for', async () => {
  const { management } = await aUsedInstallation();
  const backup = await backupOf(management);
  const other = await open();
  await other.request('/processes', { method: 'POST', json: { id: 'own', file: helloProcess('test/own', 'Own') } });
  const refused = await restore(other, backup);
  expect(refused.status).toBe(409);
  expect(await detailOf(refused)).toContain('not empty');
  expect((await other.request('/processes/own')).status).toBe(200);
  expect((await restore(other, backup, '?replace=true')).status).toBe(200);
  expect((await other.request('/processes/own')).status).toBe(404);
  expect((await other.request('/processes/hello')).status).toBe(200);
});

test('another master key is told before anything is changed; without secrets it is possible', async () => {
  const { management } = await aUsedInstallation();
  const backup = await backupOf(management);
  const other = await open();
  const key = Buffer.alloc(32, 9).toString('base64');
  Object.assign(other.services, { vault: createVault(await loadMasterKey({ env: { WEFT_MASTER_KEY: key }, dataDir: '' })) });
  const refused = await restore(other, backup);
  expect(refused.status).toBe(409);
  expect(await detailOf(refused)).toMatch(/connection "DB".*WEFT_MASTER_KEY/);
  expect((await other.request('/processes/hello')).status).toBe(404);
  expect((await restore(other, backup, '?dropSecrets=true')).status).toBe(200);
  expect(await (await other.request('/connections/db')).json()).toMatchObject({ secretsSet: [] });
});

test.each<[string, (backup: Buffer) => Buffer, RegExp]>([
  ['nothing', () => Buffer.alloc(0), /no backup|not whole/],
  ['something else', () => gzipSync('{"hello":1}\n'), /no backup of Weft/],
  ['bytes that are not packed', () => Buffer.from('hello'), /cannot be unpacked/],
  ['a file that was cut off', (backup) => backup.subarray(0, backup.length - 40), /cannot be unpacked|breaks off/],
  ['a file without its end', (backup) => gzipSync(gunzipSync(backup).toString().split('\n').slice(0, -2).join('\n')), /breaks off/],
  [
    'a file with a line less',
    (backup) =>
      gzipSync(
        gunzipSync(backup)
          .toString()
          .replace(/\n\["audit_entry".*/, ''),
      ),
    /should have \d+ lines/,
  ],
  ['a newer format', (backup) => gzipSync(gunzipSync(backup).toString().replace('"version":1', '"version":2')), /Update Weft first/],
  [
    'a newer database',
    (backup) => gzipSync(gunzipSync(backup).toString().replace('"migrations":[', '"migrations":["99990101_later",')),
    /newer Weft.*99990101_later/,
  ],
])('%s is refused in a sentence, and nothing is changed', async (_, change, sentence) => {
  const { management } = await aUsedInstallation();
  const backup = await backupOf(management);
  const other = await open();
  const refused = await restore(other, Buffer.from(change(backup)));
  expect(refused.status).toBe(400);
  expect(await detailOf(refused)).toMatch(sentence);
  expect((await other.request('/processes/hello')).status).toBe(404);
});

test('only an admin makes and restores backups', async () => {
  const management = await open();
  expect((await management.request('/backup', { as: 'operator' })).status).toBe(403);
  expect((await management.request('/restore', { as: 'operator', method: 'POST', body: Buffer.alloc(1) })).status).toBe(403);
});
