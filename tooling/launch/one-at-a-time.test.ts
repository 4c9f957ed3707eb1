import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { oneAtATime } from './one-at-a-time.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'weft-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('work under one file never overlaps, and who waits is told once', async () => {
  const file = path.join(folder, 'deep', 'lock');
  const told: number[] = [];
  let atWork = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    atWork += 1;
    most = Math.max(most, atWork);
    await new Promise((resolve) => setTimeout(resolve, 20));
    atWork -= 1;
  };
  await Promise.all([1, 2, 3].map((number) => oneAtATime(file, work, () => told.push(number))));
  expect([most, told.length]).toEqual([1, 2]);
  expect(existsSync(file)).toBe(false);
});

test('work that fails lets the next one in', async () => {
  const file = path.join(folder, 'lock');
  await expect(oneAtATime(file, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await oneAtATime(file, async () => 'next')).toBe('next');
});

test('what a process left that is gone does not count', async () => {
  const file = path.join(folder, 'lock');
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  writeFileSync(file, String(pid));
  expect(await oneAtATime(file, async () => 'in')).toBe('in');
});
