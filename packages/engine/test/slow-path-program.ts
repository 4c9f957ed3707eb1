/**
 * A branch whose one path is many times slower than the other, as a program of its own so that its memory can be measured:
 * `node slow-path-program.ts <documents>` prints what became of them as JSON.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Body } from '@weft/document';
import { createTemporaryFiles } from '@weft/document/temporary';
import { startPlan } from './harness.ts';
import { planBuilder } from './plan-builder.ts';
import { stepType } from './step-types.ts';

export interface SlowPathResult {
  readonly status: string;
  readonly fast: number;
  /** How many the slow path had worked off when the fast one was through. */
  readonly slowByThen: number;
  /** Of those the slow path got: how many, the sum of their numbers, and whether each came after the one before. */
  readonly slow: number;
  readonly sum: number;
  readonly inOrder: boolean;
  readonly peakMb: number;
  readonly seconds: number;
}

const count = Number(process.argv[2]);
const began = performance.now();
const seen = { fast: 0, slow: 0, slowByThen: 0, sum: 0, inOrder: true, last: -1 };

function* source() {
  for (let n = 0; n < count; n++) {
    yield { port: 'out', body: Body.fromValue({ n, text: `document number ${n}` }), properties: { number: n } };
  }
}

const types = [
  stepType('source', source),
  stepType('fast', () => {
    if (++seen.fast === count) seen.slowByThen = seen.slow;
    return undefined;
  }),
  stepType('slow', async (_config, { body, properties }) => {
    await new Promise(setImmediate);
    const { n } = body.value() as { n: number };
    seen.inOrder &&= n > seen.last && properties['number'] === n;
    seen.last = n;
    seen.sum += n;
    seen.slow++;
    return undefined;
  }),
];
const plan = planBuilder()
  .start()
  .step('source', 'source')
  .branch('branch', ['a', 'b'])
  .step('slow', 'slow')
  .step('fast', 'fast')
  .chain('start', 'source', 'branch.a', 'slow')
  .link('branch.b', 'fast')
  .build();

const folder = mkdtempSync(join(tmpdir(), 'weft-slow-path-'));
try {
  await using temporary = createTemporaryFiles(folder, 10 * 1024 ** 3);
  const { status } = await startPlan(plan, { more: types, services: { temporary } }).outcome;
  const { fast, slow, slowByThen, sum, inOrder } = seen;
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  const result: SlowPathResult = { status, fast, slowByThen, slow, sum, inOrder, peakMb, seconds };
  console.log(JSON.stringify(result));
} finally {
  rmSync(folder, { recursive: true });
}
