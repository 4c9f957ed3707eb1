import { blobKeysIn, mayNameBlob } from './blob-keys.ts';
import type { Journals, StoredJournalEntry } from './durability-contract.ts';
import { inTransaction } from './in-transaction.ts';
import { perTurn } from './per-turn.ts';
import type { Store } from './store.ts';

interface Write {
  readonly executionId: string;
  readonly attempt: number;
  readonly entries: readonly StoredJournalEntry[];
}

/** The row of `journal` is locked before anything is written: a take-up waits for a write under way, and a write for a take-up. */
const writeStatement = `
  WITH current AS (
    INSERT INTO journal (execution_id, attempt) SELECT * FROM unnest($1::text[], $2::int[])
    ON CONFLICT (execution_id) DO UPDATE SET attempt = excluded.attempt WHERE journal.attempt <= excluded.attempt
    RETURNING execution_id
  ), written AS (
    INSERT INTO journal_entry (execution_id, kind, key, content)
    SELECT entry.execution_id, entry.kind, entry.key, entry.content
    FROM unnest($3::text[], $4::text[], $5::text[], $6::json[]) WITH ORDINALITY AS entry (execution_id, kind, key, content, place)
    JOIN current ON current.execution_id = entry.execution_id ORDER BY place
    ON CONFLICT (execution_id, kind, key) DO NOTHING
  )
  SELECT execution_id AS "executionId" FROM current`;

/** Locks the row before it is looked at: whoever writes or suspends meanwhile comes before or after, never between. */
const lockStatement = `
  INSERT INTO journal (execution_id, attempt) VALUES ($1, $2)
  ON CONFLICT (execution_id) DO UPDATE SET attempt = journal.attempt
  RETURNING attempt`;

/** What one attempt wrote may still be on its way when a later one has begun; so only a first attempt's fence goes with its entries. */
const forgetStatement = `
  WITH fences AS (DELETE FROM journal WHERE execution_id = ANY($1) AND attempt = 1),
    calls AS (DELETE FROM callback WHERE execution_id = ANY($1) RETURNING ${mayNameBlob('document')} AS content),
    entries AS (DELETE FROM journal_entry WHERE execution_id = ANY($1) RETURNING ${mayNameBlob('content')} AS content)
  SELECT content FROM entries WHERE content IS NOT NULL UNION ALL SELECT content FROM calls WHERE content IS NOT NULL`;

/** What suspending writes down of itself; its key is the attempt. It is for take-ups alone. */
export const suspendedKind = 'suspended';

export function makeJournals({ pool }: Store): Journals {
  const write = perTurn<Write, boolean>(async (writes) => {
    const attempts = new Map<string, number>();
    for (const { executionId, attempt } of writes) attempts.set(executionId, Math.max(attempt, attempts.get(executionId) ?? 0));
    // Rows are locked in one order, so that two writers cannot wait for each other.
    const executions = [...attempts].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const entries = writes
      .filter(({ executionId, attempt }) => attempts.get(executionId) === attempt)
      .flatMap(({ executionId, entries }) => entries.map((entry) => ({ executionId, ...entry })));
    const { rows } = await pool.query<{ executionId: string }>({
      name: 'write-journal',
      text: writeStatement,
      values: [
        executions.map(([id]) => id),
        executions.map(([, attempt]) => attempt),
        entries.map(({ executionId }) => executionId),
        entries.map(({ kind }) => kind),
        entries.map(({ key }) => key),
        entries.map(({ content }) => JSON.stringify(content)),
      ],
    });
    const current = new Set(rows.map((row) => row.executionId));
    return writes.map(({ executionId, attempt }) => current.has(executionId) && attempts.get(executionId) === attempt);
  });

  return {
    takeUp: (executionId, attempt, attemptsBefore = 0) =>
      inTransaction(pool, async (client) => {
        const locked = await client.query<{ attempt: number }>(lockStatement, [executionId, attempt]);
        if ((locked.rows[0]?.attempt ?? 0) > attempt) return undefined;
        const { rows } = await client.query<StoredJournalEntry>(
          'SELECT kind, key, content FROM journal_entry WHERE execution_id = $1 ORDER BY position',
          [executionId],
        );
        if (rows.some(({ kind, key }) => kind === suspendedKind && Number(key) > attemptsBefore)) return undefined;
        await client.query('UPDATE journal SET attempt = $2, taken_at = now() WHERE execution_id = $1', [executionId, attempt]);
        return rows.filter(({ kind }) => kind !== suspendedKind);
      }),

    write: (executionId, attempt, entries) => write({ executionId, attempt, entries }),

    async forget(executionIds) {
      const { rows } = await pool.query<{ content: unknown }>({ name: 'forget-journal', text: forgetStatement, values: [executionIds] });
      return rows.flatMap(({ content }) => blobKeysIn(content));
    },
  };
}
