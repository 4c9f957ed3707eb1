import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { type FreshDatabase, freshDatabase, startRedis } from '@weft/testkit';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import {
  type CallConsumerOptions,
  type ExecuteJob,
  openCallConsumer,
  openCallQueue,
  type QueueBackend,
  redisWarnings,
} from '../src/index.ts';

function aCall(change: Partial<ExecuteJob> = {}): ExecuteJob {
  return {
    executionId: randomUUID(),
    environmentId: 'production',
    processId: 'p',
    versionId: 'v',
    trigger: 'http',
    mode: 'general',
    acceptedAt: 1,
    properties: {},
    document: { id: 'root', contentType: '', properties: {}, body: { base64: '' } },
    ...change,
  };
}

describe.each(['postgres', 'redis'])('the queue of calls on %s', (kind) => {
  let database: FreshDatabase;
  let backend: QueueBackend;
  const closing: (() => Promise<unknown>)[] = [];

  beforeEach(async () => {
    database = await freshDatabase();
    const redis = { redisUrl: inject('redisUrl'), redisPrefix: `test-${randomUUID()}` };
    backend = { databaseUrl: database.url, ...(kind === 'redis' ? redis : {}) };
  });
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
    await database.drop();
  });

  async function aQueue() {
    const queue = await openCallQueue(backend);
    closing.push(() => queue.close());
    return queue;
  }

  async function aConsumer(options: Partial<CallConsumerOptions> = {}) {
    const consumer = await openCallConsumer({
      backend,
      concurrency: 10,
      handle: async () => undefined,
      giveUp: async () => undefined,
      timing: { lockMs: 600, stalledCheckMs: 200 },
      ...options,
    });
    closing.push(() => consumer.close(0));
    return consumer;
  }

  async function aBlockingConsumer(blockMs: number): Promise<{ child: ChildProcess; output: () => string }> {
    const program = join(import.meta.dirname, 'blocking-consumer.ts');
    const child = spawn(process.execPath, [program, JSON.stringify({ backend, blockMs, lockMs: 600 })], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (data: Buffer) => {
      output += data.toString();
    });
    closing.push(async () => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
    });
    await expect.poll(() => output, { timeout: 15_000 }).toContain('ready');
    return { child, output: () => output };
  }

  test('delivers each call once, as it was added, whatever characters it holds', async () => {
    const calls = Array.from({ length: 300 }, (_, i) =>
      aCall({ properties: { query_x: `${i} \u0000 \ud800 😀 " \\ __proto__`, __proto__x: '1' } }),
    );
    const seen = new Map<string, ExecuteJob>();
    const queue = await aQueue();
    await aConsumer({
      handle: async ({ job, attempt }) => {
        expect(attempt).toBe(1);
        expect(seen.has(job.executionId)).toBe(false);
        seen.set(job.executionId, job);
      },
    });
    await Promise.all(calls.map((call) => queue.add(call)));
    await expect.poll(() => seen.size, { timeout: 10_000 }).toBe(300);
    for (const call of calls) expect(seen.get(call.executionId)).toEqual(call);
    await expect.poll(() => queue.depth()).toBe(0);
  });

  test('a call that is added twice while it waits is executed once', async () => {
    const queue = await aQueue();
    const call = aCall();
    await Promise.all([queue.add(call), queue.add(call)]);
    await queue.add(call);
    expect(await queue.depth()).toBe(1);
  });

  test('a waiting call can be taken out, one that is running cannot', async () => {
    const queue = await aQueue();
    const call = aCall();
    await queue.add(call);
    expect(await queue.remove(call.executionId)).toEqual(call);
    expect(await queue.remove(call.executionId)).toBeUndefined();
    expect(await queue.depth()).toBe(0);
    const running = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    await aConsumer({
      handle: async () => {
        running.resolve();
        await release.promise;
      },
    });
    await queue.add(call);
    await running.promise;
    expect(await queue.remove(call.executionId)).toBeUndefined();
    release.resolve();
  });

  test('a call that is handed back is taken up three times, then given up once', async () => {
    const queue = await aQueue();
    const attempts: number[] = [];
    const givenUp: number[] = [];
    await aConsumer({
      handle: async ({ attempt }) => {
        attempts.push(attempt);
        throw new Error('take it again');
      },
      giveUp: async ({ attempt }, deaths) => {
        expect(attempt).toBe(4);
        givenUp.push(deaths);
      },
    });
    await queue.add(aCall());
    await expect.poll(() => givenUp, { timeout: 10_000 }).toEqual([3]);
    expect(attempts).toEqual([1, 2, 3]);
    await expect.poll(() => queue.depth()).toBe(0);
  });

  test('an execution that goes on after a wait is a job of its own, and its attempts go on counting', async () => {
    const queue = await aQueue();
    const attempts: number[] = [];
    const first = Promise.withResolvers<void>();
    await aConsumer({
      handle: async ({ job, attempt }) => {
        attempts.push(attempt);
        if (job.attemptsBefore === undefined) await first.promise;
        else if (attempt < 4) throw new Error('take it again');
      },
    });
    const call = aCall();
    await queue.add(call);
    await expect.poll(() => attempts, { timeout: 10_000 }).toEqual([1]);
    // The job before may still be leaving.
    await queue.add({ ...call, attemptsBefore: 2 });
    await queue.add({ ...call, attemptsBefore: 2 });
    await expect.poll(() => attempts, { timeout: 10_000 }).toEqual([1, 3, 4]);
    first.resolve();
  });

  test('a call whose worker was killed is taken up by another', async () => {
    const queue = await aQueue();
    const { child, output } = await aBlockingConsumer(60_000);
    await queue.add(aCall());
    await expect.poll(output, { timeout: 10_000 }).toContain('taken 1');
    child.kill('SIGKILL');
    const attempts: number[] = [];
    await aConsumer({
      handle: async ({ attempt }) => {
        attempts.push(attempt);
      },
    });
    await expect.poll(() => attempts, { timeout: 10_000 }).toEqual([2]);
  });

  test('a call is not taken up again while its worker’s event loop is blocked for four times the lock', async () => {
    const queue = await aQueue();
    const { output } = await aBlockingConsumer(2_400);
    await queue.add(aCall());
    await expect.poll(output, { timeout: 10_000 }).toContain('taken 1');
    const stolen: number[] = [];
    await aConsumer({
      handle: async ({ attempt }) => {
        stolen.push(attempt);
      },
    });
    await expect.poll(output, { timeout: 10_000 }).toContain('ended');
    await expect.poll(() => queue.depth()).toBe(0);
    expect(stolen).toEqual([]);
    expect(output().match(/taken/g)).toHaveLength(1);
  });

  test('closing waits for what runs, and leaves the rest to others at once', async () => {
    const queue = await aQueue();
    const never = Promise.withResolvers<void>();
    const taken = Promise.withResolvers<void>();
    let aborted = false;
    const first = await aConsumer({
      handle: async ({ signal }) => {
        signal.addEventListener('abort', () => {
          aborted = true;
        });
        taken.resolve();
        await never.promise;
      },
      timing: { lockMs: 60_000, stalledCheckMs: 60_000 },
    });
    await queue.add(aCall());
    await taken.promise;
    await first.close(100);
    expect(aborted).toBe(true);
    const attempts: number[] = [];
    await aConsumer({
      handle: async ({ attempt }) => {
        attempts.push(attempt);
      },
    });
    await expect.poll(() => attempts, { timeout: 5_000 }).toEqual([2]);
    never.resolve();
  });
});

test('adding fails at once, and says so, while Redis is away', async () => {
  const redis = await startRedis();
  const queue = await openCallQueue({ databaseUrl: '', redisUrl: redis.url, redisPrefix: 'x' });
  await redis.stop();
  const began = performance.now();
  await expect(queue.add(aCall())).rejects.toMatchObject({ code: 'OVERLOADED' });
  expect(performance.now() - began).toBeLessThan(5_000);
  await queue.close();
});

test('an operator is warned of a Redis that can lose calls, and not of one that cannot', async () => {
  const unsafe = await startRedis();
  const safe = await startRedis({ appendonly: true });
  expect(await redisWarnings(unsafe.url)).toEqual([expect.stringContaining('appendonly')]);
  expect(await redisWarnings(safe.url)).toEqual([]);
  await Promise.all([unsafe.stop(), safe.stop()]);
});
