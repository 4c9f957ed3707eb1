/**
 * `npm run test:soak`: ten minutes (WEFT_SOAK_MINUTES) of steady calls on a Weft of its own with two workers, one of which
 * is killed every half minute. At the end: every call was answered, each with its own answer, and memory did not run away.
 *
 * Before that, files of a gigabyte (WEFT_SOAK_LARGE_MB; 0 leaves them out) are taken apart and put together in a worker under 400 MB.
 */
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runWeft } from '../launch/running-weft.ts';
import { repository, run, setUp } from '../launch/set-up.ts';
import { main, Stop } from '../launch/stop.ts';
import { requirePrerequisites } from './prerequisites.ts';

const minutes = Number(process.env['WEFT_SOAK_MINUTES'] ?? 10);
const largeMb = Number(process.env['WEFT_SOAK_LARGE_MB'] ?? 1_000);
const callers = 8;
/** Megabytes that a gateway or worker may have more at the end than after the first minute. */
const growthMax = 200;

await main(async () => {
  if (!(minutes > 0 && minutes <= 55)) throw new Stop('WEFT_SOAK_MINUTES must be over 0 and at most 55.');
  await setUp((line) => console.log(line));
  if (largeMb > 0) await largeFiles();
  const folder = mkdtempSync(path.join(tmpdir(), 'weft-soak-'));
  const dataDir = path.join(folder, 'data');
  const weft = await runWeft(dataDir, { WEFT_WORKERS: '2' });
  try {
    await weft.ready;
    const until = Date.now() + minutes * 60_000;
    const wrong: string[] = [];
    let answered = 0;
    let early: number | undefined;

    const caller = async (number: number): Promise<void> => {
      for (let call = 0; Date.now() < until && wrong.length < 20; call += 1) {
        const name = `${number}-${call}`;
        const id = 1 + (call % 10);
        const mashup = call % 4 === 0;
        const url = mashup ? `${weft.gateway}/ws/rest/demo/first-mashup/${id}` : `${weft.gateway}/ws/rest/demo/hello?name=${name}`;
        try {
          const response = await fetch(url, { signal: AbortSignal.timeout(60_000) });
          const text = await response.text();
          const right = response.status === 200 && (mashup ? text.includes(`id="${id}"`) : text === JSON.stringify({ hello: name }));
          if (!right) wrong.push(`${url} → ${response.status} ${text.slice(0, 200)}`);
          answered += 1;
        } catch (cause) {
          wrong.push(`${url} → ${String(cause)}`);
        }
      }
    };
    const killing = setInterval(() => {
      const victim = programs(dataDir, 'apps/worker/src/main.ts')[0];
      if (victim !== undefined && Date.now() < until - 15_000) process.kill(victim, 'SIGKILL');
    }, 30_000);
    const watching = setInterval(() => {
      const gateway = programs(dataDir, 'apps/gateway/src/main.ts')[0];
      if (gateway !== undefined && Date.now() > until - (minutes - 1) * 60_000) early ??= residentMb(gateway);
      console.log(`${answered} answered, ${wrong.length} wrong, gateway ${gateway === undefined ? 'gone' : `${residentMb(gateway)} MB`}`);
    }, 15_000);
    await Promise.all(Array.from({ length: callers }, (_, number) => caller(number)));
    clearInterval(killing);
    clearInterval(watching);

    const gateway = programs(dataDir, 'apps/gateway/src/main.ts')[0];
    const late = gateway === undefined ? undefined : residentMb(gateway);
    for (const line of wrong) console.error(line);
    if (early !== undefined && late !== undefined && late - early > growthMax)
      wrong.push(`The gateway grew from ${early} MB to ${late} MB.`);
    console.log(`${answered} passed, ${wrong.length} failed`);
    if (wrong.length > 0) throw new Stop('The soak found calls that were not answered rightly.');
  } finally {
    weft.child.kill('SIGINT');
    await weft.ended;
    rmSync(folder, { recursive: true, force: true });
  }
});

/** The test of large files that `npm test` runs with some megabytes. */
async function largeFiles(): Promise<void> {
  requirePrerequisites((line) => console.log(line));
  const test = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'int', 'apps/worker/test/large-files.int.test.ts'];
  const [script = '', ...args] = test;
  await run(process.execPath, [path.join(repository, script), ...args], 'Large files failed; what did stands above.', {
    ...process.env,
    WEFT_LARGE_MB: String(largeMb),
  });
}

function programs(dataDir: string, script: string): number[] {
  return globSync('/proc/[0-9]*')
    .map((entry) => Number(path.basename(entry)))
    .filter((pid) => read(`/proc/${pid}/cmdline`).includes(script) && read(`/proc/${pid}/environ`).includes(dataDir));
}

function residentMb(pid: number): number {
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1024);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
