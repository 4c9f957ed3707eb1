import { Body } from '@weft/document';
import { ExactNumber } from '@weft/formats';
import { createOutboundGuard } from '@weft/outbound';
import { type BreakableLine, type MariaDbServer, startBreakableLine, startMariaDb } from '@weft/testkit';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { outbound, runStep as run } from '../../test/run-step.ts';
import type { SqlClient, Statement } from '../sql/sql-client.ts';
import { implementation as mysql } from './client.ts';
import { implementation as execute } from './mysql-execute/executor.ts';
import { implementation as query } from './mysql-query/executor.ts';
import { implementation as upsert } from './mysql-upsert/executor.ts';

let server: MariaDbServer;
let client: SqlClient;
const closers: (() => Promise<void>)[] = [];

beforeAll(async () => {
  server = await startMariaDb({
    sql: `create table stock (sku varchar(20) primary key, amount int not null, note varchar(200));
      create table numbers (n int primary key, text varchar(200));
      insert into numbers select seq, repeat('x', 100) from seq_1_to_20000`,
  });
  client = await openClient();
});

afterAll(async () => {
  await client.close();
  await server.close();
});

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function openClient(config: object = {}, guard = outbound): Promise<SqlClient> {
  const { host, port, database, user, password } = server;
  const parsed = mysql.definition.config.parse({ host, port, database, user, password, ssl: 'off', ...config });
  return mysql.open(parsed, { outbound: guard, signal: new AbortController().signal });
}

async function ownClient(config: object = {}, guard = outbound): Promise<SqlClient> {
  const own = await openClient(config, guard);
  closers.push(() => own.close());
  return own;
}

async function ownLine(): Promise<BreakableLine> {
  const line = await startBreakableLine({ to: server.port });
  closers.push(() => line.close());
  return line;
}

const statement = (sql: string, values: readonly unknown[] = [], more: Partial<Statement> = {}): Statement => ({
  sql,
  values,
  rowsMax: 100,
  timeoutMs: 10_000,
  signal: new AbortController().signal,
  ...more,
});
const json = (value: unknown) => ({ body: Body.fromValue(value) });
const failureOf = async (trying: Promise<unknown>) => (await trying.catch((thrown: unknown) => thrown)) as Error;

test('values arrive with their digits and in forms that JSON has', async () => {
  await client.run(
    statement(`create or replace table every (
    small tinyint, large bigint unsigned, fits bigint, exact decimal(40, 10), f float, d double, yes tinyint(1), nothing int, day date,
    local datetime(3), moment timestamp(0) null, clock time, y year, bytes blob, words text character set utf8mb4, flags bit(9), one enum('a','b'), j json)`),
  );
  await client.run(
    statement(
      `insert into every values (1, 18446744073709551615, 42, 123456789012345678901234567890.5, 0.1, 0.1, true, null, '2026-01-31',
        '2026-01-31 10:20:30.5', '2026-01-31 10:20:30', '25:00:01', 2026, x'00ff', 'wörter 🧵', 300, 'b', '{"a":1}')`,
    ),
  );
  const { rows } = await client.run(statement('select * from every'));
  expect(rows).toEqual([
    {
      small: 1,
      large: new ExactNumber('18446744073709551615'),
      fits: 42,
      exact: new ExactNumber('123456789012345678901234567890.5000000000'),
      f: 0.1,
      d: 0.1,
      yes: 1,
      nothing: null,
      day: '2026-01-31',
      local: '2026-01-31T10:20:30.500',
      moment: '2026-01-31T10:20:30Z',
      clock: '25:00:01',
      y: 2026,
      bytes: 'AP8=',
      words: 'wörter 🧵',
      flags: 300,
      one: 'b',
      j: '{"a":1}',
    },
  ]);
});

test('what is bound comes back as it was, and is never read as SQL', async () => {
  const values = {
    text: `'; drop table stock; -- \\ " \` ?`,
    whole: 7,
    large: 9007199254740993n,
    part: 0.1,
    yes: true,
    nothing: null,
    list: ['a', "b'"],
    object: { a: [1] },
  };
  const parameters = ['text', 'whole', 'part', 'yes', 'nothing', 'object'].map((name) => ({ name, expression: `body.${name}` }));
  const [emission] = await run(
    client,
    query,
    {
      sql: 'select :text as t, :whole as w, :part as p, :yes as y, :nothing as n, :object as o, :text as again',
      parameters,
      result: 'first-row',
    },
    json({ ...values, large: 0 }),
  );
  expect(await emission?.body?.value()).toEqual({ t: values.text, w: 7, p: '0.1', y: 1, n: null, o: '{"a":[1]}', again: values.text });
  await expect(client.run(statement('select count(*) as n from stock; drop table stock'))).rejects.toMatchObject({ code: 'QUERY_FAILED' });
});

