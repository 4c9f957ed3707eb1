import type { Database } from '@weft/database';
import { WeftError } from '@weft/errors';
import type { AcceptCall } from './call-path.ts';
import type { KeyedRequest } from './idempotency.ts';

type Tables = Pick<Database, 'inbox' | 'idempotency'>;

/**
 * How a call is accepted: undefined where the queue alone does it. A call with a key is accepted by the row that is written with
 * the key, so that a key never stands for a call that nobody executes.
 */
export function acceptanceOf({ inbox, idempotency }: Tables, byRow: boolean, keyed: KeyedRequest | undefined): AcceptCall | undefined {
  if (keyed === undefined) {
    if (!byRow) return undefined;
    return async (job) => {
      await inbox.accept([{ executionId: job.executionId, job: JSON.stringify(job) }]);
      return undefined;
    };
  }
  return async (job) => {
    const { scope, key, requestHash } = keyed;
    const start = await idempotency.begin(scope, key, requestHash, { executionId: job.executionId, job: JSON.stringify(job) });
    if (start.kind === 'other') {
      throw new WeftError(
        'IDEMPOTENCY_KEY_REUSED',
        'This Idempotency-Key came before with another method, address or body. Use a new key for each new call.',
      );
    }
    return start.kind === 'same' ? start.executionId : undefined;
  };
}
