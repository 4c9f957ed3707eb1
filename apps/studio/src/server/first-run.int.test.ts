import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Database, openDatabase } from '@weft/database';
import { type FreshDatabase, freshDatabase } from '@weft/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { firstRun } from './first-run.ts';

let fresh: FreshDatabase;
let database: Database;
let dataDir: string;

beforeEach(async () => {
  fresh = await freshDatabase();
  database = openDatabase({ url: fresh.url, poolMax: 2 });
  dataDir = await mkdtemp(path.join(tmpdir(), 'weft-first-run-'));
});
afterEach(async () => {
  await database.close();
  await fresh.drop();
  await rm(dataDir, { recursive: true });
});

const nobodyNamed = () => ({ dataDir, adminEmail: undefined, adminPassword: undefined });
const read = async (name: string) => (await readFile(path.join(dataDir, name), 'utf8')).trim();

test('what the first start writes can be read by its owner only', async () => {
  await firstRun(database, nobodyNamed());
  expect((await readdir(dataDir)).sort()).toEqual(['admin-token', 'set-up-code']);
  for (const name of ['admin-token', 'set-up-code']) expect((await stat(path.join(dataDir, name))).mode & 0o777).toBe(0o600);
});

test('a second start keeps the code that was printed and the token that is in use', async () => {
  const first = await firstRun(database, nobodyNamed());
  const before = [await read('set-up-code'), await read('admin-token')];
  const second = await firstRun(database, nobodyNamed());
  expect(second.code).toBe(first.code);
  expect([await read('set-up-code'), await read('admin-token')]).toEqual(before);
  expect((await database.tokens.list()).length).toBe(1);
});

test('the code is gone when the first admin is there', async () => {
  const setUp = await firstRun(database, nobodyNamed());
  await setUp.complete({ code: await read('set-up-code'), email: 'a@example.com', name: 'A', password: 'a long password' });
  expect(await readdir(dataDir)).toEqual(['admin-token']);
  expect((await firstRun(database, nobodyNamed())).code).toBeUndefined();
});

test('with an admin named by the environment there is no code', async () => {
  const setUp = await firstRun(database, { dataDir, adminEmail: 'a@example.com', adminPassword: 'a long password' });
  expect([setUp.code, await setUp.isNeeded()]).toEqual([undefined, false]);
  expect(await readdir(dataDir)).toEqual(['admin-token']);
});

test('a lost token is replaced by a new one, and the old one is worth nothing', async () => {
  await firstRun(database, nobodyNamed());
  const old = await read('admin-token');
  await rm(path.join(dataDir, 'admin-token'));
  await firstRun(database, nobodyNamed());
  expect(await read('admin-token')).not.toBe(old);
  expect((await database.tokens.list()).length).toBe(1);
});
