import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createTemporaryFiles } from './temporary-files.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'weft-temporary-'));
  folders.push(made);
  return join(made, 'inside');
}

const text = async (bytes: AsyncIterable<Uint8Array>) => Buffer.concat(await Array.fromAsync(bytes)).toString();

test('what was appended is read back, any part of it, while more is appended', async () => {
  await using files = createTemporaryFiles(folder(), 1_000_000);
  const file = await files.open();
  void file.append(Buffer.from('one '));
  await file.append(Buffer.from('two '));
  expect(file.size).toBe(8);
  expect(await text(file.read(4, 8))).toBe('two ');
  await file.append(Buffer.alloc(600_000, 'x'));
  expect((await text(file.read(0, file.size))).length).toBe(600_008);
});

test('the folder never shows a file, so nothing is left when the process dies', async () => {
  const directory = folder();
  await using files = createTemporaryFiles(directory, 1_000);
  const file = await files.open();
  await file.append(Buffer.from('secret'));
  expect(readdirSync(directory)).toEqual([]);
});

test('all files together have no more bytes than they may, and closing one gives its room back', async () => {
  await using files = createTemporaryFiles(folder(), 10);
  const [one, two] = [await files.open(), await files.open()];
  await one.append(Buffer.alloc(6));
  await expect(two.append(Buffer.alloc(5))).rejects.toMatchObject({ code: 'BODY_TOO_LARGE' });
  await one.close();
  await two.append(Buffer.alloc(10));
});

test('when the execution has ended, its files say that they are gone', async () => {
  const files = createTemporaryFiles(folder(), 10);
  const file = await files.open();
  await file.append(Buffer.from('abc'));
  await files[Symbol.asyncDispose]();
  await expect(text(file.read(0, 3))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(file.append(Buffer.from('d'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('a folder that cannot be made is a failure with a sentence', async () => {
  await using files = createTemporaryFiles('/dev/null/inside', 10);
  await expect(files.open()).rejects.toMatchObject({ code: 'STEP_FAILED', message: /disk of the worker/ });
});
