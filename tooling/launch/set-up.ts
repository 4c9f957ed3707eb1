/**
 * Brings a checkout to the point where its programs can run: packages installed, Prisma client generated. Imports only
 * Node's own modules, because it runs before anything is installed. Does nothing, quickly, where nothing changed.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { oneAtATime } from './one-at-a-time.ts';
import { Stop } from './stop.ts';

export const repository: string = path.resolve(import.meta.dirname, '../..');

/** @throws Stop with a sentence for people. */
export async function setUp(say: (line: string) => void): Promise<void> {
  if (isDone('install', installInputs()) && isDone('prisma', prismaInputs())) return;
  await oneAtATime(
    path.join(repository, 'node_modules/.weft-set-up.lock'),
    () => bringUp(say),
    () => say('Another command sets this checkout up; waiting for it ...'),
  );
}

async function bringUp(say: (line: string) => void): Promise<void> {
  await once('install', installInputs(), async () => {
    say('Installing packages (about a minute the first time) ...');
    await run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], 'Installing packages failed; npm’s message stands above.');
  });
  await once('prisma', prismaInputs(), async () => {
    say('Generating the database client ...');
    await run(
      process.execPath,
      [path.join(repository, 'node_modules/prisma/build/index.js'), 'generate'],
      'Generating the database client failed; its message stands above.',
    );
  });
}

function installInputs(): string[] {
  return ['package-lock.json', 'package.json', ...globSync('{apps,packages}/*/package.json', { cwd: repository }).sort()];
}

function prismaInputs(): string[] {
  return [...globSync('prisma/schema/*.prisma', { cwd: repository }), 'prisma.config.ts'].sort();
}

/** Runs `work` unless it ended well before with the same inputs. What was done is remembered in node_modules, so removing that forgets it. */
async function once(name: string, inputs: readonly string[], work: () => Promise<void>): Promise<void> {
  if (isDone(name, inputs)) return;
  await work();
  // After, not before: npm may have written the lock file.
  writeFileSync(stampOf(name), fingerprint(inputs));
}

function isDone(name: string, inputs: readonly string[]): boolean {
  const stamp = stampOf(name);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint(inputs);
}

function stampOf(name: string): string {
  return path.join(repository, 'node_modules', `.weft-${name}`);
}

function fingerprint(inputs: readonly string[]): string {
  const hash = createHash('sha256').update(process.version);
  for (const input of inputs) {
    const file = path.join(repository, input);
    hash.update(input).update(existsSync(file) ? readFileSync(file) : '');
  }
  return hash.digest('hex');
}

/** A command with its output shown, and a sentence where it fails. */
export function run(command: string, args: readonly string[], failure: string, env: NodeJS.ProcessEnv = process.env): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: repository, stdio: ['ignore', 'inherit', 'inherit'], env });
    child.on('error', (cause) => reject(new Stop(`${failure} (${cause.message})`)));
    child.on('exit', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Stop(signal === null ? failure : `${failure} (ended by ${signal})`));
    });
  });
}
