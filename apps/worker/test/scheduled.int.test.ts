import type { ProcessFile } from '@weft/process';
import pg from 'pg';
import { expect, test } from 'vitest';
import { type Backend, startWeft, until } from './running-weft.ts';

const nightly: ProcessFile = {
  formatVersion: 1,
  name: 'Nightly',
  steps: {
    start: {
      type: 'schedule',
      version: 1,
      config: { when: { every: 'day', at: '03:00' }, timeZone: 'UTC', missed: 'all', overlap: 'allow' },
      position: { x: 0, y: 0 },
    },
    note: {
      type: 'log',
      version: 1,
      config: { level: 'info', message: 'due {{ properties.schedule_due_at }}' },
      position: { x: 200, y: 0 },
    },
  },
  links: [{ from: { step: 'start', port: 'out' }, to: 'note' }],
};

const day = 24 * 3_600_000;
const hour = 3_600_000;

/** How many times it was three in the morning (UTC) in the hours before now. */
function nights(hours: number, now: number): number {
  return Math.floor((now - 3 * hour) / day) - Math.floor((now - 3 * hour - hours * hour) / day);
}

test.each<Backend>(['postgres', 'redis'])('the clock starts a process on %s, each time once among all workers', async (backend) => {
  const weft = await startWeft(backend, { workers: 2 });
  const sql = new pg.Client({ connectionString: weft.databaseUrl });
  await sql.connect();
  try {
    const { processId } = await weft.publish(nightly);
    const expected = nights(100, Date.now());
    await sql.query("UPDATE schedule SET next_at = now() - interval '100 hours'");
    const list = async () => (await weft.database.executions.list({ processId, limit: 50 })).executions;
    await until(async () => (await list()).filter(({ status }) => status === 'succeeded').length >= expected);
    await until(async () => (await sql.query('SELECT FROM inbox')).rowCount === 0);
    const executions = await list();
    expect(executions.map(({ trigger, attempt, status }) => `${trigger} ${attempt} ${status}`)).toEqual(
      Array.from({ length: expected }, () => 'schedule 1 succeeded'),
    );
    const logs = await Promise.all(executions.map(async ({ id }) => (await weft.database.executions.get(id))?.trace.log[0]?.message));
    expect(new Set(logs).size).toBe(expected);
    expect(logs[0]).toMatch(/^due \d{4}-\d\d-\d\dT03:00:00.000Z$/);
  } finally {
    await sql.end();
    await weft[Symbol.asyncDispose]();
  }
});
