import type { CallbackOutcome, Suspension, Waits } from './durability-contract.ts';
import { inTransaction } from './in-transaction.ts';
import { suspendedKind } from './journals.ts';
import { channels } from './notify.ts';
import type { Store } from './store.ts';

type SuspensionRow = Omit<Suspension, 'wakeAt'> & { readonly wakeAt: Date | null };

const suspensionColumns = 'execution_id AS "executionId", attempt, job, wake_at AS "wakeAt"';

/** A callback whose wait the journal does not know as ended. */
const unheardCallback = `
  SELECT FROM callback WHERE callback.execution_id = $1 AND NOT EXISTS (
    SELECT FROM journal_entry WHERE journal_entry.execution_id = $1 AND kind = 'resumed' AND journal_entry.key = callback.key)`;

export function makeWaits({ pool, listener }: Store): Waits {
  return {
    // Suspending and calling back lock the row of the journal: one of them comes first and the other one sees it.
    suspend: ({ executionId, attempt, job, wakeAt }) =>
      inTransaction(pool, async (client) => {
        const { rows } = await client.query<{ attempt: number }>('SELECT attempt FROM journal WHERE execution_id = $1 FOR UPDATE', [
          executionId,
        ]);
        if (rows[0] !== undefined && rows[0].attempt > attempt) return 'refused';
        await client.query(
          `INSERT INTO suspension (execution_id, attempt, job, wake_at)
           VALUES ($1, $2, $3, CASE WHEN EXISTS (${unheardCallback}) THEN now() ELSE $4::timestamptz END)
           ON CONFLICT (execution_id) DO UPDATE
           SET attempt = excluded.attempt, job = excluded.job, wake_at = excluded.wake_at, leased_until = NULL`,
          [executionId, attempt, job, wakeAt ?? null],
        );
        await client.query(
          `INSERT INTO journal_entry (execution_id, kind, key, content) VALUES ($1, '${suspendedKind}', $2, 'null') ON CONFLICT DO NOTHING`,
          [executionId, String(attempt)],
        );
        // Should the queue lose the job that goes on, it is this one that is added again.
        await client.query('UPDATE inbox SET job = $2 WHERE execution_id = $1', [executionId, job]);
        return 'suspended';
      }),

    callBack: (executionId, key, document) =>
      inTransaction(pool, async (client): Promise<CallbackOutcome> => {
        await client.query('SELECT FROM journal WHERE execution_id = $1 FOR UPDATE', [executionId]);
        const { rows: before } = await client.query('SELECT FROM callback WHERE execution_id = $1 AND key = $2', [executionId, key]);
        if (before.length > 0) return 'taken-before';
        // Looked into here: PostgreSQL's own operators refuse all of a JSON that holds "\u0000" anywhere.
        const { rows } = await client.query<{ kind: string; content: { callback?: boolean } }>(
          `SELECT kind, content FROM journal_entry WHERE execution_id = $1 AND key = $2 AND kind IN ('wait', 'resumed')`,
          [executionId, key],
        );
        const isWaiting = rows.length === 1 && rows[0]?.kind === 'wait' && rows[0].content.callback === true;
        if (!isWaiting) return 'not-waiting';
        await client.query('INSERT INTO callback (execution_id, key, document) VALUES ($1, $2, $3)', [
          executionId,
          key,
          JSON.stringify(document),
        ]);
        await client.query('UPDATE suspension SET wake_at = now() WHERE execution_id = $1', [executionId]);
        await client.query('SELECT pg_notify($1, $2)', [channels.callback, executionId]);
        return 'taken';
      }),

    async callbacks(executionId) {
      const { rows } = await pool.query('SELECT key, document FROM callback WHERE execution_id = $1', [executionId]);
      return new Map(rows.map(({ key, document }) => [key, document]));
    },

    async watchCallbacks(executions, came) {
      return listener.subscribe(channels.callback, {
        receive: (executionId) => {
          if (executions.has(executionId)) came(executionId);
        },
        // What was said while nobody heard is in the table.
        reconnected: () => {
          for (const executionId of executions.keys()) came(executionId);
        },
      });
    },

    async watchDue(due) {
      return listener.subscribe(channels.callback, { receive: due, reconnected: due });
    },

    async takeDue(limit, leaseMs) {
      const { rows } = await pool.query<SuspensionRow>({
        name: 'take-due-suspensions',
        text: `UPDATE suspension SET leased_until = now() + $2 * interval '1 millisecond' WHERE execution_id IN (
                 SELECT execution_id FROM suspension WHERE wake_at <= now() AND (leased_until IS NULL OR leased_until <= now())
                 ORDER BY wake_at LIMIT $1 FOR UPDATE SKIP LOCKED)
               RETURNING ${suspensionColumns}`,
        values: [limit, leaseMs],
      });
      return rows.map(toSuspension);
    },

    async resumed(executionId, attempt) {
      await pool.query('DELETE FROM suspension WHERE execution_id = $1 AND attempt = $2', [executionId, attempt]);
    },

    async wake(executionId) {
      const { rowCount } = await pool.query(
        'WITH woken AS (UPDATE suspension SET wake_at = now() WHERE execution_id = $1 RETURNING execution_id) SELECT pg_notify($2, execution_id) FROM woken',
        [executionId, channels.callback],
      );
      return rowCount === 1;
    },
  };
}

function toSuspension({ wakeAt, ...row }: SuspensionRow): Suspension {
  return { ...row, wakeAt: wakeAt ?? undefined };
}
