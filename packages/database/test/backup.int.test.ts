import pg from 'pg';
import { expect, test } from 'vitest';
import { backupTables, leftOutTables } from '../src/backup/backup-tables.ts';
import type { BackupLine } from '../src/index.ts';
import { aFile, aPublication, aRecord, aRoute, aTrace } from './builders.ts';
import { useDatabase } from './use-database.ts';

const first = useDatabase();
const second = useDatabase();
const everything = { executions: true };
const here = { replace: false, keepToken: undefined };

async function* linesOf(lines: readonly BackupLine[]): AsyncIterable<BackupLine> {
  yield* lines;
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** A row in each table that a row can be in, with texts that are hard to carry. */
async function aUsedInstallation() {
  const database = first.open();
  const hard = 'a "b" \\ {c,d} \n ü 😀';
  const process = await database.processes.create(aFile(hard), 'ann');
  const spec = { cron: '0 6 * * *', timeZone: 'UTC', missed: 'once', overlap: 'skip' } as const;
  await database.versions.publish(aPublication(process.id, { routes: [aRoute('orders/{id}')], schedules: [spec] }));
  const connection = { name: hard, type: 'postgres', config: { host: hard, list: [1, { deep: '\u0000' }] }, secretsSet: ['a.b', 'c,"d"'] };
  await database.connections.save({ ...connection, sealedSecrets: 'w1.k.x' }, 'ann');
  await database.people.create({ email: 'ann@example.com', name: hard, role: 'admin', passwordHash: 'h' }, 'ann');
  await database.tokens.create({ name: 'ci', role: 'viewer', tokenHash: 'hash-of-ci' }, 'ann');
  await database.endpointKeys.create({ name: 'shop', processId: process.id, keyHash: 'hash-of-shop' }, 'ann');
  const log = [{ at: 1, level: 'info', message: `${hard}\u0000` }] as const;
  const ended = aRecord({
    id: 'ended',
    processId: process.id,
    properties: { hard },
    trace: aTrace({ status: 'succeeded', finishedAt: 5, log }),
  });
  await database.executions.record([
    ended,
    aRecord({ id: 'lost', processId: process.id }),
    aRecord({ id: 'accepted', processId: process.id }),
  ]);
  await database.inbox.accept([{ executionId: 'accepted', job: '{"a":1}' }]);
  await database.journals.write('accepted', 1, [{ kind: 'result', key: 'a', content: { '\u0000': hard } }]);
  await database.waits.suspend({ executionId: 'waits', attempt: 1, job: '{}', wakeAt: new Date(86_400_000) });
  await query(first.url(), `INSERT INTO idempotency_key (scope, key, request_hash, execution_id) VALUES ('scope', 'key', 'hash', 'ended')`);
  await query(first.url(), `INSERT INTO result_delivery (execution_id, url) VALUES ('waiting', 'https://shop.example/done')`);
  const document = { id: 'd', contentType: 'text/plain', properties: { hard }, body: { base64: 'AA==' } };
  const place = { environmentId: 'production', processId: process.id, versionId: 'v', executionId: 'ended', stepId: 's' };
  await database.parked.park({ ...place, id: 'parked', port: undefined, reason: hard, error: undefined }, document, {});
  await database.shared.put('production', 'cache', hard, document, new Date(86_400_000));
  return { database, process };
}

test('every table is backed up, or is known to be worthless elsewhere', async () => {
  const rows = await query(
    first.url(),
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() AND tablename <> '_prisma_migrations'`,
  );
  expect(rows.map(({ name }) => name).toSorted()).toEqual([...backupTables, ...leftOutTables].toSorted());
});

test('what is restored is what was backed up, row by row and character by character', async () => {
  const { database } = await aUsedInstallation();
  const lines = await Array.fromAsync(await database.backup.read(everything));
  const other = second.open();
  expect(await other.backup.restore(linesOf(lines), here)).toBe(lines.length);
  const changing: ReadonlySet<string> = new Set(['environment', 'connection', 'execution']);
  for (const table of backupTables) {
    const [was, is] = await Promise.all([first, second].map(({ url }) => query(url(), `SELECT t::text FROM "${table}" AS t ORDER BY 1`)));
    expect(was?.length, table).toBeGreaterThanOrEqual(table === 'callback' ? 0 : 1);
    if (!changing.has(table)) expect(is, table).toEqual(was);
  }
  expect(await other.connections.list()).toMatchObject(
    await database.connections.list().then((all) => all.map(({ revision: _, ...rest }) => rest)),
  );
  expect(await other.executions.get('ended')).toEqual(await database.executions.get('ended'));
  expect((await other.endpoints.all('production')).endpoints).toEqual((await database.endpoints.all('production')).endpoints);
});

test('an execution whose job was in the queue only is recorded as failed; one that was accepted by a row goes on', async () => {
  const { database } = await aUsedInstallation();
  const other = second.open();
  await other.backup.restore(await database.backup.read(everything), here);
  const found = await other.executions.get('lost');
  expect(found).toMatchObject({ status: 'failed', error: { code: 'WORKER_KILLED' }, trace: { status: 'failed' } });
  expect(await other.executions.get('accepted')).toMatchObject({ status: 'running' });
  expect(await other.inbox.takeStale(0, 10, 1_000)).toEqual([{ executionId: 'accepted', job: '{"a":1}' }]);
  expect(await other.journals.write('accepted', 1, [{ kind: 'result', key: 'b', content: {} }])).toBe(true);
});

test('a backup without executions has those that go on, and all that was drawn', async () => {
  const { database } = await aUsedInstallation();
  const lines = await Array.fromAsync(await database.backup.read({ executions: false }));
  expect(lines.filter(([table]) => table === 'execution').map(([, row]) => row['id'])).toEqual(
    expect.arrayContaining(['lost', 'accepted']),
  );
  expect(lines.filter(([table]) => table === 'execution')).toHaveLength(2);
  expect(lines.filter(([table]) => table === 'version')).toHaveLength(1);
});

test('a backup is of one moment, however long it is read', async () => {
  const { database } = await aUsedInstallation();
  const read = (await database.backup.read(everything))[Symbol.asyncIterator]();
  const lines = [(await read.next()).value as BackupLine];
  await database.processes.create(aFile('later'), 'ann', 'later');
  for (let next = await read.next(); next.done !== true; next = await read.next()) lines.push(next.value);
  expect(lines.filter(([table]) => table === 'process')).toHaveLength(1);
});

test('what is here is not overwritten without being asked, and replaced as a whole where it is', async () => {
  const { database } = await aUsedInstallation();
  const other = second.open();
  const own = await other.processes.create(aFile('own'), 'bob');
  await other.versions.publish(aPublication(own.id, { routes: [aRoute('own')] }));
  const kept = await other.tokens.create({ name: 'command line', role: 'admin', tokenHash: 'mine' }, 'bob');
  await other.tokens.create({ name: 'other', role: 'admin', tokenHash: 'other' }, 'bob');
  const before = (await other.endpoints.all('production')).revision;
  await expect(other.backup.restore(await database.backup.read(everything), here)).rejects.toMatchObject({ code: 'CONFLICT' });
  expect((await other.processes.list()).map(({ name }) => name)).toEqual(['own']);

  await other.backup.restore(await database.backup.read(everything), { replace: true, keepToken: kept.id });
  expect((await other.processes.list()).map(({ name }) => name)).not.toContain('own');
  expect((await other.tokens.list()).map(({ name }) => name).toSorted()).toEqual(['ci', 'command line']);
  expect((await other.endpoints.all('production')).revision).toBeGreaterThan(before);
});

test('gateways hear of it', async () => {
  const { database } = await aUsedInstallation();
  const other = second.open();
  const heard = Promise.withResolvers<void>();
  await using _watching = await other.endpoints.watch(() => heard.resolve());
  await other.backup.restore(await database.backup.read(everything), here);
  await heard.promise;
});

test.each<[string, (lines: BackupLine[]) => BackupLine[], RegExp]>([
  ['a table nobody knows', (lines) => [...lines, ['pg_authid', { rolname: 'me' }]], /table "pg_authid"/],
  ['a column nobody knows', (lines) => lines.map(([table, row]) => [table, table === 'process' ? { ...row, x: '1' } : row]), /column "x"/],
  ['a row whose table is not there', (lines) => lines.filter(([table]) => table !== 'process'), /cannot be stored/],
  [
    'a time that is none',
    (lines) => lines.map(([table, row]) => [table, table === 'process' ? { ...row, updated_at: 'soon' } : row]),
    /soon/,
  ],
])('%s is refused, and everything stays as it was', async (_, change, message) => {
  const { database } = await aUsedInstallation();
  const lines = await Array.fromAsync(await database.backup.read(everything));
  const other = second.open();
  await expect(other.backup.restore(linesOf(change(lines)), here)).rejects.toMatchObject({
    code: 'REQUEST_INVALID',
    message: expect.stringMatching(message),
  });
  expect(await other.processes.list()).toEqual([]);
  expect(await query(second.url(), 'SELECT count(*)::int AS n FROM environment')).toEqual([{ n: 1 }]);
});

test('a backup of before a column was there gets its default', async () => {
  const { database } = await aUsedInstallation();
  const lines = await Array.fromAsync(await database.backup.read(everything));
  const older = lines.map(([table, { parent_id: _, ...row }]): BackupLine => [table, row]);
  const other = second.open();
  await other.backup.restore(linesOf(older), here);
  expect(await other.executions.get('ended')).toMatchObject({ id: 'ended', parentId: undefined });
});
