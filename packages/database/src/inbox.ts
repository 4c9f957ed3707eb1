import type { Inbox } from './durability-contract.ts';
import { channels } from './notify.ts';
import { perTurn } from './per-turn.ts';
import type { Store } from './store.ts';

interface Row {
  readonly executionId: string;
  readonly job: string;
}

export function makeInbox({ pool, listener }: Store): Inbox {
  // What calls that come together accept is one write.
  const accept = perTurn<readonly Row[], void>(async (calls) => {
    const rows = calls.flat().toSorted((a, b) => (a.executionId < b.executionId ? -1 : 1));
    await pool.query({
      name: 'accept-inbox',
      text: 'INSERT INTO inbox (execution_id, job) SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT (execution_id) DO NOTHING',
      values: [rows.map(({ executionId }) => executionId), rows.map(({ job }) => job)],
    });
    return calls.map(() => undefined);
  });

  async function done(executionIds: readonly string[]): Promise<void> {
    await pool.query({ name: 'inbox-done', text: 'DELETE FROM inbox WHERE execution_id = ANY($1)', values: [executionIds] });
  }

  return {
    accept,

    async find(executionId) {
      const { rows } = await pool.query<{ job: string }>({
        name: 'find-inbox',
        text: 'SELECT job FROM inbox WHERE execution_id = $1',
        values: [executionId],
      });
      return rows[0]?.job;
    },

    done,

    watch: (came) => listener.subscribe(channels.inbox, { receive: came, reconnected: came }),

    async takeStale(olderThanMs, limit, leaseMs) {
      const { rows } = await pool.query<{ executionId: string; job: string; isEnded: boolean }>({
        name: 'take-stale-inbox',
        text: `UPDATE inbox SET leased_until = now() + $3 * interval '1 millisecond' FROM (
                 SELECT inbox.execution_id, coalesce(execution.status IN ('succeeded', 'failed', 'cancelled'), false) AS is_ended
                 FROM inbox LEFT JOIN execution ON execution.id = inbox.execution_id
                 WHERE inbox.accepted_at <= now() - $1 * interval '1 millisecond' AND (inbox.leased_until IS NULL OR inbox.leased_until <= now())
                   AND NOT EXISTS (SELECT FROM suspension WHERE suspension.execution_id = inbox.execution_id)
                 ORDER BY inbox.accepted_at LIMIT $2 FOR UPDATE OF inbox SKIP LOCKED) AS stale
               WHERE inbox.execution_id = stale.execution_id
               RETURNING inbox.execution_id AS "executionId", inbox.job, stale.is_ended AS "isEnded"`,
        values: [olderThanMs, limit, leaseMs],
      });
      // Its worker died between the record of the end and this row.
      const ended = rows.filter(({ isEnded }) => isEnded).map(({ executionId }) => executionId);
      if (ended.length > 0) await done(ended);
      return rows.filter(({ isEnded }) => !isEnded).map(({ executionId, job }) => ({ executionId, job }));
    },
  };
}