test('a list is as many values as it has items, an empty one none; whole numbers fit limit', async () => {
  const found = async (list: unknown[], max: number) => {
    const parameters = [
      { name: 'list', expression: 'body.list' },
      { name: 'max', expression: 'body.max' },
    ];
    const sql = 'select n from numbers where n in (:list) order by n limit :max';
    const [emission] = await run(client, query, { sql, parameters }, json({ list, max }));
    return emission?.body?.value();
  };
  expect(await found([3, 1, 2], 2)).toEqual([{ n: 1 }, { n: 2 }]);
  expect(await found([], 2)).toEqual([]);
});

test('one document per row comes in parts, and the server waits while nobody takes them', async () => {
  const parts: number[] = [];
  const all = statement('select n, text from numbers order by n', [], { rowsMax: 100_000 });
  let last: unknown;
  for await (const { rows } of client.stream(all)) {
    parts.push(rows.length);
    last = rows.at(-1)?.['n'];
  }
  expect(parts.reduce((sum, count) => sum + count, 0)).toBe(20_000);
  expect(Math.max(...parts)).toBeLessThan(5_000);
  expect(last).toBe(20_000);
  const given = await run(client, query, { sql: 'select n from numbers where n < 4 order by n', result: 'row-per-document' });
  expect(await Promise.all(given.map(({ body }) => body?.value()))).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
});

test('whoever stops in the middle of the rows leaves a connection that works', async () => {
  const own = await ownClient({ poolMax: 1 });
  for await (const _part of own.stream(statement('select * from numbers', [], { rowsMax: 100_000 }))) break;
  await expect(own.run(statement('select 1 as one'))).resolves.toMatchObject({ rows: [{ one: 1 }] });
});

test.each(['rows', 'row-per-document'])('more rows than allowed fail the step with the result %s', async (result) => {
  const running = run(client, query, { sql: 'select n from numbers', rowsMax: 1_000, result });
  await expect(running).rejects.toMatchObject({ code: 'BODY_TOO_LARGE' });
  await expect(client.run(statement('select 1 as one'))).resolves.toBeDefined();
});

test('two columns of one name are refused, as one would be lost', async () => {
  await expect(client.run(statement('select 1 as a, 2 as a'))).rejects.toMatchObject({
    code: 'QUERY_FAILED',
    message: expect.stringContaining('called a'),
  });
});

test('of several statements all count or none, and the failure says which one it was', async () => {
  const statements = [{ sql: "insert into stock values ('tx-1', 1, null)" }, { sql: "insert into stock values ('tx-1', 2, null)" }];
  await expect(run(client, execute, { statements })).rejects.toMatchObject({
    code: 'QUERY_FAILED',
    place: { pointer: '/statements/1/sql' },
  });
  expect((await client.run(statement("select * from stock where sku = 'tx-1'"))).rows).toEqual([]);
  const [done] = await run(client, execute, { statements: statements.slice(0, 1) });
  expect(done?.properties).toMatchObject({ rows_affected: 1 });
});

test('an upsert inserts, updates or keeps, and rows of a list are written together', async () => {
  const column = (name: string, key = false) => ({ column: name, expression: `row.${name}`, key });
  const config = { table: 'stock', rows: 'body', columns: [column('sku', true), column('amount')] };
  const write = (rows: unknown[], more: object = {}) => run(client, upsert, { ...config, ...more }, json(rows));
  await write([
    { sku: 'a', amount: 1 },
    { sku: 'b', amount: 2 },
  ]);
  const [again] = await write([
    { sku: 'a', amount: 5 },
    { sku: 'c', amount: 3 },
    { sku: 'c', amount: 4 },
  ]);
  expect(again?.properties).toMatchObject({ rows_affected: 2 });
  await write([{ sku: 'a', amount: 9 }], { whenThere: 'keep' });
  const { rows } = await client.run(statement("select sku, amount from stock where sku in ('a','b','c') order by sku"));
  expect(rows).toEqual([
    { sku: 'a', amount: 5 },
    { sku: 'b', amount: 2 },
    { sku: 'c', amount: 4 },
  ]);
  await expect(
    write([
      { sku: 'd', amount: 1 },
      { sku: 'e', amount: 'many' },
    ]),
  ).rejects.toMatchObject({ code: 'QUERY_FAILED' });
  expect((await client.run(statement("select * from stock where sku = 'd'"))).rows).toEqual([]);
});

test('names of tables and columns can never be SQL', async () => {
  const config = { table: 'stock` values (1); --', columns: [{ column: 'sku`', expression: '1', key: true }] };
  await expect(run(client, upsert, config)).rejects.toMatchObject({
    code: 'QUERY_FAILED',
    message: expect.stringContaining("doesn't exist"),
  });
});

