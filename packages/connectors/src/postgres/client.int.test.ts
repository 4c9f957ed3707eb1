import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { ExactNumber } from '@weft/formats';
import { createOutboundGuard } from '@weft/outbound';
import { type FreshDatabase, freshDatabase } from '@weft/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SqlClient, Statement } from '../sql/sql-client.ts';
import { implementation, openPool } from './client.ts';
import { connection } from './connection.ts';
import { boundValue } from './row-values.ts';

let database: FreshDatabase;
let client: SqlClient;
const guard = createOutboundGuard({ allow: '127.0.0.1 localhost' });

beforeAll(async () => {
  database = await freshDatabase();
  client = openPool(guard, config());
});

afterAll(async () => {
  await client.close();
  await database.drop();
});

function config(change: object = {}) {
  const url = new URL(database.url);
  return connection.config.parse({
    host: url.hostname,
    port: Number(url.port),
    database: url.pathname.slice(1),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    ssl: 'off',
    ...change,
  });
}

const statement = (sql: string, values: readonly unknown[] = [], more: Partial<Statement> = {}): Statement => ({
  sql,
  values: values.map(boundValue),
  rowsMax: 100,
  timeoutMs: 10_000,
  signal: new AbortController().signal,
  ...more,
});

test('values arrive with their digits and in forms that JSON has', async () => {
  const { rows } = await client.run(
    statement(`select 1::int2 as small, 9007199254740993::int8 as large, 42::int8 as fits, 0.1::numeric as tenth,
      12345678901234567890.123::numeric as exact, 'NaN'::numeric as nan, 1.5::float8 as double, true as yes, null::int as nothing,
      '2026-01-31'::date as day, '2026-01-31 10:20:30.5'::timestamp as local, '\\x00ff'::bytea as bytes,
      '{"a":[12345678901234567890]}'::jsonb as json, array[1.5, 12345678901234567890]::numeric[] as list, 'x'::text as text`),
  );
  expect(rows).toEqual([
    {
      small: 1,
      large: new ExactNumber('9007199254740993'),
      fits: 42,
      tenth: 0.1,
      exact: new ExactNumber('12345678901234567890.123'),
      nan: 'NaN',
      double: 1.5,
      yes: true,
      nothing: null,
      day: '2026-01-31',
      local: '2026-01-31T10:20:30.5',
      bytes: 'AP8=',
      json: { a: [new ExactNumber('12345678901234567890')] },
      list: [1.5, new ExactNumber('12345678901234567890')],
      text: 'x',
    },
  ]);
});

test('a time with a zone is ISO 8601', async () => {
  const { rows } = await client.run(statement(`select '2026-01-31 10:20:30+00'::timestamptz as at`));
  expect(new Date(String(rows[0]?.['at'])).toISOString()).toBe('2026-01-31T10:20:30.000Z');
});

test('bound values keep their digits and their kind, and are never SQL', async () => {
  const values = [
    new ExactNumber('12345678901234567890.123'),
    { a: [1] },
    ['x', null, "y'"],
    new Uint8Array([0, 255]),
    "'; drop table x; --",
    undefined,
  ];
  const { rows } = await client.run(
    statement('select $1::numeric::text as n, $2::jsonb as o, $3::text[] as l, $4::bytea as b, $5::text as s, $6::int as u', values),
  );
  expect(rows).toEqual([
    { n: '12345678901234567890.123', o: { a: [1] }, l: ['x', null, "y'"], b: 'AP8=', s: "'; drop table x; --", u: null },
  ]);
});

test('two statements in one are refused', async () => {
  await expect(client.run(statement('select 1; select 2'))).rejects.toMatchObject({ code: 'QUERY_FAILED' });
});

test('what the database refuses has its state and its place', async () => {
  await expect(client.run(statement('select *\nfrom no_such_table'))).rejects.toMatchObject({
    code: 'QUERY_FAILED',
    message: 'The database refused the statement: relation "no_such_table" does not exist (SQLSTATE 42P01, line 2, at "no_such_table").',
  });
});

test('rows that break a constraint keep their values out of the sentence', async () => {
  await client.run(statement('create table people (name text primary key)'));
  await client.run(statement("insert into people values ('secret-name')"));
  const failure = client.run(statement("insert into people values ('secret-name')"));
  await expect(failure).rejects.toMatchObject({ code: 'QUERY_FAILED', detail: expect.stringContaining('secret-name') });
  await expect(failure).rejects.not.toMatchObject({ message: expect.stringContaining('secret-name') });
});

