import type { ResultDeliveries, ResultDelivery } from './durability-contract.ts';
import type { Store } from './store.ts';

export function makeResultDeliveries({ pool }: Store): ResultDeliveries {
  return {
    async add(executionId, url) {
      await pool.query('INSERT INTO result_delivery (execution_id, url) VALUES ($1, $2) ON CONFLICT (execution_id) DO NOTHING', [
        executionId,
        url,
      ]);
    },

    async takeDue(limit, leaseMs) {
      const { rows } = await pool.query<ResultDelivery>({
        name: 'take-due-results',
        text: `UPDATE result_delivery SET tries = tries + 1, due_at = now() + $2 * interval '1 millisecond' WHERE execution_id IN (
                 SELECT result_delivery.execution_id FROM result_delivery JOIN execution ON execution.id = result_delivery.execution_id
                 WHERE result_delivery.due_at <= now() AND execution.finished_at IS NOT NULL
                 ORDER BY result_delivery.due_at LIMIT $1 FOR UPDATE OF result_delivery SKIP LOCKED)
               RETURNING execution_id AS "executionId", url, tries - 1 AS tries`,
        values: [limit, leaseMs],
      });
      return rows;
    },

    async failed(executionId, dueAt) {
      await pool.query('UPDATE result_delivery SET due_at = $2 WHERE execution_id = $1', [executionId, dueAt]);
    },

    async done(executionId) {
      await pool.query('DELETE FROM result_delivery WHERE execution_id = $1', [executionId]);
    },
  };
}
