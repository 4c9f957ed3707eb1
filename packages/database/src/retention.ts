import { blobKeysIn, mayNameBlob } from './blob-keys.ts';
import type { PurgedKind, Retention } from './retention-contract.ts';
import type { Store } from './store.ts';

/** Any number that nobody else locks by. */
const sweepLock = 72_707_370;

/** An execution that may still go on: its job stands in the inbox or waits. */
const goesOn = (id: string) => `
  (EXISTS (SELECT FROM inbox WHERE inbox.execution_id = ${id}) OR EXISTS (SELECT FROM suspension WHERE suspension.execution_id = ${id}))`;

/** Each removes at most $2 rows of what came before $1, and gives a row for each, with what may name blobs in `content`. */
const statements: Readonly<Record<PurgedKind, string>> = {
  executions: `
    DELETE FROM execution WHERE id IN (
      SELECT id FROM execution WHERE accepted_at < $1 AND finished_at < $1 ORDER BY accepted_at LIMIT $2 FOR UPDATE SKIP LOCKED)
    RETURNING NULL AS content`,
  'cancel-requests': `
    DELETE FROM cancel_request WHERE execution_id IN (SELECT execution_id FROM cancel_request WHERE requested_at < $1 LIMIT $2)
    RETURNING NULL AS content`,
  // Tried again it is stored again. Executions of a tried draft are tries, or go on from a document that one of them put aside.
  'tried-versions': `
    DELETE FROM version WHERE id IN (
      SELECT id FROM version AS tried WHERE number IS NULL AND published_at < $1
        AND NOT EXISTS (SELECT FROM execution WHERE trigger IN ('try', 'resume') AND execution.version_id = tried.id)
        AND NOT EXISTS (SELECT FROM parked_document WHERE parked_document.version_id = tried.id)
        AND NOT EXISTS (SELECT FROM deployment WHERE deployment.version_id = tried.id)
        AND NOT EXISTS (SELECT FROM endpoint WHERE endpoint.version_id = tried.id)
      LIMIT $2)
    RETURNING NULL AS content`,
  // What is left of executions that have ended: the fences against late writes, and entries whose worker died before it forgot them.
  journals: `
    WITH old AS (
      SELECT journal.execution_id FROM journal LEFT JOIN execution ON execution.id = journal.execution_id
      WHERE journal.taken_at < $1 AND (execution.id IS NULL OR execution.finished_at < $1) AND NOT ${goesOn('journal.execution_id')}
      ORDER BY journal.taken_at LIMIT $2 FOR UPDATE OF journal SKIP LOCKED
    ), calls AS (DELETE FROM callback USING old WHERE callback.execution_id = old.execution_id RETURNING ${mayNameBlob('document')} AS content),
    entries AS (DELETE FROM journal_entry AS entry USING old WHERE entry.execution_id = old.execution_id
      RETURNING ${mayNameBlob('content')} AS content),
    fences AS (DELETE FROM journal USING old WHERE journal.execution_id = old.execution_id RETURNING NULL::json AS content)
    SELECT content, true AS counts FROM fences
    UNION ALL SELECT content, false FROM entries WHERE content IS NOT NULL UNION ALL SELECT content, false FROM calls WHERE content IS NOT NULL`,
  'idempotency-keys': `
    DELETE FROM idempotency_key WHERE (scope, key) IN (SELECT scope, key FROM idempotency_key WHERE created_at < $1 ORDER BY created_at LIMIT $2)
    RETURNING NULL AS content`,
  'parked-documents': `
    DELETE FROM parked_document WHERE id IN (SELECT id FROM parked_document WHERE resolved_at < $1 LIMIT $2)
    RETURNING ${mayNameBlob('document')} AS content`,
  'shared-values': `
    DELETE FROM shared_value WHERE (environment_id, space, key) IN (
      SELECT environment_id, space, key FROM shared_value WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED)
    RETURNING ${mayNameBlob('document')} AS content`,
  'audit-entries': `
    DELETE FROM audit_entry WHERE id IN (SELECT id FROM audit_entry WHERE at < $1 ORDER BY at LIMIT $2) RETURNING NULL AS content`,
  sessions: `
    DELETE FROM session WHERE token_hash IN (SELECT token_hash FROM session WHERE expires_at < $1 LIMIT $2) RETURNING NULL AS content`,
};

const naming = (table: string, column: string) =>
  `SELECT ${column}::text AS content FROM ${table} WHERE strpos(${column}::text, '"blob"') > 0`;

const namingTables = [
  naming('inbox', 'job'),
  naming('suspension', 'job'),
  naming('journal_entry', 'content'),
  naming('callback', 'document'),
  naming('parked_document', 'document'),
  naming('shared_value', 'document'),
].join(' UNION ALL ');

export function makeRetention({ pool }: Store): Retention {
  return {
    async alone(work) {
      // The lock belongs to the connection: it goes with it, whatever happens to this process.
      const client = await pool.connect();
      let broken: Error | undefined;
      try {
        const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [sweepLock]);
        if (rows[0]?.mine !== true) return false;
        try {
          await work();
        } finally {
          await client.query('SELECT pg_advisory_unlock($1)', [sweepLock]).catch((failure: Error) => {
            broken = failure;
          });
        }
        return true;
      } finally {
        client.release(broken);
      }
    },

    async purge(kind, before, limit) {
      const { rows } = await pool.query<{ content: unknown; counts?: boolean }>(statements[kind], [before, limit]);
      return { rows: rows.filter(({ counts }) => counts !== false).length, blobs: rows.flatMap(({ content }) => blobKeysIn(content)) };
    },

    async newestSince(count) {
      const { rows } = await pool.query<{ at: Date }>(
        'SELECT accepted_at AS at FROM execution ORDER BY accepted_at DESC, id DESC OFFSET $1 LIMIT 1',
        [count - 1],
      );
      return rows[0]?.at;
    },

    async oldestUnfinished() {
      const { rows } = await pool.query<{ at: Date | null }>(
        `SELECT min(accepted_at) AS at FROM execution WHERE status IN ('queued', 'running', 'waiting')`,
      );
      return rows[0]?.at ?? undefined;
    },

    async namedBlobs() {
      const { rows } = await pool.query<{ content: string }>(namingTables);
      return new Set(rows.flatMap(({ content }) => blobKeysIn(JSON.parse(content))));
    },
  };
}
