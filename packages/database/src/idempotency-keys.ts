import type { IdempotencyKeys } from './durability-contract.ts';
import type { Store } from './store.ts';

export function makeIdempotencyKeys({ pool }: Store): IdempotencyKeys {
  return {
    async begin(scope, key, requestHash, executionId) {
      for (;;) {
        const { rowCount } = await pool.query(
          `INSERT INTO idempotency_key (scope, key, request_hash, execution_id) VALUES ($1, $2, $3, $4) ON CONFLICT (scope, key) DO NOTHING`,
          [scope, key, requestHash, executionId],
        );
        if (rowCount === 1) return { kind: 'new' };
        const { rows } = await pool.query<{ requestHash: string; executionId: string }>(
          'SELECT request_hash AS "requestHash", execution_id AS "executionId" FROM idempotency_key WHERE scope = $1 AND key = $2',
          [scope, key],
        );
        const [before] = rows;
        // Withdrawn or purged between the two statements: the key is free.
        if (before === undefined) continue;
        return before.requestHash === requestHash ? { kind: 'same', executionId: before.executionId } : { kind: 'other' };
      }
    },

    async withdraw(scope, key, executionId) {
      await pool.query('DELETE FROM idempotency_key WHERE scope = $1 AND key = $2 AND execution_id = $3', [scope, key, executionId]);
    },
  };
}
