import type { CallQueue, ExecuteJob } from '@weft/call';
import type { Inbox } from '@weft/database';
import type { Logger } from '@weft/telemetry';
import { type Rounds, startRounds } from './rounds.ts';

/** What was accepted longer ago than this should have reached the queue. */
const staleMs = 10_000;
/** For so long no other worker looks after what this one took. */
const leaseMs = 30_000;
const atOnce = 200;

export interface ReconcilerOptions {
  readonly inbox: Pick<Inbox, 'takeStale'>;
  readonly queue: Pick<CallQueue, 'add'>;
  readonly everyMs: number;
  readonly log: Logger;
}

export interface Reconciler extends Rounds {
  /** Somebody accepted an execution by a row alone, and wants it to begin at once. */
  bringNew(): void;
}

/**
 * Brings to the queue what was accepted by a row of the inbox and is not there: a worker died between the two, or the queue lost it.
 * Adding what is queued or running already changes nothing.
 */
export function startReconciler({ inbox, queue, everyMs, log }: ReconcilerOptions): Reconciler {
  async function bring(olderThanMs: number): Promise<void> {
    try {
      const rows = await inbox.takeStale(olderThanMs, atOnce, leaseMs);
      await Promise.all(rows.map(({ job }) => queue.add(JSON.parse(job) as ExecuteJob)));
    } catch (error) {
      log.warn('inbox.not-reconciled', { error });
    }
  }

  const rounds = startRounds(() => bring(staleMs), everyMs);
  return { ...rounds, bringNew: () => void bring(0) };
}
