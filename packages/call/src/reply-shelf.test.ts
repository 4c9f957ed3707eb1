import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keptMs, openReplyShelf } from './reply-shelf.ts';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'shelf-'));
});
afterEach(() => rm(directory, { recursive: true }));

test('a kept reply is found again with its head and bytes, however large', async () => {
  const shelf = await openReplyShelf(directory);
  const body = Buffer.alloc(300_000, 'ä\n');
  await shelf.keep('e-1', { status: 207, headers: { 'x-ü': 'ü\n' }, contentType: 'text/plain', body });
  const found = await shelf.find('e-1');
  expect(found).toMatchObject({ status: 207, headers: { 'x-ü': 'ü\n' }, contentType: 'text/plain' });
  if (found === undefined || found.body instanceof Uint8Array) throw new Error('not streamed');
  expect(Buffer.concat(await Array.fromAsync(found.body)).equals(body)).toBe(true);
});

test('nothing is found under an id that is not kept or not an id, and nothing is written outside the directory', async () => {
  const shelf = await openReplyShelf(directory);
  const reply = { status: 200, headers: {}, contentType: '', body: new Uint8Array(0) };
  await shelf.keep('../../evil', reply);
  expect(await readdir(directory)).toEqual([]);
  expect(await shelf.find('e-2')).toBeUndefined();
  expect(await shelf.find('../../../etc/passwd')).toBeUndefined();
});

test('a reply that cannot be read to its end is not kept at all', async () => {
  const shelf = await openReplyShelf(directory);
  async function* breaks() {
    yield Buffer.from('begin');
    throw new Error('gone');
  }
  await expect(shelf.keep('e-3', { status: 200, headers: {}, contentType: '', body: breaks() })).rejects.toThrow('gone');
  expect(await readdir(directory)).toEqual([]);
});

test('purging removes what is older than a day and nothing else', async () => {
  const shelf = await openReplyShelf(directory);
  await shelf.keep('new', { status: 200, headers: {}, contentType: '', body: new Uint8Array(1) });
  await writeFile(join(directory, 'old.reply'), '{}\n');
  const then = new Date(Date.now() - keptMs - 1000);
  await utimes(join(directory, 'old.reply'), then, then);
  expect(await shelf.purge()).toBe(1);
  expect(await readdir(directory)).toEqual(['new.reply']);
});
