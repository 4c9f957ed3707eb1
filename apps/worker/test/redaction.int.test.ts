import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inARow } from './processes.ts';
import { type RunningWeft, startWeft, until } from './running-weft.ts';

const iban = 'DE89370400440532013000';
const pin = 'correct-horse';

let weft: RunningWeft;
beforeAll(async () => {
  weft = await startWeft('postgres');
});
afterAll(() => weft[Symbol.asyncDispose]());

test('a marked value reaches the caller, but no table, log or live watcher', async () => {
  const file = inARow('pay', {
    note: ['log', { level: 'info', message: 'pays from {{ body.iban }} with {{ execution.query_pin }}' }],
    answer: ['reply', { status: '200', contentType: 'application/json' }],
    fail: ['script', { code: "throw new Error('refused: ' + input.body.iban)" }],
  });
  await weft.publish({ ...file, settings: { redact: ['//iban', 'query_pin'] } });
  const watched: unknown[] = [];
  const answer = await fetch(`${weft.url}/ws/rest/pay?pin=${pin}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer a-secret-token' },
    body: JSON.stringify({ iban, amount: 7 }),
  });
  const id = answer.headers.get('x-execution-id') ?? '';
  expect(await answer.json()).toEqual({ iban, amount: 7 });
  await using _watching = await weft.database.live.watch(id, (message) => watched.push(message));
  await until(async () => (await weft.database.executions.get(id))?.status === 'failed');

  const recorded = await weft.database.executions.get(id);
  expect(recorded?.trace.documents[0]).toMatchObject({ redacted: true, body: { text: '{"iban":"[redacted]","amount":7}' } });
  expect(recorded?.trace.log.map(({ message }) => message)).toContain('pays from [redacted] with [redacted]');
  expect(recorded?.properties).toMatchObject({ query_pin: '[redacted]' });
  expect(recorded?.error?.message).toContain('refused: [redacted]');
  const told = JSON.stringify([recorded, watched]) + weft.gateway.output();
  for (const secret of [iban, pin, 'a-secret-token']) expect(told).not.toContain(secret);

  const sql = new pg.Client({ connectionString: weft.databaseUrl });
  await sql.connect();
  try {
    const { rows } = await sql.query<{ name: string }>(
      `SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    for (const { name } of rows) {
      const found = await sql.query(`SELECT count(*)::int AS n FROM ${name} AS t WHERE strpos(t::text, $1) > 0`, [iban]);
      // The queue's own row of the call is there until the queue lets go of it.
      if (found.rows[0].n > 0) expect(name).toMatch(/bullmq|job/);
    }
  } finally {
    await sql.end();
  }
});