test('changed rows are counted', async () => {
  await client.run(statement('create table numbers as select generate_series(1, 7) as n'));
  expect(await client.run(statement('update numbers set n = n + 1 where n > $1', [4]))).toEqual({ rows: [], rowCount: 3 });
});

test('one value larger than a result may be fails its statement, and the next one runs', async () => {
  await expect(client.run(statement("select repeat('x', 300000000) as text", [], { timeoutMs: 60_000 }))).rejects.toMatchObject({
    code: 'BODY_TOO_LARGE',
    message: 'The statement brings more than the 33554432 bytes allowed.',
  });
  expect(process.memoryUsage.rss()).toBeLessThan(1_000_000_000);
  expect(await client.run(statement('select 1 as n'))).toMatchObject({ rows: [{ n: 1 }] });
}, 60_000);

test('more rows than allowed fail without being read to their end', async () => {
  const startedAt = performance.now();
  await expect(client.run(statement('select generate_series(1, 500000000) as n', [], { rowsMax: 10 }))).rejects.toMatchObject({
    code: 'BODY_TOO_LARGE',
  });
  expect(performance.now() - startedAt).toBeLessThan(8_000);
  expect(await client.run(statement('select generate_series(1, 10) as n', [], { rowsMax: 10 }))).toMatchObject({ rowCount: 10 });
});

test('two columns of one name are refused instead of one being lost', async () => {
  await expect(client.run(statement('select 1 as a, 2 as a'))).rejects.toMatchObject({ code: 'QUERY_FAILED' });
});

