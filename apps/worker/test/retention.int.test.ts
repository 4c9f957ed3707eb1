import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { keptMs, openReplyShelf } from '@weft/call';
import { type Database, openDatabase } from '@weft/database';
import { createDiskBlobStore, type DiskBlobStore } from '@weft/document/disk';
import { createLogger, createWorkerMetrics } from '@weft/telemetry';
import { type FreshDatabase, freshDatabase } from '@weft/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RetentionPolicy } from '../src/retention/retention-policy.ts';
import { startRetention } from '../src/retention/start-retention.ts';

const dayMs = 86_400_000;
const now = Date.UTC(2026, 6, 1);
const daysAgo = (days: number) => new Date(now - days * dayMs);
const month: RetentionPolicy = { keepDays: 30, keepExecutions: 0, keepAuditDays: 365 };

let fresh: FreshDatabase;
let database: Database;
let folder: string;
let blobs: DiskBlobStore;
let metrics: ReturnType<typeof createWorkerMetrics>;

beforeEach(async () => {
  fresh = await freshDatabase();
  database = openDatabase({ url: fresh.url });
  folder = await mkdtemp(path.join(tmpdir(), 'weft-retention-'));
  blobs = createDiskBlobStore(folder);
  metrics = createWorkerMetrics();
});
afterEach(async () => {
  await database.close();
  await fresh.drop();
  await rm(folder, { recursive: true });
});

async function purge(policy: RetentionPolicy = month): Promise<void> {
  const log = createLogger({ service: 'test', level: 'silent' });
  const shelf = await openReplyShelf(path.join(folder, 'replies'));
  const rounds = startRetention({ retention: database.retention, shelf, blobs, policy, now: () => now, everyMs: 1e9, metrics, log });
  await rounds.run();
  await rounds.close();
}

async function record(id: string, accepted: Date, status: 'succeeded' | 'running' = 'succeeded'): Promise<void> {
  const ended = status === 'succeeded' ? { finishedAt: accepted.getTime() } : {};
  const trace = { status, attempt: 1, startedAt: 0, steps: {}, documents: [], log: [], dropped: { documents: 0, log: 0 }, ...ended };
  const common = { environmentId: 'production', processId: 'p', versionId: 'v', trigger: 'http', mode: 'general', attempt: 1 } as const;
  await database.executions.record([{ ...common, id, acceptedAt: accepted, properties: {}, trace }]);
}

async function recorded(): Promise<string[]> {
  return (await database.executions.list({ limit: 200 })).executions.map(({ id }) => id).toSorted();
}

/** A body that was stored so long ago. */
async function body(stored: Date): Promise<string> {
  const { key } = await blobs.put(
    (async function* () {
      yield Buffer.from('x');
    })(),
  );
  await utimes(path.join(folder, key.slice(0, 2), key), stored, stored);
  return key;
}

async function bodies(): Promise<string[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  return names.filter((entry) => entry.isFile()).map(({ name }) => name);
}

test('executions go after their days, and beyond their number the oldest go earlier', async () => {
  for (const days of [40, 31, 29, 20, 10]) await record(`days-${days}`, daysAgo(days));
  await record('runs', daysAgo(40), 'running');
  await purge();
  expect(await recorded()).toEqual(['days-10', 'days-20', 'days-29', 'runs']);
  await purge({ ...month, keepExecutions: 2 });
  expect(await recorded()).toEqual(['days-10', 'days-20', 'runs']);
  const text = await metrics.text();
  expect(text).toContain('weft_purged_total{kind="executions"} 3');
  expect(text).toContain('weft_purge_seconds_count 2');
});

test('bodies that nothing names go after a week; what a waiting execution, a parked document or a value names stays', async () => {
  const [cancelled, recent, waiting, aside, cached] = await Promise.all([8, 6, 20, 20, 20].map((days) => body(daysAgo(days))));
  const ref = (key = '') => ({ id: 'root', contentType: '', properties: {}, body: { blob: { key, size: 1 } } });
  await database.waits.suspend({ executionId: 'e', attempt: 1, job: JSON.stringify({ document: ref(waiting) }), wakeAt: undefined });
  const place = { environmentId: 'production', processId: 'p', versionId: 'v', executionId: 'e', stepId: 's' };
  await database.parked.park({ ...place, id: 'd', port: undefined, reason: '', error: undefined }, ref(aside), {});
  await database.shared.put('production', 'cache', 'k', ref(cached), new Date(now + dayMs));
  await purge();
  expect((await bodies()).toSorted()).toEqual([recent, waiting, aside, cached].toSorted());
  expect(await bodies()).not.toContain(cancelled);
});

test('while an execution goes on, bodies stay that came when it did or later', async () => {
  const [before, its] = await Promise.all([body(daysAgo(12)), body(daysAgo(10))]);
  await record('long', daysAgo(10), 'running');
  await purge();
  expect(await bodies()).toEqual([its]);
  expect(await bodies()).not.toContain(before);
});

test('a value that expires takes its body along', async () => {
  const key = await body(daysAgo(1));
  const document = { id: 'root', contentType: '', properties: {}, body: { blob: { key, size: 1 } } };
  await database.shared.put('production', 'cache', 'k', document, daysAgo(0));
  await purge();
  expect(await bodies()).toEqual([]);
});

test('replies that nobody fetched go after their day', async () => {
  const shelf = await openReplyShelf(path.join(folder, 'replies'));
  for (const id of ['old', 'new']) await shelf.keep(id, { status: 200, headers: {}, contentType: '', body: new Uint8Array(1) });
  const then = new Date(Date.now() - keptMs - 1_000);
  await utimes(path.join(folder, 'replies', 'old.reply'), then, then);
  await purge();
  expect(await readdir(path.join(folder, 'replies'))).toEqual(['new.reply']);
});

test('two workers that look at once remove each row once', async () => {
  for (let n = 0; n < 50; n += 1) await record(`old-${n}`, daysAgo(31));
  await Promise.all([purge(), purge()]);
  expect(await recorded()).toEqual([]);
  expect(await metrics.text()).toContain('weft_purged_total{kind="executions"} 50');
});
