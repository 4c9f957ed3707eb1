import type { ExecutionStatus } from '@weft/process';

/** True for the states that nothing follows. */
export function hasEnded(status: ExecutionStatus): boolean {
  return status === 'succeeded' || status === 'failed' || status === 'cancelled';
}
