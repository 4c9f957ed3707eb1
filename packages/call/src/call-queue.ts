import { WeftError } from '@weft/errors';
import { makeQueue } from './backend.ts';
import { type ExecuteJob, executeJobSchema, queueIdOf } from './execute-job.ts';
import type { CallQueue, QueueBackend } from './queue.ts';

/** Calls that are added in one statement at most. */
const batchMax = 200;
/** Batches under way at once: while one is being written, the next one fills. */
const batchesMax = 2;
/** A retry that a worker asked for (by rejecting) waits this long. */
const retryMs = 500;
/** Far more than the three take-ups that the consumer allows: the consumer decides, not BullMQ. */
const attemptsMax = 1_000_000;

interface Pending {
  readonly job: ExecuteJob;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Opens the gateway's side of the queue. Calls that arrive while an earlier batch is being written ride together in the
 * next one: at one caller nothing changes, at many the database commits once for all of them.
 *
 * `onError` hears of troubles of the connection; `add` rejects with `OVERLOADED` while they last.
 */
export async function openCallQueue(backend: QueueBackend, onError: (error: Error) => void = () => undefined): Promise<CallQueue> {
  const { opened: queue, disconnect } = makeQueue(backend, 4, {
    defaultJobOptions: {
      removeOnComplete: true,
      removeOnFail: true,
      attempts: attemptsMax,
      backoff: { type: 'fixed', delay: retryMs },
      stackTraceLimit: 0,
    },
    // Nobody reads BullMQ's events (see docs/adr/0005); keep its stream short.
    streams: { events: { maxLen: 100 } },
  });
  queue.on('error', onError);
  await queue.waitUntilReady();

  let pending: Pending[] = [];
  let batches = 0;

  function flush(): void {
    if (batches >= batchesMax || pending.length === 0) return;
    const batch = pending.slice(0, batchMax);
    pending = pending.slice(batchMax);
    batches += 1;
    write(batch)
      .then(
        () => {
          for (const each of batch) each.resolve();
        },
        (cause) => {
          const error = new WeftError('OVERLOADED', 'The call could not be queued. Try again in a moment.', {
            cause,
            detail: cause instanceof Error ? cause.message : String(cause),
            retryable: true,
          });
          for (const each of batch) each.reject(error);
        },
      )
      .finally(() => {
        batches -= 1;
        flush();
      });
  }

  async function write(batch: readonly Pending[]): Promise<void> {
    const jobs = batch.map(({ job }) => ({ name: 'call', data: { call: JSON.stringify(job) }, opts: { jobId: queueIdOf(job) } }));
    const [first] = jobs;
    if (jobs.length === 1 && first !== undefined) await queue.add(first.name, first.data, first.opts);
    else await queue.addBulk(jobs);
  }

  return {
    add: (job) =>
      new Promise<void>((resolve, reject) => {
        pending.push({ job, resolve, reject });
        flush();
      }),
    depth: () => queue.getJobCountByTypes('waiting', 'delayed'),
    find: async (executionId) => {
      const job = await queue.getJob(executionId);
      return job === undefined ? undefined : executeJobSchema.parse(JSON.parse(job.data.call));
    },
    remove: async (executionId) => {
      const job = await queue.getJob(executionId);
      if (job === undefined || !(await job.isWaiting())) return undefined;
      // Refused by the backend where a worker locked it meanwhile.
      if ((await queue.remove(executionId)) !== 1) return undefined;
      return executeJobSchema.parse(JSON.parse(job.data.call));
    },
    close: async () => {
      await queue.close();
      disconnect();
    },
  };
}
