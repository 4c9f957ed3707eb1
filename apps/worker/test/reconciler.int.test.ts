import type { ExecuteJob } from '@weft/call';
import { openDatabase } from '@weft/database';
import { createLogger } from '@weft/telemetry';
import { type FreshDatabase, freshDatabase } from '@weft/testkit';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recordOf } from '../src/execution-record.ts';
import { startReconciler } from '../src/reconciler.ts';

const log = createLogger({ service: 'test', level: 'silent' });

let fresh: FreshDatabase;
let sql: pg.Client;
let database: ReturnType<typeof openDatabase>;

beforeEach(async () => {
  fresh = await freshDatabase();
  sql = new pg.Client({ connectionString: fresh.url });
  await sql.connect();
  database = openDatabase({ url: fresh.url });
});

afterEach(async () => {
  await database.close();
  await sql.end();
  await fresh.drop();
});

function jobOf(executionId: string): ExecuteJob {
  return {
    ...{ executionId, environmentId: 'production', processId: 'p', versionId: 'v' },
    ...{ trigger: 'schedule', mode: 'general', acceptedAt: 0, properties: {}, inbox: true },
    document: { id: 'root', contentType: '', properties: {}, body: { base64: '' } },
  };
}

async function accept(executionId: string, secondsAgo: number): Promise<void> {
  await database.inbox.accept([{ executionId, job: JSON.stringify(jobOf(executionId)) }]);
  await sql.query("UPDATE inbox SET accepted_at = now() - $2 * interval '1 second' WHERE execution_id = $1", [executionId, secondsAgo]);
}

test('what was accepted and never reached the queue is brought there by one of the workers', async () => {
  await accept('lost', 60);
  await accept('fresh', 0);
  const added: string[] = [];
  const add = async (job: ExecuteJob) => void added.push(job.executionId);
  const workers = Array.from({ length: 3 }, () => startReconciler({ inbox: database.inbox, queue: { add }, everyMs: 1e9, log }));
  await Promise.all(workers.map((worker) => worker.run()));
  await Promise.all(workers.map((worker) => worker.close()));
  expect(added).toEqual(['lost']);
});

test('what has ended is not begun again, and its row goes', async () => {
  await accept('ended', 60);
  const trace = { status: 'succeeded', attempt: 1, startedAt: 1, finishedAt: 2, steps: {}, documents: [], log: [] } as const;
  await database.executions.record([recordOf(jobOf('ended'), 1, { ...trace, dropped: { documents: 0, log: 0 } })]);
  const add = async () => expect.unreachable('it has ended');
  const worker = startReconciler({ inbox: database.inbox, queue: { add }, everyMs: 1e9, log });
  await worker.run();
  await worker.close();
  expect((await sql.query('SELECT FROM inbox')).rowCount).toBe(0);
});