test('a column called __proto__ is a member like any other', async () => {
  const { rows } = await client.run(statement(`select '{"polluted":true}'::json as "__proto__"`));
  expect(Object.keys(rows[0] ?? {})).toEqual(['__proto__']);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

async function running(marker: string): Promise<boolean> {
  const { rows } = await client.run(
    statement("select 1 from pg_stat_activity where state = 'active' and query like $1 and pid <> pg_backend_pid()", [`%${marker}%`]),
  );
  return rows.length > 0;
}

test('a statement that takes too long is cancelled in the database too', async () => {
  await expect(client.run(statement('select pg_sleep(30) /* slow-one */', [], { timeoutMs: 100 }))).rejects.toMatchObject({
    code: 'TIMEOUT',
  });
  await expect.poll(() => running('slow-one')).toBe(false);
});

test('the signal of the execution cancels the statement in the database too', async () => {
  const controller = new AbortController();
  const failure = client.run(statement('select pg_sleep(30) /* aborted-one */', [], { signal: controller.signal }));
  failure.catch(() => {});
  await expect.poll(() => running('aborted-one')).toBe(true);
  controller.abort();
  await expect(failure).rejects.toMatchObject({ code: 'CANCELLED' });
  await expect.poll(() => running('aborted-one')).toBe(false);
});

test('a pool of one serves many, also after one was cancelled', async () => {
  const small = openPool(guard, config({ poolMax: 1 }));
  try {
    const failing = small.run(statement('select pg_sleep(30)', [], { timeoutMs: 50 }));
    const others = [1, 2, 3].map((n) => small.run(statement('select $1::int as n', [n])));
    await expect(failing).rejects.toMatchObject({ code: 'TIMEOUT' });
    expect((await Promise.all(others)).map(({ rows }) => rows[0]?.['n'])).toEqual([1, 2, 3]);
  } finally {
    await small.close();
  }
});

test('the test of a connection says who answered', async () => {
  const opened = await implementation.open(config(), { outbound: guard, signal: new AbortController().signal });
  expect(await implementation.test(opened, new AbortController().signal)).toMatch(
    /^PostgreSQL 18\.\d+.* answered; signed in to test_\w+ as \w+\.$/,
  );
  await implementation.close(opened);
});

test.each([
  [{ database: 'no_such_database' }, 'There is no database of this name on the server.'],
  [{ ssl: 'require' }, 'The database offers no encryption. Choose the encryption "off" if that is meant.'],
])('a connection with %j fails with a sentence', async (change, message) => {
  const wrong = openPool(guard, config(change));
  await expect(wrong.run(statement('select 1'))).rejects.toMatchObject({ code: 'CONNECTION_FAILED', message });
  await wrong.close();
});

test('a server that is not there, and an address that may not be called, fail with a sentence', async () => {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  listener.close();
  await once(listener, 'close');
  const gone = openPool(guard, config({ port }));
  await expect(gone.run(statement('select 1'))).rejects.toMatchObject({
    code: 'CONNECTION_FAILED',
    message: expect.stringContaining('refused'),
  });
  await gone.close();
  const guarded = openPool(createOutboundGuard({ allow: '' }), config());
  await expect(guarded.run(statement('select 1'))).rejects.toMatchObject({ code: 'OUTBOUND_REFUSED' });
  await guarded.close();
});

test('waiting for a connection ends with the execution', async () => {
  const small = openPool(guard, config({ poolMax: 1 }));
  const controller = new AbortController();
  const holding = small.run(statement('select pg_sleep(30)', [], { signal: controller.signal }));
  const waiting = small.run(statement('select 1', [], { signal: controller.signal }));
  controller.abort();
  await expect(holding).rejects.toMatchObject({ code: 'CANCELLED' });
  await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(await small.run(statement('select 1 as n'))).toMatchObject({ rows: [{ n: 1 }] });
  await small.close();
});

test('rows stream from a cursor: the server waits while nobody takes them, and the memory holds a part of them', async () => {
  const own = openPool(guard, config({ poolMax: 1 }));
  try {
    const all = statement("select n, repeat('x', 1000) as text from generate_series(1, 200000) as n", [], { rowsMax: 1_000_000 });
    let rows = 0;
    let largest = 0;
    let before = 0;
    for await (const part of own.stream(all)) {
      rows += part.rows.length;
      largest = Math.max(largest, part.rows.length);
      expect(part.rows[0]?.['n']).toBe(before + 1);
      before = Number(part.rows.at(-1)?.['n']);
      expect(part.rowCount).toBeUndefined();
    }
    expect([rows, largest]).toEqual([200_000, 500]);
    // The connection is whole: the only one of the pool serves the next statement.
    expect((await own.run(statement('select 1 as one'))).rows).toEqual([{ one: 1 }]);
  } finally {
    await own.close();
  }
});

test('few rows stream as one part that tells how many there are; none give nothing', async () => {
  const few = await Array.fromAsync(client.stream(statement('select n from generate_series(1, 3) as n')));
  expect(few).toEqual([{ rows: [{ n: 1 }, { n: 2 }, { n: 3 }], rowCount: 3 }]);
  expect(await Array.fromAsync(client.stream(statement('select 1 as n where false')))).toEqual([]);
});

test('whoever stops taking rows gets the statement cancelled and the connection replaced', async () => {
  const own = openPool(guard, config({ poolMax: 1 }));
  try {
    const endless = statement('select generate_series(1, 100000000) as n', [], { rowsMax: 1_000_000 });
    for await (const _part of own.stream(endless)) break;
    expect((await own.run(statement('select 2 as two'))).rows).toEqual([{ two: 2 }]);
  } finally {
    await own.close();
  }
});

test.each([
  ['more rows than allowed', 'select n from generate_series(1, 2000) as n', { rowsMax: 1_500 }, 'BODY_TOO_LARGE'],
  ['an error after rows', 'select 10 / (1200 - n) as n from generate_series(1, 2000) as n', { rowsMax: 5_000 }, 'QUERY_FAILED'],
  ['two columns of one name', 'select 1 as a, 2 as a', {}, 'QUERY_FAILED'],
  ['a statement that takes too long', 'select pg_sleep(20)', { timeoutMs: 100 }, 'TIMEOUT'],
  ['a row of many megabytes', "select repeat('x', 40000000) as a", {}, 'BODY_TOO_LARGE'],
  ['a statement that is none', 'selec 1', {}, 'QUERY_FAILED'],
])('streaming rows, %s fails with a sentence, and the pool goes on', async (_what, sql, more, code) => {
  await expect(Array.fromAsync(client.stream(statement(sql, [], more)))).rejects.toMatchObject({ code });
  expect((await client.run(statement('select 1 as one'))).rows).toEqual([{ one: 1 }]);
});

test('streaming ends when the execution is cancelled, before and while rows come', async () => {
  const cancel = new AbortController();
  const all = statement('select n from generate_series(1, 100000) as n', [], { rowsMax: 1_000_000, signal: cancel.signal });
  const streaming = (async () => {
    for await (const _part of client.stream(all)) cancel.abort();
  })();
  await expect(streaming).rejects.toMatchObject({ code: 'CANCELLED' });
  await expect(Array.fromAsync(client.stream(all))).rejects.toMatchObject({ code: 'CANCELLED' });
});
