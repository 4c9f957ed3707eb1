import type { ExecuteJob } from '@weft/call';
import { openDatabase } from '@weft/database';
import type { ScheduleSpec } from '@weft/step-kit';
import { createLogger } from '@weft/telemetry';
import { type FreshDatabase, freshDatabase } from '@weft/testkit';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSchedules } from '../src/schedules.ts';

const minute = 60_000;
const log = createLogger({ service: 'test', level: 'silent' });
const everyMinute: ScheduleSpec = { cron: '* * * * *', timeZone: 'UTC', missed: 'once', overlap: 'allow' };

let fresh: FreshDatabase;
let sql: pg.Client;
let end: Array<() => Promise<unknown>>;
let database: ReturnType<typeof openDatabase>;

beforeEach(async () => {
  fresh = await freshDatabase();
  sql = new pg.Client({ connectionString: fresh.url });
  await sql.connect();
  end = [() => sql.end()];
  database = open();
});

afterEach(async () => {
  for (const each of end.toReversed()) await each();
  await fresh.drop();
});

function open() {
  const opened = openDatabase({ url: fresh.url });
  end.push(() => opened.close());
  return opened;
}

async function publish(schedules: readonly ScheduleSpec[], id?: string): Promise<string> {
  const file = { formatVersion: 1, name: 'Nightly', steps: {}, links: [] };
  const processId = id ?? (await database.processes.create(file, 'ann')).id;
  const plan = { hash: 'h', start: 'start', steps: {} };
  await database.versions.publish({ processId, file, plan, routes: [], schedules, by: 'ann', note: '' });
  return processId;
}

async function dueAt(time: string): Promise<void> {
  await sql.query('UPDATE schedule SET next_at = $1', [new Date(time)]);
}

/** Workers with a clock that the test moves. */
function workers(count: number, from: string) {
  const clock = { at: Date.parse(from) };
  const queued: ExecuteJob[] = [];
  const add = async (job: ExecuteJob) => void queued.push(job);
  const loops = Array.from({ length: count }, () =>
    startSchedules({ schedules: open().schedules, queue: { add }, now: () => clock.at, everyMs: 1e9, log }),
  );
  end.push(() => Promise.all(loops.map((loop) => loop.close())));
  return { clock, queued, fire: () => Promise.all(loops.map((loop) => loop.run())), dues: () => queued.map(dueOf) };
}

const dueOf = (job: ExecuteJob) => String(job.document.properties.schedule_due_at).slice(0, 16);

test('three workers that look at once fire each time exactly once, and each is in the inbox', async () => {
  await publish([everyMinute]);
  await dueAt('2030-01-01T00:00:00Z');
  const { clock, fire, dues, queued } = workers(3, '2030-01-01T00:00:00.500Z');
  for (let round = 0; round < 20; round += 1, clock.at += minute / 2) await fire();
  expect(dues()).toEqual(Array.from({ length: 10 }, (_, index) => `2030-01-01T00:0${index}`));
  const { rows } = await sql.query('SELECT execution_id FROM inbox ORDER BY execution_id');
  expect(rows.map((row) => row.execution_id)).toEqual(queued.map((job) => job.executionId).toSorted());
});

test('a clock that is set back does not fire a time again', async () => {
  await publish([everyMinute]);
  await dueAt('2030-01-01T00:00:00Z');
  const { clock, fire, dues } = workers(3, '2030-01-01T00:05:00Z');
  await fire();
  clock.at -= 4 * minute;
  for (let round = 0; round < 6; round += 1, clock.at += minute) await fire();
  expect(dues()).toEqual(['2030-01-01T00:05', '2030-01-01T00:06']);
});

test('missed times are left out, made up for once, or each, as the schedule says', async () => {
  const expected = { skip: ['04:00'], once: ['04:00'], all: ['01:00', '02:00', '03:00', '04:00'] };
  for (const missed of ['skip', 'once', 'all'] as const) {
    const id = await publish([{ cron: '0 * * * *', timeZone: 'UTC', missed, overlap: 'allow' }]);
    await dueAt('2030-01-01T01:00:00Z');
    const { fire, dues } = workers(3, '2030-01-01T04:00:20Z');
    await fire();
    expect(
      dues()
        .map((due) => due.slice(11))
        .toSorted(),
      missed,
    ).toEqual(expected[missed]);
    await database.versions.unpublish(id, 'ann');
  }
  await publish([{ cron: '0 * * * *', timeZone: 'UTC', missed: 'skip', overlap: 'allow' }]);
  await dueAt('2030-01-01T01:00:00Z');
  const late = workers(1, '2030-01-01T04:30:00Z');
  await late.fire();
  expect(late.dues()).toEqual([]);
});

test('a time at which the execution before still goes on is left out where the schedule says so', async () => {
  await publish([{ ...everyMinute, overlap: 'skip' }]);
  await dueAt('2030-01-01T00:00:00Z');
  const { clock, fire, dues } = workers(3, '2030-01-01T00:00:00Z');
  await fire();
  clock.at += minute;
  await fire();
  expect(dues()).toEqual(['2030-01-01T00:00']);
  await sql.query('DELETE FROM inbox');
  clock.at += minute;
  await fire();
  expect(dues()).toEqual(['2030-01-01T00:00', '2030-01-01T00:02']);
});

test('a time of day that the clocks pass twice is fired once', async () => {
  await publish([{ cron: '30 2 * * *', timeZone: 'Europe/Berlin', missed: 'once', overlap: 'allow' }]);
  await dueAt('2030-10-27T00:30:00Z');
  const { clock, fire, dues } = workers(3, '2030-10-27T00:00:00Z');
  for (let round = 0; round < 18; round += 1, clock.at += 10 * minute) await fire();
  expect(dues()).toEqual(['2030-10-27T00:30']);
});

test('what is paused or not published any more is not fired, and a new version keeps the schedule as it was set', async () => {
  const id = await publish([everyMinute]);
  const [schedule] = await database.schedules.list('production', id);
  expect(await database.schedules.setPaused(schedule?.id ?? '', true, 'ann')).toMatchObject({ paused: true, nextAt: undefined });
  await publish([{ ...everyMinute, cron: '*/5 * * * *' }], id);
  expect(await database.schedules.list('production')).toMatchObject([{ id: schedule?.id, paused: true, nextAt: undefined }]);
  const { fire, dues } = workers(2, '2030-01-01T00:00:00Z');
  await fire();
  await database.schedules.setPaused(schedule?.id ?? '', false, 'ann');
  expect((await database.schedules.get(schedule?.id ?? ''))?.nextAt).toBeInstanceOf(Date);
  await database.versions.unpublish(id, 'ann');
  await fire();
  expect(dues()).toEqual([]);
  expect(await database.schedules.list('production')).toEqual([]);
});
