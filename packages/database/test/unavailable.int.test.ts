import pg from 'pg';
import { afterEach, expect, test } from 'vitest';
import type { Database } from '../src/contract.ts';
import { openDatabase } from '../src/open-database.ts';
import { aRecord } from './builders.ts';
import { useDatabase } from './use-database.ts';

const { open, url } = useDatabase();
const opened: Database[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((database) => database.close()));
});

function openAt(address: string): Database {
  const database = openDatabase({ url: address });
  opened.push(database);
  return database;
}

function everyWayIn({ processes, versions, executions, endpoints, live }: Database): Array<Promise<unknown>> {
  return [
    processes.get('p'),
    processes.delete('p', 'ann'),
    versions.unpublish('p', 'ann'),
    executions.get('e'),
    executions.record([aRecord()]),
    endpoints.watch(() => undefined),
    live.watch('e', () => undefined),
  ];
}

test.each([
  ['nobody listens', (own: URL) => `postgresql://weft:geheim@127.0.0.1:1${own.pathname}`],
  ['the password is wrong', (own: URL) => `postgresql://weft:geheim@${own.host}${own.pathname}`],
  ['there is no such database', (own: URL) => String(own).replace(own.pathname, '/missing')],
])('where %s every method says that the database does not answer, and no error holds the password', async (_, address) => {
  const database = openAt(address(new URL(url())));
  expect(await database.healthy()).toBe(false);
  const results = await Promise.allSettled(everyWayIn(database));
  for (const result of results) {
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'DATABASE_UNAVAILABLE', retryable: true } });
    if (result.status === 'rejected') expect(`${result.reason.message} ${result.reason.detail}`).not.toContain('geheim');
  }
});

test('after all its connections were broken it works again without being opened anew', async () => {
  const database = open();
  await Promise.all(Array.from({ length: 10 }, () => database.processes.list()));
  const client = new pg.Client({ connectionString: url() });
  await client.connect();
  await client.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  );
  await client.end();
  await expect.poll(() => database.healthy()).toBe(true);
  await expect.poll(() => database.processes.list().catch((error) => error.code)).toEqual([]);
});

test('a text that PostgreSQL cannot hold is a bad request, wherever it comes in', async () => {
  const { processes, executions, people, endpointKeys } = open();
  const results = await Promise.allSettled([
    processes.get('\0'),
    executions.get('\0'),
    executions.list({ limit: 1, processId: '\0' }),
    people.forSignIn('\0'),
    endpointKeys.create({ name: '\0', keyHash: 'h' }, 'ann'),
  ]);
  for (const result of results) expect(result).toMatchObject({ status: 'rejected', reason: { code: 'REQUEST_INVALID' } });
});
