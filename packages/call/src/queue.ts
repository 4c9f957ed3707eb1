import type { ExecuteJob } from './execute-job.ts';

/** Redis where `redisUrl` is given, PostgreSQL otherwise. */
export interface QueueBackend {
  readonly databaseUrl: string;
  readonly redisUrl?: string;
  /** Redis only: keeps several Wefts on one server apart. Default `weft`. */
  readonly redisPrefix?: string;
}

/** The gateway's side. */
export interface CallQueue {
  /** Resolves when the job is durable: from then on the call is accepted. Adding a job that is queued already changes nothing. */
  add(job: ExecuteJob): Promise<void>;
  /** Jobs that wait for a worker. */
  depth(): Promise<number>;
  /** The job of an execution that the queue holds, whether or not a worker has it; undefined where there is none. */
  find(executionId: string): Promise<ExecuteJob | undefined>;
  /** Takes out an execution that no worker has ever taken and returns its job; undefined where it is too late. */
  remove(executionId: string): Promise<ExecuteJob | undefined>;
  close(): Promise<void>;
}

export interface ConsumedCall {
  readonly job: ExecuteJob;
  /** 1 at the first take-up of the execution, over all its jobs. */
  readonly attempt: number;
  /** Aborts when the lock was lost: another worker may have taken the execution up, so this run must end without effects. */
  readonly signal: AbortSignal;
}

export interface CallConsumerOptions {
  readonly backend: QueueBackend;
  readonly concurrency: number;
  /** Resolves when the execution has ended, whatever its outcome; rejects only where it should be taken up again. */
  readonly handle: (call: ConsumedCall) => Promise<void>;
  /** A job taken up three times without end: it is accounted for as `WORKER_KILLED` and not tried again. `attempt` is one more than the last that ran. */
  readonly giveUp: (call: ConsumedCall, deaths: number) => Promise<void>;
  /** Troubles of the connection to the backend; the consumer goes on by itself. */
  readonly onError?: (error: Error) => void;
  readonly timing?: ConsumerTiming;
}

/** In milliseconds. A dead worker's executions are taken up again after at most `lockMs + 2 × stalledCheckMs`. */
export interface ConsumerTiming {
  /** How long a take-up is valid without being renewed. Default 4,000. */
  readonly lockMs?: number;
  /** Default 2,000. */
  readonly stalledCheckMs?: number;
  /** How long the event loop may be blocked before the worker counts as dead. Default 120,000. */
  readonly blockedMsMax?: number;
}

/** The worker's side. */
export interface CallConsumer {
  /** Takes no more, waits for what runs up to `graceMs`, then leaves the rest to be taken up by another worker. */
  close(graceMs: number): Promise<void>;
}
