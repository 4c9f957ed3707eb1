import { type Job, UnrecoverableError } from 'bullmq';
import { makeQueue, makeWorker, type StoredCall } from './backend.ts';
import { type ExecuteJob, executeJobSchema, queueIdOf } from './execute-job.ts';
import { startLockRenewal } from './lock-renewal.ts';
import type { CallConsumer, CallConsumerOptions, ConsumedCall, QueueBackend } from './queue.ts';

/** After this many take-ups without an end an execution is given up. */
const takeUpsMax = 3;
/** BullMQ's own limit is never reached; PostgreSQL holds it in 32 bits. */
const never = 2 ** 31 - 1;

interface Running {
  readonly token: string;
  readonly ended: Promise<void>;
}

/**
 * Opens the worker's side of the queue.
 *
 * BullMQ raises `attemptsStarted` at every take-up, on both backends, also after a stalled one; those of earlier jobs of the
 * execution added, that is our `attempt`. Locks are renewed by a thread of their own (see lock-renewal.ts).
 */
export async function openCallConsumer(options: CallConsumerOptions): Promise<CallConsumer> {
  const onError = options.onError ?? (() => undefined);
  const lockMs = options.timing?.lockMs ?? 4_000;
  const running = new Map<string, Running>();
  const aborts = new Map<string, AbortController>();
  const renewal = await startLockRenewal({
    backend: options.backend,
    lockMs,
    blockedMsMax: options.timing?.blockedMsMax ?? 120_000,
    onLost: (jobId) => aborts.get(jobId)?.abort(),
    onError,
  });

  function readJob(job: Job<StoredCall>): ExecuteJob {
    try {
      return executeJobSchema.parse(JSON.parse(job.data.call));
    } catch (cause) {
      // Written by another version or another hand; trying again cannot help, so it leaves the queue.
      const error = new UnrecoverableError(`The job ${job.id} is not a call.`);
      error.cause = cause;
      onError(error);
      throw error;
    }
  }

  async function run(call: ConsumedCall): Promise<void> {
    const deaths = call.attempt - (call.job.attemptsBefore ?? 0) - 1;
    if (deaths >= takeUpsMax) await options.giveUp(call, deaths);
    else await options.handle(call);
  }

  async function take(job: Job<StoredCall>, token: string): Promise<void> {
    const abort = new AbortController();
    const read = readJob(job);
    const call = { job: read, attempt: (read.attemptsBefore ?? 0) + job.attemptsStarted, signal: abort.signal };
    const id = queueIdOf(read);
    aborts.set(id, abort);
    renewal.hold(id, token);
    const ended = run(call);
    running.set(id, { token, ended });
    try {
      await ended;
    } finally {
      renewal.release(id);
      running.delete(id);
      aborts.delete(id);
    }
  }

  const { opened: worker, disconnect } = makeWorker(options.backend, (job, token) => take(job, token ?? ''), {
    concurrency: options.concurrency,
    lockDuration: lockMs,
    skipLockRenewal: true,
    stalledInterval: options.timing?.stalledCheckMs ?? 2_000,
    maxStalledCount: never,
    removeOnComplete: { count: 0 },
    removeOnFail: { count: 0 },
    runRetryDelay: 1_000,
  });
  worker.on('error', onError);
  await worker.waitUntilReady();

  return {
    close: async (graceMs) => {
      await worker.pause(true);
      const all = [...running.values()];
      await within(graceMs, Promise.allSettled(all.map((each) => each.ended)));
      const left = [...running.entries()];
      for (const [id] of left) aborts.get(id)?.abort();
      // First nothing may fetch here any more: what goes back to the queue would wake this worker's own waiting fetch.
      await worker.close(left.length > 0);
      if (left.length > 0) await giveBack(options.backend, left, onError);
      await renewal.stop();
      disconnect();
    },
  };
}

/** Back to the queue at once, so that nobody waits for the locks to run out. */
async function giveBack(backend: QueueBackend, left: ReadonlyArray<[string, Running]>, onError: (error: Error) => void): Promise<void> {
  const { opened: queue, disconnect } = makeQueue(backend, 1);
  queue.on('error', onError);
  try {
    for (const [id, { token }] of left) {
      const job = await queue.getJob(id);
      await job?.moveToWait(token);
    }
  } catch (thrown) {
    onError(thrown as Error);
  } finally {
    await queue.close().catch(onError);
    disconnect();
  }
}

async function within(ms: number, promise: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([promise, limit]);
  clearTimeout(timer);
}
