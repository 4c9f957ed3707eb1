import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startPostgres } from './start-postgres.ts';

let dataDir: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'weft-embedded-'));
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

/** Another Weft process that holds a server on `dataDir` until it is killed. */
async function startInOtherProcess(): Promise<{ child: ChildProcess; pid: number; url: string }> {
  const script = `
    const { startPostgres } = await import(${JSON.stringify(resolve(import.meta.dirname, 'index.ts'))});
    const { pid, url } = await startPostgres({ dataDir: ${JSON.stringify(dataDir)} });
    console.log(JSON.stringify({ pid, url }));
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return { child, ...JSON.parse(line) };
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const server = new URL(url);
  server.pathname = '/postgres';
  const client = new pg.Client({ connectionString: String(server) });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** A process that has ended but was not waited for (a container's first process may never do so) does not live. */
async function lives(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => 'State: Z');
  return !/^State:\s+Z/m.test(status);
}

async function parentOf(pid: number): Promise<number> {
  return Number(/^PPid:\s+(\d+)/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

test('what was written is there after a stop and a start, and nothing is left running', async () => {
  const first = await startPostgres({ dataDir });
  await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
  await first.stop();
  expect(await lives(first.pid)).toBe(false);
  const second = await startPostgres({ dataDir });
  expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  await second.stop();
});

test('nobody signs in without the password, which only its owner can read', async () => {
  const server = await startPostgres({ dataDir });
  const wrong = new URL(server.url);
  wrong.password = 'guess';
  await expect(query(String(wrong), 'SELECT 1')).rejects.toThrow('password authentication failed');
  expect((await stat(join(dataDir, 'password'))).mode & 0o777).toBe(0o600);
  await server.stop();
});

test('the server ends when the process that started it is killed', async () => {
  const { child, pid } = await startInOtherProcess();
  child.kill('SIGKILL');
  await vi.waitFor(async () => expect(await lives(pid)).toBe(false), { timeout: 10_000, interval: 20 });
});

test('after every process was killed the next start recovers what had been committed', async () => {
  const { child, pid, url } = await startInOtherProcess();
  await query(url, 'CREATE TABLE kept AS SELECT 42 AS answer');
  const watchdog = await parentOf(pid);
  for (const each of [child.pid, watchdog, pid]) process.kill(each ?? 0, 'SIGKILL');
  const server = await startPostgres({ dataDir });
  expect(await query(server.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  await server.stop();
});

test('a server whose watchdog was killed is replaced by the next start', async () => {
  const { child, pid } = await startInOtherProcess();
  process.kill(await parentOf(pid), 'SIGKILL');
  child.kill('SIGKILL');
  expect(await lives(pid)).toBe(true);
  const server = await startPostgres({ dataDir });
  expect(await lives(pid)).toBe(false);
  await server.stop();
});

test('files that another Weft uses are refused, and that one goes on', async () => {
  const { url } = await startInOtherProcess();
  await expect(startPostgres({ dataDir })).rejects.toMatchObject({
    code: 'DATABASE_UNAVAILABLE',
    message: expect.stringContaining('another Weft runs on them'),
  });
  expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('a lock file whose number belongs to some other program does not keep the server from starting', async () => {
  await (await startPostgres({ dataDir })).stop();
  await writeFile(
    join(dataDir, 'cluster', 'postmaster.pid'),
    `${process.ppid}\n${join(dataDir, 'cluster')}\n0\n5432\n\n127.0.0.1\n\nready\n`,
  );
  const server = await startPostgres({ dataDir });
  expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await server.stop();
});

test('a making of the files that was interrupted is begun again', async () => {
  await mkdir(join(dataDir, 'cluster.unfinished', 'base'), { recursive: true });
  const server = await startPostgres({ dataDir });
  expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await server.stop();
});

test('a port that is taken is said in one sentence', async () => {
  const { url } = await startInOtherProcess();
  const other = join(dataDir, 'other');
  await expect(startPostgres({ dataDir: other, port: Number(new URL(url).port) })).rejects.toMatchObject({
    code: 'DATABASE_UNAVAILABLE',
    message: expect.stringContaining('did not start'),
  });
});

test('the files of another PostgreSQL version are refused before anything is started', async () => {
  await (await startPostgres({ dataDir })).stop();
  await writeFile(join(dataDir, 'cluster', 'PG_VERSION'), '17\n');
  await expect(startPostgres({ dataDir })).rejects.toThrow('are of PostgreSQL 17');
});