test('a statement that takes too long, or that nobody wants any more, is ended in the database too', async () => {
  const own = await ownClient();
  await expect(own.run(statement('select sleep(30) as slept', [], { timeoutMs: 200 }))).rejects.toMatchObject({ code: 'TIMEOUT' });
  const cancelling = new AbortController();
  const running = own.run(statement('select sleep(31) as slept', [], { signal: cancelling.signal }));
  const failed = expect(running).rejects.toMatchObject({ code: 'CANCELLED' });
  const sleeping = async () =>
    (await client.run(statement("select id from information_schema.processlist where info like 'select sleep(%'"))).rows;
  await vi.waitFor(async () => expect(await sleeping()).toHaveLength(1));
  cancelling.abort();
  await failed;
  await vi.waitFor(async () => expect(await sleeping()).toEqual([]));
});

test('the test says which server answered whom', async () => {
  await expect(mysql.test(client, new AbortController().signal)).resolves.toMatch(
    /^MariaDB 1\d\..* answered; signed in to shop as shop@%\.$/,
  );
});

test('a wrong password, database, port and host are told apart, without secrets', async () => {
  const said = async (config: object) => failureOf((await ownClient(config)).run(statement('select 1')));
  const wrong = await said({ password: 'not the one' });
  expect(wrong).toMatchObject({
    code: 'CONNECTION_FAILED',
    retryable: false,
    message: expect.stringContaining('does not accept this user'),
  });
  expect(JSON.stringify({ ...wrong, message: wrong.message })).not.toContain('not the one');
  const line = await ownLine();
  await line.close();
  expect((await said({ port: line.port })).message).toContain('refused the connection');
  expect((await said({ host: 'no-such-host.invalid' })).message).toContain('cannot be resolved');
  expect(await said({ database: 'nowhere' })).toMatchObject({ code: 'CONNECTION_FAILED', retryable: false });
});

test('an address that the operator has not allowed is refused', async () => {
  const own = await ownClient({}, createOutboundGuard({ allow: '' }));
  await expect(own.run(statement('select 1'))).rejects.toMatchObject({ code: 'OUTBOUND_REFUSED' });
});

test('TLS is spoken where it is asked for, and a certificate of its own is refused unless told otherwise', async () => {
  const own = await ownClient({ ssl: 'require' });
  const { rows } = await own.run(
    statement("select variable_value as cipher from information_schema.session_status where variable_name = 'SSL_CIPHER'"),
  );
  expect(String(rows[0]?.['cipher'])).toMatch(/AES|CHACHA/);
  await expect((await ownClient({ ssl: 'verify' })).run(statement('select 1'))).rejects.toMatchObject({
    code: 'CONNECTION_FAILED',
    message: expect.stringContaining('signed itself'),
  });
});

test('a connection that breaks in the middle of the rows fails, also while they stream, and the next one works', async () => {
  const line = await ownLine();
  const own = await ownClient({ port: line.port });
  const all = statement('select * from numbers', [], { rowsMax: 100_000 });
  line.cutAfter(200_000);
  await expect(own.run(all)).rejects.toMatchObject({ code: 'CONNECTION_FAILED', retryable: true });
  await own.run(statement('select 1'));
  line.cutAfter(500_000);
  const streaming = (async () => {
    let rows = 0;
    for await (const part of own.stream(all)) rows += part.rows.length;
    return rows;
  })();
  await expect(streaming).rejects.toMatchObject({ code: 'CONNECTION_FAILED', retryable: true });
  await expect(own.run(statement('select 1 as one'))).resolves.toMatchObject({ rows: [{ one: 1 }] });
});

test('a server that says nothing costs the time-out of the statement and no more', async () => {
  const line = await ownLine();
  const own = await ownClient({ port: line.port });
  await own.run(statement('select 1'));
  line.silent(true);
  await expect(own.run(statement('select 1', [], { timeoutMs: 300 }))).rejects.toMatchObject({ code: 'TIMEOUT' });
});

test('after a restart of the server the same client works again, and the transaction in the middle of it did not count', async () => {
  const own = await ownClient();
  await own.run(statement('select 1'));
  const running = failureOf(
    own.transact(
      [statement("insert into stock values ('restart', 1, null)"), statement('select sleep(30) as slept')].map(({ sql, values }) => ({
        sql,
        values,
      })),
      { rowsMax: 10, timeoutMs: 60_000, signal: new AbortController().signal },
    ),
  );
  await vi.waitFor(async () => {
    const { rows } = await client.run(statement("select id from information_schema.processlist where info like 'select sleep(30)%'"));
    expect(rows).toHaveLength(1);
  });
  await server.restart();
  expect(await running).toMatchObject({ code: expect.stringMatching(/CONNECTION_FAILED|QUERY_FAILED/) });
  await vi.waitFor(() => own.run(statement('select 1')));
  await vi.waitFor(() => client.run(statement('select 1')));
  expect((await own.run(statement("select * from stock where sku = 'restart'"))).rows).toEqual([]);
}, 60_000);
