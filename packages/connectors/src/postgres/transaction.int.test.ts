import { Body } from '@weft/document';
import type { AnyStepImplementation, Emission } from '@weft/step-kit/executor';
import { type FreshDatabase, freshDatabase } from '@weft/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { outbound, runStep } from '../../test/run-step.ts';
import type { SqlClient } from '../sql/sql-client.ts';
import { openPool } from './client.ts';
import { connection } from './connection.ts';
import { implementation as execute } from './postgres-execute/executor.ts';
import { implementation as upsert } from './postgres-upsert/executor.ts';

let database: FreshDatabase;
let client: SqlClient;

beforeAll(async () => {
  database = await freshDatabase();
  const url = new URL(database.url);
  client = openPool(
    outbound,
    connection.config.parse({
      host: url.hostname,
      port: Number(url.port),
      database: url.pathname.slice(1),
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
      ssl: 'off',
      poolMax: 2,
    }),
  );
  await client.run({
    ...limits(),
    sql: 'create table stock (sku text primary key, amount numeric check (amount >= 0), note text)',
    values: [],
  });
});

afterAll(async () => {
  await client.close();
  await database.drop();
});

const limits = (signal = new AbortController().signal) => ({ rowsMax: 1000, timeoutMs: 10_000, signal });

async function run(step: AnyStepImplementation, config: object, body: unknown, signal?: AbortSignal): Promise<Emission> {
  const [emission] = await runStep(client, step, config, { body: Body.fromValue(body), signal });
  return emission as Emission;
}

const stock = async () => (await client.run({ ...limits(), sql: 'select sku, amount, note from stock order by sku', values: [] })).rows;

const columns = [
  { column: 'sku', expression: 'row.sku', key: true },
  { column: 'amount', expression: 'row.amount' },
];

test('an upsert inserts what is new, updates what is there, and changes nothing when it runs again', async () => {
  const lines = [
    { sku: 'a', amount: 1 },
    { sku: "b'; drop table stock; --", amount: 2 },
  ];
  for (let times = 0; times < 2; times += 1) {
    const { properties } = await run(upsert, { table: 'stock', rows: 'body.lines', columns }, { lines });
    expect(properties).toEqual({ rows_affected: 2 });
  }
  await run(upsert, { table: 'stock', rows: 'body.lines', columns }, { lines: [{ sku: 'a', amount: 7 }] });
  expect(await stock()).toEqual([
    { sku: 'a', amount: 7, note: null },
    { sku: "b'; drop table stock; --", amount: 2, note: null },
  ]);
});

test('an upsert that keeps what is there leaves the row as it is', async () => {
  await run(upsert, { table: 'stock', rows: 'body', columns, whenThere: 'keep' }, [{ sku: 'a', amount: 99 }]);
  expect((await stock())[0]).toMatchObject({ sku: 'a', amount: 7 });
});

test('one bad row of many leaves none of its document behind, and the pool goes on', async () => {
  const before = await stock();
  const rows = Array.from({ length: 40_000 }, (_, index) => ({ sku: `m${index}`, amount: index === 39_999 ? -1 : index }));
  await expect(run(upsert, { table: 'stock', rows: 'body', columns }, rows)).rejects.toMatchObject({ code: 'QUERY_FAILED' });
  expect(await stock()).toEqual(before);
});

test('an upsert without a fitting unique index is refused with the reason', async () => {
  const config = { table: 'stock', columns: [{ column: 'note', expression: "'x'", key: true }] };
  await expect(run(upsert, config, {})).rejects.toMatchObject({
    code: 'QUERY_FAILED',
    message: expect.stringContaining('no unique or exclusion constraint'),
  });
});

test('the statements of a document count all or not at all, and the one that failed is named', async () => {
  const before = await stock();
  const statements = [
    { sql: 'update stock set amount = amount + 1 where sku = :sku', parameters: [{ name: 'sku', expression: 'body.sku' }] },
    { sql: 'update stock set amount = -1 where sku = $1', parameters: [{ expression: 'body.sku' }] },
  ];
  await expect(run(execute, { statements }, { sku: 'a' })).rejects.toMatchObject({
    code: 'QUERY_FAILED',
    place: { pointer: '/statements/1/sql' },
  });
  expect(await stock()).toEqual(before);
  expect((await run(execute, { statements: statements.slice(0, 1) }, { sku: 'a' })).properties).toEqual({ rows_affected: 1 });
});

test('an execution that ends while its statements run leaves nothing behind', async () => {
  const before = await stock();
  const controller = new AbortController();
  const running = run(
    execute,
    { statements: [{ sql: 'update stock set note = null, amount = 1000' }, { sql: 'select pg_sleep(30) /* held-open */' }] },
    {},
    controller.signal,
  );
  running.catch(() => {});
  const sleeping = async () =>
    (
      await client.run({
        ...limits(),
        sql: "select 1 from pg_stat_activity where state = 'active' and query like '%held-open%' and pid <> pg_backend_pid()",
        values: [],
      })
    ).rows.length;
  await expect.poll(sleeping).toBe(1);
  controller.abort();
  await expect(running).rejects.toMatchObject({ code: 'CANCELLED' });
  await expect.poll(sleeping).toBe(0);
  expect(await stock()).toEqual(before);
});

test('the card shows the SQL that would run', () => {
  const config = upsert.definition.config.parse({
    connection: 'c',
    schema: 'public',
    table: 'odd "name"',
    columns: [
      { column: 'id', expression: '1', key: true },
      { column: 'n', expression: '2' },
    ],
  });
  expect(upsert.definition.describe?.(config)).toBe(
    'insert into "public"."odd ""name""" ("id", "n") values ($1, $2) on conflict ("id") do update set "n" = excluded."n"',
  );
});
