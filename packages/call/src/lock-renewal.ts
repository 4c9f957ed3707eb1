import { Worker as Thread } from 'node:worker_threads';
import * as z from 'zod';
import type { QueueBackend } from './queue.ts';

export interface LockRenewal {
  /** Renews the lock of this take-up until it is released. */
  hold(jobId: string, token: string): void;
  release(jobId: string): void;
  stop(): Promise<void>;
}

export interface LockRenewalOptions {
  readonly backend: QueueBackend;
  readonly lockMs: number;
  /** Renewal stops when this thread's owner gave no sign of life for so long: it hangs, and its executions belong to somebody else. */
  readonly blockedMsMax: number;
  readonly onLost: (jobId: string) => void;
  readonly onError: (error: Error) => void;
}

/** What the thread is started with. */
export const threadDataSchema = z.object({
  backend: z.object({ databaseUrl: z.string(), redisUrl: z.string().optional(), redisPrefix: z.string().optional() }),
  lockMs: z.number(),
  blockedMsMax: z.number(),
});

/** What the owner tells the thread. `beat` says that its event loop turns. */
export const toThreadSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hold'), jobId: z.string(), token: z.string() }),
  z.object({ kind: z.literal('release'), jobId: z.string() }),
  z.object({ kind: z.literal('beat') }),
  z.object({ kind: z.literal('stop') }),
]);
type ToThread = z.infer<typeof toThreadSchema>;

/** What the thread tells its owner. */
const fromThreadSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('lost'), jobId: z.string() }),
  z.object({ kind: z.literal('error'), message: z.string() }),
]);
export type FromThread = z.infer<typeof fromThreadSchema>;

/**
 * Renews locks from a thread with its own connection, where no script, parser or big document of an execution can hold
 * the timer up. BullMQ renews from the event loop that executes: a synchronous stretch longer than the lock would have
 * the execution taken up twice.
 */
export async function startLockRenewal(options: LockRenewalOptions): Promise<LockRenewal> {
  const { backend, lockMs, blockedMsMax } = options;
  const thread = new Thread(new URL('./lock-renewal-thread.ts', import.meta.url), { workerData: { backend, lockMs, blockedMsMax } });
  const ready = Promise.withResolvers<void>();
  thread.on('message', (message: unknown) => {
    const told = fromThreadSchema.parse(message);
    if (told.kind === 'ready') ready.resolve();
    else if (told.kind === 'lost') options.onLost(told.jobId);
    else options.onError(new Error(told.message));
  });
  const exited = new Promise<void>((resolve) => {
    thread.once('exit', () => resolve());
  });
  thread.on('error', (error) => {
    ready.reject(error);
    options.onError(error instanceof Error ? error : new Error(String(error)));
  });
  await ready.promise;

  const tell = (message: ToThread) => thread.postMessage(message);
  const beat = setInterval(() => tell({ kind: 'beat' }), 1_000);
  return {
    hold: (jobId, token) => tell({ kind: 'hold', jobId, token }),
    release: (jobId) => tell({ kind: 'release', jobId }),
    stop: async () => {
      clearInterval(beat);
      tell({ kind: 'stop' });
      await exited;
    },
  };
}
