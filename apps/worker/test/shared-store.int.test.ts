import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@weft/database';
import { Body, createDocument } from '@weft/document';
import { createDiskBlobStore } from '@weft/document/disk';
import { type FreshDatabase, freshDatabase } from '@weft/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSharedStore } from '../src/shared-store.ts';

let fresh: FreshDatabase;
let directory: string;
let database: ReturnType<typeof openDatabase>;
let clock: number;

beforeEach(async () => {
  fresh = await freshDatabase();
  directory = await mkdtemp(join(tmpdir(), 'weft-store-'));
  database = openDatabase({ url: fresh.url });
  clock = Date.parse('2026-06-01T00:00:00Z');
});

afterEach(async () => {
  await database.close();
  await fresh.drop();
  await rm(directory, { recursive: true });
});

function store(environmentId = 'production') {
  return createSharedStore(environmentId, { values: database.shared, blobs: createDiskBlobStore(directory), now: () => clock });
}

test('of many that claim a key at once one gets it, keeps it when it asks again, and loses it when the time is over', async () => {
  const owners = Array.from({ length: 20 }, (_, i) => `execution-${i}`);
  const got = await Promise.all(owners.map((owner) => store().claim('files', 'a.csv', owner, 1_000)));
  expect(got.filter(Boolean)).toHaveLength(1);
  const winner = owners[got.indexOf(true)] ?? '';
  expect(await store().claim('files', 'a.csv', winner, 1_000)).toBe(true);
  expect(await store('test').claim('files', 'a.csv', 'other', 1_000)).toBe(true);
  clock += 1_000;
  expect(await store().claim('files', 'a.csv', 'later', 1_000)).toBe(true);
});

test.each([0, 10, 200_000])('a document of %i bytes comes back as it was put until its time is over', async (bytes) => {
  const body = Body.fromBytes(Buffer.alloc(bytes, 'weft'), 'text/plain');
  await store().put('cache', 'k', createDocument('d', body, { a: 1 }), 5_000);
  const found = await store().get('cache', 'k');
  expect(found?.properties).toEqual({ a: 1 });
  expect(Buffer.from((await found?.body.bytes()) ?? []).equals(Buffer.alloc(bytes, 'weft'))).toBe(true);
  clock += 5_000;
  expect(await store().get('cache', 'k')).toBeUndefined();
});

test('a key that is too long is refused with its length', async () => {
  await expect(async () => store().claim('files', 'x'.repeat(513), 'o', 1)).rejects.toMatchObject({
    message: expect.stringContaining('513'),
  });
});
