import type { CallQueue, ExecuteJob } from '@weft/call';
import type { Suspension, Waits } from '@weft/database';
import type { Logger } from '@weft/telemetry';
import { startRounds } from './rounds.ts';

/** For so long no other worker looks after what this one took. */
const leaseMs = 30_000;
const atOnce = 200;

export interface WakerOptions {
  readonly waits: Pick<Waits, 'takeDue' | 'resumed' | 'watchDue'>;
  readonly queue: Pick<CallQueue, 'add'>;
  readonly everyMs: number;
  readonly log: Logger;
}

/**
 * Brings executions back to the queue when what they wait for has come: the time, a callback, somebody who cancels. Every
 * worker has one; a lease lets one of them take each. Dying half-way costs nothing: the job is added again, and adding twice
 * adds once.
 */
export async function startWaker({ waits, queue, everyMs, log }: WakerOptions): Promise<AsyncDisposable> {
  async function resume({ executionId, attempt, job }: Suspension): Promise<void> {
    await queue.add(JSON.parse(job) as ExecuteJob);
    await waits.resumed(executionId, attempt);
  }

  const rounds = startRounds(async () => {
    try {
      for (let taken = atOnce; taken === atOnce; ) {
        const due = await waits.takeDue(atOnce, leaseMs);
        taken = due.length;
        const resumed = await Promise.allSettled(due.map(resume));
        for (const result of resumed) if (result.status === 'rejected') log.warn('waits.not-resumed', { error: result.reason });
      }
    } catch (error) {
      log.warn('waits.not-looked-at', { error });
    }
  }, everyMs);
  const watching = await waits.watchDue(() => void rounds.run());

  return {
    [Symbol.asyncDispose]: async () => {
      await watching[Symbol.asyncDispose]();
      await rounds.close();
    },
  };
}
