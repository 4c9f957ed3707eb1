/** Work in a checkout that two commands started together must not do at the same time. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Stop } from './stop.ts';

const askMs = 100;
const patienceMs = 15 * 60_000;

/**
 * Runs `work` while no other process of this machine runs work under the same file. What a killed process left does not count.
 * @throws Stop where another one is at it for more than a quarter of an hour.
 */
export async function oneAtATime<T>(file: string, work: () => Promise<T>, onWait: () => void = () => {}): Promise<T> {
  mkdirSync(path.dirname(file), { recursive: true });
  const until = Date.now() + patienceMs;
  for (let told = false; !claimed(file); ) {
    if (!told) onWait();
    told = true;
    if (Date.now() > until) throw new Stop(`Another command has been at work here for very long. If there is none, remove ${file}.`);
    await wait(askMs);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function claimed(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    if (!isHeld(file)) rmSync(file, { force: true });
    return false;
  }
}

function isHeld(file: string): boolean {
  let holder: string;
  try {
    holder = readFileSync(file, 'utf8');
  } catch {
    return false;
  }
  // Made, and not yet written to.
  if (holder === '') return true;
  try {
    process.kill(Number(holder), 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
}
