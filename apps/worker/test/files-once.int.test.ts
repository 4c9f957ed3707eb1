import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inARow } from './processes.ts';
import { type RunningWeft, startWeft, until } from './running-weft.ts';

const names = Array.from({ length: 24 }, (_, at) => `order-${String(at).padStart(2, '0')}.json`);
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weft-files-once-'));
  await mkdir(join(folder, 'in'));
  for (const name of names) await writeFile(join(folder, 'in', name), '{}');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** Takes all files and leaves each in `out` with the name of the caller before its own. */
function taking() {
  const process = inARow('take', {
    take: [
      'disk-get',
      { connection: 'exchange', files: { kind: 'all', folder: 'in', pattern: '*.json', order: 'name', filesMax: 1_000 }, once: true },
    ],
    work: ['script', { code: 'const end = Date.now() + 40; while (Date.now() < end) {} return input.body;', timeoutMs: 60_000 }],
    leave: ['disk-put', { connection: 'exchange', path: 'out/{{ query_who }} {{ properties.file_name }}', conflict: 'overwrite' }],
  });
  const links = process.links.map((link) => (link.from.step === 'take' ? { ...link, from: { step: 'take', port: 'file' } } : link));
  return { ...process, links };
}

async function startWithFolder(workers: number): Promise<RunningWeft> {
  const weft = await startWeft('postgres', { workers, env: { WEFT_DISK_FOLDERS: folder } });
  const connection = { id: 'exchange', name: 'Exchange', type: 'disk', config: { folder }, sealedSecrets: '', secretsSet: [] };
  await weft.database.connections.save(connection, 'test');
  await weft.publish(taking());
  return weft;
}

const left = async (): Promise<string[]> => (await readdir(join(folder, 'out')).catch(() => [])).filter((name) => !name.startsWith('.'));
const taken = async (): Promise<string[]> => (await left()).map((name) => name.slice(name.indexOf(' ') + 1)).sort();
const ended = async (weft: RunningWeft, count: number): Promise<boolean> =>
  (await weft.database.executions.list({ limit: 50 })).executions.filter(({ status }) => status === 'succeeded').length === count;

test('of many executions on several workers that look at the same moment, each file is taken by one', async () => {
  await using weft = await startWithFolder(3);
  await Promise.all(Array.from({ length: 6 }, (_, who) => fetch(`${weft.url}/ws/rest/take?who=e${who}`)));
  await until(() => ended(weft, 6), 40);
  expect(await taken()).toEqual(names);
}, 90_000);

test('files that a killed worker had taken are taken again by its execution, and by no other', async () => {
  await using weft = await startWithFolder(0);
  const first = await weft.startWorker();
  const answered = fetch(`${weft.url}/ws/rest/take?who=killed`);
  await until(async () => (await left()).length > 0);
  await first.kill('SIGKILL');
  await weft.startWorker();
  await fetch(`${weft.url}/ws/rest/take?who=other`);
  await answered;
  await until(() => ended(weft, 2), 60);
  expect(await taken()).toEqual(names);
}, 120_000);
