import type { ExecuteJob } from './execute-job.ts';

/** Redis where `redisUrl` is given, PostgreSQL otherwise. */
export interface QueueBackend {
  readonly databaseUrl: string;
  readonly redisUrl?: string;
}

/** The gateway's side. */
export interface CallQueue {
  /** Resolves when the job is durable: from then on the call is accepted. */
  add(job: ExecuteJob): Promise<void>;
  /** Jobs that wait for a worker. */
  depth(): Promise<number>;
  /** Removes a job that no worker has taken. False where it is too late. */
  remove(executionId: string): Promise<boolean>;
  close(): Promise<void>;
}

export interface ConsumedCall {
  readonly job: ExecuteJob;
  /** 1 at the first take-up. */
  readonly attempt: number;
}

export interface CallConsumerOptions {
  readonly backend: QueueBackend;
  readonly concurrency: number;
  /** Resolves when the execution has ended, whatever its outcome; rejects only where it should be taken up again. */
  readonly handle: (call: ConsumedCall) => Promise<void>;
  /** A job taken up three times without end: it is accounted for as `WORKER_KILLED` and not tried again. */
  readonly giveUp: (call: ConsumedCall) => Promise<void>;
}

/** The worker's side. */
export interface CallConsumer {
  /** Takes no more, waits for what runs up to `graceMs`, then leaves the rest to be taken up by another worker. */
  close(graceMs: number): Promise<void>;
}
