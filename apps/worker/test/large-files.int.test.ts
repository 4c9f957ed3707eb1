import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LargeName, largeFormats, largeProcess, runLarge } from './large-files.ts';
import { type RunningWeft, startWeft } from './running-weft.ts';

/** The soak sends a thousand. */
const megabytes = Number(process.env['WEFT_LARGE_MB'] ?? 50);
const names = Object.keys(largeFormats) as LargeName[];

let weft: RunningWeft;
beforeAll(async () => {
  // The first worker of all compiles the code and keeps it for the others: that memory is not of the files.
  weft = await startWeft('postgres');
  for (const name of names) await weft.publish(largeProcess(name));
});
afterAll(() => weft[Symbol.asyncDispose]());

test.each(names)(
  'a large file of %s is split, filtered, summed up and written out in a worker under 400 MB',
  async (name) => {
    const worker = await weft.startWorker();
    try {
      const run = await runLarge(weft, worker, name, megabytes);
      console.log(`${name}: ${run.records} records, ${run.megabytes} MB in ${run.seconds} s, peak ${run.peakMb} MB`);
      expect(run.answer).toEqual(run.expected);
      expect(run.said).toBe(run.toSay);
      expect(run.peakMb).toBeLessThan(400);
    } finally {
      await worker.kill('SIGTERM');
    }
  },
  60_000 + megabytes * 2_000,
);
