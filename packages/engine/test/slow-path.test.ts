import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Body, type Document, type TemporaryFiles } from '@weft/document';
import { createTemporaryFiles } from '@weft/document/temporary';
import { WeftError } from '@weft/errors';
import { expect, test, vi } from 'vitest';
import { startPlan } from './harness.ts';
import { planBuilder } from './plan-builder.ts';
import type { SlowPathResult } from './slow-path-program.ts';
import { makeGate, stepType } from './step-types.ts';

const temporaryFiles = (bytesMax = Number.MAX_SAFE_INTEGER) => createTemporaryFiles(join(tmpdir(), 'weft-engine-tests'), bytesMax);

/** A branch to a path that goes on when `gate` is opened, and to one that goes on at once. */
function startTwoPaths(bodies: Iterable<Body>, temporary: TemporaryFiles, failAt?: number) {
  const gate = makeGate();
  const slow: Document[] = [];
  let fast = 0;
  const types = [
    stepType('source', () => [...bodies].map((body, number) => ({ port: 'out', body, properties: { number } }))),
    stepType('slow', async (_config, document, { signal }) => {
      if (slow.length === 0) await Promise.race([gate.opened, new Promise((resolve) => signal.addEventListener('abort', resolve))]);
      else await undefined;
      slow.push(document);
      return undefined;
    }),
    stepType('fast', () => {
      if (++fast === failAt) throw new WeftError('STEP_FAILED', 'The fast path has failed.');
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
  const { outcome } = startPlan(plan, { more: types, services: { temporary, recordsSteps: false } });
  return { outcome, gate, slow, fast: () => fast };
}

const hexOf = (body: Body | undefined) => Buffer.from((body?.bytes() as Uint8Array) ?? []).toString('hex');
/** The machine may be busy with other tests. */
const patient = { timeout: 20_000 };
const numbers = (count: number) => Array.from({ length: count }, (_, n) => Body.fromValue({ n }));

vi.setConfig({ testTimeout: 60_000 });

test('a fast path beside a slow one ends before it, and the slow one gets every document, whole and in order', async () => {
  await using temporary = temporaryFiles();
  const { outcome, gate, slow, fast } = startTwoPaths(numbers(20_000), temporary);
  await expect.poll(fast, patient).toBe(20_000);
  expect(slow).toEqual([]);
  gate.open();
  expect((await outcome).status).toBe('succeeded');
  expect(slow.map(({ body, properties }) => [body.value(), properties['number']])).toEqual(
    Array.from({ length: 20_000 }, (_, n) => [{ n }, n]),
  );
  expect(slow[12_345]?.id).toBe('root/source.12345/branch.0');
});

test('bodies of every kind come back from the disk as they went', async () => {
  await using temporary = temporaryFiles();
  const streamed = Body.fromSource(
    {
      open: async function* () {
        yield Buffer.from('elsewhere');
      },
    },
    'text/plain',
  );
  const kinds = [
    Body.empty,
    Body.fromText('å', 'text/plain; charset=utf-8'),
    Body.fromBytes(Uint8Array.of(0, 255, 254), 'application/octet-stream'),
    Body.fromBytes(Buffer.from('{"n":12345678901234567890}'), 'application/json'),
    Body.fromValue({ order: { '@id': '1' } }, 'application/xml'),
    Body.fromValue(Number.NaN),
    streamed,
    Body.fromBytes(Buffer.alloc(400_000, 'x'), 'text/plain'),
  ];
  const { outcome, gate, slow, fast } = startTwoPaths([...numbers(400), ...kinds, ...numbers(400)], temporary);
  await expect.poll(fast, patient).toBe(808);
  gate.open();
  await outcome;
  const bodies = slow.slice(400, 408).map(({ body }) => body);
  expect(bodies.map(({ contentType }) => contentType)).toEqual(kinds.map(({ contentType }) => contentType));
  for (const index of [0, 1, 2, 3, 4, 7]) expect(hexOf(bodies[index])).toBe(hexOf(kinds[index]));
  // What cannot be written down, and what is elsewhere, is the very same body.
  expect(bodies[5]).toBe(kinds[5]);
  expect(bodies[6]).toBe(streamed);
});

test('where the disk takes no more, the branch waits for the slow path, and nothing is lost', async () => {
  await using temporary = temporaryFiles(100_000);
  const { outcome, gate, slow, fast } = startTwoPaths(numbers(20_000), temporary);
  await expect.poll(fast, patient).toBeGreaterThan(4_000);
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
  expect(fast()).toBeLessThan(15_000);
  gate.open();
  expect((await outcome).status).toBe('succeeded');
  expect(slow.map(({ properties }) => properties['number'])).toEqual(Array.from({ length: 20_000 }, (_, n) => n));
  expect(fast()).toBe(20_000);
});

test('documents that cannot be read back fail the execution instead of being left out', async () => {
  await using files = temporaryFiles();
  let written = 0;
  const unreadable: TemporaryFiles = {
    async open() {
      const file = await files.open();
      return {
        size: 0,
        append: async (bytes) => {
          await file.append(bytes);
          written++;
        },
        close: () => file.close(),
        // biome-ignore lint/correctness/useYield: it fails before it could
        read: async function* () {
          throw new WeftError('STEP_FAILED', 'The disk of the worker cannot be used.');
        },
      };
    },
  };
  const { outcome, gate } = startTwoPaths(numbers(2_000), unreadable);
  // All blocks that are full; the last documents make none.
  await expect.poll(() => written, patient).toBe(7);
  gate.open();
  expect(await outcome).toMatchObject({ status: 'failed', error: { message: 'The disk of the worker cannot be used.' } });
});

test('a failure beside a path that has piled up ends the execution, and gives the disk back', async () => {
  await using temporary = temporaryFiles();
  const { outcome, slow } = startTwoPaths(numbers(20_000), temporary, 15_000);
  expect(await outcome).toMatchObject({ status: 'failed', error: { message: 'The fast path has failed.' } });
  expect(slow.length).toBeLessThanOrEqual(1);
});

test('the memory stays small however much waits in front of a slow path', async () => {
  const program = join(import.meta.dirname, 'slow-path-program.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [program, '200000'], { timeout: 120_000 });
  const result = JSON.parse(stdout) as SlowPathResult;
  expect(result).toMatchObject({ status: 'succeeded', fast: 200_000, slow: 200_000, sum: (200_000 * 199_999) / 2, inOrder: true });
  expect(result.slowByThen).toBeLessThan(100_000);
  expect(result.peakMb).toBeLessThan(400);
}, 130_000);
