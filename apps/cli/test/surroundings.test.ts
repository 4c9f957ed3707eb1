import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readJsonFile, type Surroundings } from '../src/surroundings.ts';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(path.join(tmpdir(), 'weft-cli-'));
});
afterEach(() => rmSync(cwd, { recursive: true }));

const reading = (file: string) => readJsonFile(file, { cwd } as Surroundings);

test('a file that cannot be used is told in a sentence', async () => {
  mkdirSync(path.join(cwd, 'folder'));
  writeFileSync(path.join(cwd, 'cut.json'), '{"a":');
  writeFileSync(path.join(cwd, 'deep.json'), '{"a":'.repeat(100_000) + 1 + '}'.repeat(100_000));
  await expect(reading('folder')).rejects.toMatchObject({ code: 'REQUEST_INVALID', message: 'folder is a folder.' });
  await expect(reading('cut.json')).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
  await expect(reading('deep.json')).rejects.toMatchObject({ code: 'REQUEST_INVALID', message: 'deep.json nests too deeply.' });
  await expect(reading('none.json')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
