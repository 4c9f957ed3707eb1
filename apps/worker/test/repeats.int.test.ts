import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@weft/database';
import { Body, createDocument } from '@weft/document';
import { createDiskBlobStore } from '@weft/document/disk';
import { freshDatabase } from '@weft/testkit';
import { expect, test } from 'vitest';
import { createSharedStore } from '../src/shared-store.ts';
import { inARow } from './processes.ts';
import { startWeft, until } from './running-weft.ts';

const orders = () =>
  inARow('orders', {
    once: ['skip-duplicates', { key: '{{ body.id }}', within: { amount: 1, unit: 'hours' } }],
    work: ['script', { code: 'const end = Date.now() + 1500; while (Date.now() < end) {} return { accepted: input.body.id };' }],
    answer: ['reply', { status: '200', contentType: 'application/json' }],
  });

const post = (url: string, id: string) =>
  fetch(`${url}/ws/rest/orders`, { method: 'POST', body: JSON.stringify({ id }), headers: { 'content-type': 'application/json' } });

test('of many calls with one key at the same moment, over several workers, exactly one passes', async () => {
  await using weft = await startWeft('postgres', { workers: 2 });
  await weft.publish(orders());
  const statuses = await Promise.all(Array.from({ length: 12 }, async () => (await post(weft.url, 'A1')).status));
  expect(statuses.toSorted()).toEqual([200, ...Array.from({ length: 11 }, () => 204)]);
}, 60_000);

test('a document that is run again after its worker died is not taken for its own duplicate', async () => {
  await using weft = await startWeft('postgres', { workers: 0 });
  await weft.publish(orders());
  const first = await weft.startWorker();
  const answered = post(weft.url, 'A2');
  await until(async () => (await weft.database.executions.list({ limit: 1 })).executions[0]?.status === 'running');
  const id = (await weft.database.executions.list({ limit: 1 })).executions[0]?.id ?? '';
  await until(async () => (await weft.database.executions.get(id))?.trace.steps['work'] !== undefined);
  await first.kill('SIGKILL');
  await weft.startWorker();
  const answer = await answered;
  expect([answer.status, await answer.json()]).toEqual([200, { accepted: 'A2' }]);
  expect((await post(weft.url, 'A2')).status).toBe(204);
}, 60_000);

test('what a value in the store replaces takes its large body with it', async () => {
  const fresh = await freshDatabase();
  const directory = await mkdtemp(join(tmpdir(), 'weft-store-'));
  const database = openDatabase({ url: fresh.url });
  const blobs = createDiskBlobStore(directory);
  const deleted: string[] = [];
  const watched = { ...blobs, delete: async (key: string) => void deleted.push(key) };
  const store = createSharedStore('production', { values: database.shared, blobs: watched, now: Date.now });
  const large = createDocument('d', Body.fromBytes(Buffer.alloc(200_000), 'text/plain'));
  await store.put('cache', 'k', large, 60_000);
  expect(deleted).toEqual([]);
  await store.put('cache', 'k', large, 60_000);
  expect(deleted).toHaveLength(1);
  await store.remove('cache', 'k');
  expect(new Set(deleted).size).toBe(2);
  await database.close();
  await fresh.drop();
  await rm(directory, { recursive: true });
});
