import type { ExecuteJob } from '@weft/call';
import type { Waits } from '@weft/database';

export interface PuttingAside {
  readonly job: ExecuteJob;
  readonly attempt: number;
  /** Milliseconds since 1970, when its first wait ends by itself. */
  readonly until: number | undefined;
  /** Whether somebody has asked for its end meanwhile. */
  readonly isCancelled: () => boolean;
}

/**
 * Lets an execution that only waits leave its worker. Its job stays with the suspension and is queued again, with the
 * attempts counted so far, when the first of its waits ends: see waker.ts.
 */
export async function putAside(waits: Pick<Waits, 'suspend' | 'wake'>, { job, attempt, until, isCancelled }: PuttingAside): Promise<void> {
  const { executionId } = job;
  const next: ExecuteJob = { ...job, attemptsBefore: attempt };
  const wakeAt = until === undefined ? undefined : new Date(until);
  // Where a later attempt has begun, it is for that one to wait.
  if ((await waits.suspend({ executionId, attempt, job: JSON.stringify(next), wakeAt })) === 'refused') return;
  if (isCancelled()) await waits.wake(executionId);
}
