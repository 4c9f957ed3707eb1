/** Kills every part of a running Weft under steady calls: all comes back by itself, and no accepted call is lost. */
import { type ChildProcess, spawn } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Call, keepCalling } from './call-ledger.ts';
import { type RunningWeft, runWeft } from './running-weft.ts';
import { freePort } from './settings.ts';

let folder: string;
let dataDir: string;
const cleanUp: Array<() => Promise<void>> = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'weft-killing-'));
  dataDir = path.join(folder, 'data');
});

afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

async function start(env: Record<string, string> = {}): Promise<RunningWeft> {
  const weft = await runWeft(dataDir, env);
  cleanUp.push(async () => {
    weft.child.kill('SIGINT');
    await weft.ended;
  });
  await weft.ready;
  return weft;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** The processes of this Weft that run this script. */
function programs(script: string): number[] {
  return globSync('/proc/[0-9]*')
    .map((entry) => Number(path.basename(entry)))
    .filter((pid) => read(`/proc/${pid}/cmdline`).includes(script) && read(`/proc/${pid}/environ`).includes(dataDir));
}

/** Processes for scripts have no environment; they are known by their parent. */
function scriptProcesses(): number[] {
  const workers = programs('apps/worker/src/main.ts').map(String);
  return globSync('/proc/[0-9]*')
    .map((entry) => Number(path.basename(entry)))
    .filter((pid) => {
      const parent = /^PPid:\s*(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? '';
      return workers.includes(parent) && read(`/proc/${pid}/cmdline`).includes('sandbox');
    });
}

const database = () => [Number(read(path.join(dataDir, 'postgres/cluster/postmaster.pid')).split('\n')[0])];

function kill(pids: readonly number[]): void {
  expect(pids.length).toBeGreaterThan(0);
  for (const pid of pids) process.kill(pid, 'SIGKILL');
}

/** A process with a script in it, beside the examples. */
async function publishScript(weft: RunningWeft): Promise<void> {
  const headers = { authorization: `Bearer ${read(path.join(dataDir, 'admin-token')).trim()}`, 'content-type': 'application/json' };
  const post = (at: string, json: object) =>
    fetch(`${weft.studio}/api/v1/processes${at}`, { method: 'POST', headers, body: JSON.stringify(json) });
  const step = (type: string, config: object) => ({ type, version: 1, config, position: { x: 0, y: 0 } });
  const file = {
    formatVersion: 1,
    name: 'Scripted',
    steps: {
      start: step('http-endpoint', { methods: ['POST', 'GET'], path: 'scripted', authentication: 'none' }),
      work: step('script', { code: 'const end = Date.now() + 20; while (Date.now() < end); return { done: true };' }),
      answer: step('reply', { status: '200', contentType: 'application/json' }),
    },
    links: [
      { from: { step: 'start', port: 'out' }, to: 'work' },
      { from: { step: 'work', port: 'out' }, to: 'answer' },
    ],
  };
  expect((await post('', { id: 'scripted', file })).status).toBe(201);
  expect((await post('/scripted/publish', {})).status).toBeLessThan(300);
}

function callOf(number: number): Call {
  const id = 1 + (number % 10);
  if (number % 5 === 0) return { target: 'scripted', isRight: (text) => text === '{"done":true}' };
  if (number % 5 < 3) return { target: `demo/hello?name=n${number}`, isRight: (text) => text === `{"hello":"n${number}"}` };
  return { target: `demo/first-mashup/${id}`, isRight: (text) => text.includes(`<customerSnapshot id="${id}">`) };
}

/** Milliseconds until every kind of call is answered rightly again. */
async function untilServing(weft: RunningWeft): Promise<number> {
  const began = Date.now();
  for (let right = 0; right < 15; ) {
    const { target, isRight } = callOf(right);
    const response = await fetch(`${weft.gateway}/ws/rest/${target}`, { signal: AbortSignal.timeout(20_000) }).catch(() => undefined);
    const served = response?.status === 200 && isRight(await response.text());
    right = served ? right + 1 : 0;
    if (!served) await wait(100);
    if (Date.now() - began > 60_000) throw new Error(`Nothing is served a minute after the kill: ${weft.said()}`);
  }
  return Date.now() - began;
}

async function killEach(weft: RunningWeft, kills: Readonly<Record<string, () => void | Promise<void>>>): Promise<void> {
  await publishScript(weft);
  await untilServing(weft);
  const ledger = keepCalling(weft, dataDir, callOf);
  cleanUp.push(ledger.stop);
  const tookMs: Record<string, number> = {};
  for (const [name, killIt] of Object.entries(kills)) {
    await wait(1_500);
    await killIt();
    tookMs[name] = await untilServing(weft);
  }
  await wait(1_000);
  await ledger.stop();
  const outcomes = Object.groupBy(ledger.entries, ({ status, right }) => (right ? 'right' : String(status ?? 'broken')));
  const counts = Object.fromEntries(Object.entries(outcomes).map(([outcome, entries]) => [outcome, entries?.length]));
  console.log(`answers: ${JSON.stringify(counts)}; back after (ms): ${JSON.stringify(tookMs)}`);
  expect(await ledger.contradictions()).toEqual([]);
  expect(ledger.entries.filter(({ right }) => right).length).toBeGreaterThan(ledger.entries.length / 2);
  for (const ms of Object.values(tookMs)) expect(ms).toBeLessThan(30_000);
}

test('with its queue in PostgreSQL, Weft survives the death of each of its processes', async () => {
  const weft = await start();
  await killEach(weft, {
    script: () => kill(scriptProcesses()),
    worker: () => kill(programs('apps/worker/src/main.ts')),
    gateway: () => kill(programs('apps/gateway/src/main.ts')),
    studio: () => kill(programs('apps/studio/main.ts')),
    database: () => kill(database()),
  });
}, 300_000);

test('with its queue in Redis, Weft survives the death of each of its processes, Redis too', async () => {
  const port = await freePort();
  const directory = path.join(folder, 'redis');
  mkdirSync(directory);
  let redis: ChildProcess;
  const startRedis = async (): Promise<void> => {
    const durable = ['--appendonly', 'yes', '--appendfsync', 'always', '--maxmemory-policy', 'noeviction', '--save', ''];
    redis = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--dir', directory, ...durable], { stdio: 'ignore' });
  };
  const endRedis = async (): Promise<void> => {
    const gone = new Promise((resolve) => redis.once('exit', resolve));
    redis.kill('SIGKILL');
    await gone;
  };
  await startRedis();
  cleanUp.push(endRedis);
  const weft = await start({ REDIS_URL: `redis://127.0.0.1:${port}` });
  await killEach(weft, {
    script: () => kill(scriptProcesses()),
    worker: () => kill(programs('apps/worker/src/main.ts')),
    gateway: () => kill(programs('apps/gateway/src/main.ts')),
    redis: async () => {
      await endRedis();
      await wait(1_000);
      await startRedis();
    },
    database: () => kill(database()),
  });
}, 300_000);
