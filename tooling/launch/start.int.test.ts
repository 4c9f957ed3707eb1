/** `npm start` as a user meets it: every test runs the real command on folders and ports of its own. */
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RunningWeft, runWeft } from './running-weft.ts';
import { repository } from './set-up.ts';
import { freePort } from './settings.ts';

let dataDir: string;
let started: RunningWeft[] = [];

beforeEach(() => {
  dataDir = path.join(mkdtempSync(path.join(tmpdir(), 'weft-start-')), 'data');
});

afterEach(async () => {
  for (const weft of started) if (weft.child.exitCode === null) weft.child.kill('SIGKILL');
  await gone(dataDir);
  started = [];
  rmSync(path.dirname(dataDir), { recursive: true, force: true });
}, 60_000);

async function start(env: Record<string, string> = {}): Promise<RunningWeft> {
  const weft = await runWeft(dataDir, env);
  started.push(weft);
  return weft;
}

/** The processes that belong to one data folder, by their environment or their command line. */
function processesOf(folder: string): number[] {
  return globSync('/proc/[0-9]*')
    .map((entry) => Number(path.basename(entry)))
    .filter((pid) => pid !== process.pid && [`/proc/${pid}/environ`, `/proc/${pid}/cmdline`].some((file) => read(file).includes(folder)));
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

async function gone(folder: string): Promise<void> {
  await expect.poll(() => processesOf(folder), { timeout: 40_000, interval: 100 }).toEqual([]);
}

async function hello(weft: RunningWeft): Promise<unknown> {
  const response = await fetch(`${weft.gateway}/ws/rest/demo/hello?name=Ada`);
  return response.json();
}

/** The sentence that comes of trying the demo's connection on another database of its server. */
async function tryDemoDatabase(weft: RunningWeft, database: string): Promise<string> {
  const headers = { authorization: `Bearer ${read(path.join(dataDir, 'admin-token')).trim()}`, 'content-type': 'application/json' };
  const saved = await fetch(`${weft.studio}/api/v1/connections/demo-database`, { headers });
  const { config } = (await saved.json()) as { config: Record<string, unknown> };
  const body = JSON.stringify({ id: 'demo-database', type: 'postgres', config: { ...config, database } });
  const tried = await fetch(`${weft.studio}/api/v1/connections/test`, { method: 'POST', headers, body });
  return ((await tried.json()) as { message: string }).message;
}

test('a port that is taken is said in one sentence, and nothing is half started', async () => {
  const other = createServer();
  const port = await freePort();
  await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
  const weft = await start({ WEFT_GATEWAY_PORT: String(port) });
  expect(await weft.ended).toBe(1);
  expect(weft.said().trim()).toBe(`Port ${port} is taken by another program. Stop it, or choose another port in WEFT_GATEWAY_PORT.`);
  expect(existsSync(dataDir)).toBe(false);
  other.close();
});

test('a data folder that cannot be written is said in one sentence', async () => {
  const weft = await start({ WEFT_DATA_DIR: '/dev/null/weft' });
  expect(await weft.ended).toBe(1);
  expect(weft.said().trim()).toMatch(
    /^The data folder \/dev\/null\/weft cannot be written \(E\w+\)\. Make it writable, or name another one in WEFT_DATA_DIR\.$/,
  );
});

test('a port that is no number is said with the name of its variable', async () => {
  const weft = await start({ WEFT_STUDIO_PORT: 'many' });
  expect(await weft.ended).toBe(1);
  expect(weft.said()).toContain('WEFT_STUDIO_PORT is "many"');
});

test('starts, answers, refuses a second one on the same folder, ends with nothing left, and starts again', async () => {
  const first = await start();
  await first.ready;
  expect(await hello(first)).toEqual({ hello: 'Ada' });
  expect((await fetch(`${first.studio}/healthz`)).status).toBe(200);
  expect(statSync(path.join(dataDir, 'admin-token')).mode & 0o777).toBe(0o600);
  for (const pid of processesOf(dataDir).filter((each) => each !== first.child.pid)) {
    const command = read(`/proc/${pid}/cmdline`);
    if (command !== '') expect(command).toContain(repository);
  }

  // The demo's role can sign in to the demo's database and to no other of that server.
  expect(await tryDemoDatabase(first, 'weft_demo')).toContain('signed in to weft_demo');
  for (const other of ['weft', 'postgres']) expect(await tryDemoDatabase(first, other)).not.toContain('signed in');

  const second = await start();
  expect(await second.ended).toBe(1);
  expect(second.said()).toContain('uses the data folder');

  first.child.kill('SIGINT');
  expect(await first.ended).toBe(0);
  await gone(dataDir);

  const again = await start();
  await again.ready;
  expect(await hello(again)).toEqual({ hello: 'Ada' });
}, 300_000);

test('comes back after every process of it was killed at once', async () => {
  const first = await start();
  await first.ready;
  for (const pid of processesOf(dataDir)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // Gone with its parent in between.
    }
  }
  await gone(dataDir);
  const again = await start();
  await again.ready;
  expect(await hello(again)).toEqual({ hello: 'Ada' });
}, 300_000);

test('its programs end when it is killed, and two of them run beside each other', async () => {
  const first = await start();
  const otherDir = `${dataDir}-other`;
  const second = await start({ WEFT_DATA_DIR: otherDir });
  await Promise.all([first.ready, second.ready]);
  expect(await Promise.all([hello(first), hello(second)])).toEqual([{ hello: 'Ada' }, { hello: 'Ada' }]);
  first.child.kill('SIGKILL');
  second.child.kill('SIGKILL');
  await gone(dataDir);
  await gone(otherDir);
}, 300_000);
