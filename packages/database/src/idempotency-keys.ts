import type { IdempotencyKeys } from './durability-contract.ts';
import type { Store } from './store.ts';

export function makeIdempotencyKeys({ pool }: Store): IdempotencyKeys {
  return {
    async begin(scope, key, requestHash, { executionId, job }) {
      for (;;) {
        const { rowCount } = await pool.query({
          name: 'begin-idempotent',
          text: `WITH claimed AS (
                   INSERT INTO idempotency_key (scope, key, request_hash, execution_id) VALUES ($1, $2, $3, $4)
                   ON CONFLICT (scope, key) DO UPDATE
                   SET request_hash = excluded.request_hash, execution_id = excluded.execution_id, created_at = now()
                   WHERE idempotency_key.created_at <= now() - interval '24 hours'
                   RETURNING execution_id)
                 INSERT INTO inbox (execution_id, job) SELECT execution_id, $5 FROM claimed`,
          values: [scope, key, requestHash, executionId, job],
        });
        if (rowCount === 1) return { kind: 'new' };
        const { rows } = await pool.query<{ requestHash: string; executionId: string }>(
          'SELECT request_hash AS "requestHash", execution_id AS "executionId" FROM idempotency_key WHERE scope = $1 AND key = $2',
          [scope, key],
        );
        const [before] = rows;
        // Purged between the two statements: the key is free.
        if (before === undefined) continue;
        return before.requestHash === requestHash ? { kind: 'same', executionId: before.executionId } : { kind: 'other' };
      }
    },
  };
}
