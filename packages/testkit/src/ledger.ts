import pg from 'pg';

/**
 * A table that processes of tests write to, beside Weft's own: it tells what really took effect, and how often. What writes to
 * it, and what Weft writes to its journal, can be held up inside the database, so that a worker dies at an exact place.
 */
export interface Ledger extends AsyncDisposable {
  entries(): Promise<string[]>;
  /** Lets writes to the ledger wait: done, but not committed. */
  holdWrites(): Promise<void>;
  /** Lets whatever writes to the journal wait. */
  holdJournal(): Promise<void>;
  /** Resolves with how many wait now. */
  held(what: Held): Promise<number>;
  /** What is held for somebody who has died meanwhile is never done: the database notices at last that he is gone. */
  cutOffHeld(): Promise<void>;
  /** All, where nothing is named. */
  release(...what: readonly Held[]): Promise<void>;
}

type Held = 'writes' | 'journal';

/** The statements that write one entry; give them `:what`. */
export const ledgerStatements = ['INSERT INTO ledger (what) VALUES (:what)', 'SELECT pg_advisory_xact_lock_shared(7)'] as const;

/** Makes the table in a database of Weft's. */
export async function openLedger(databaseUrl: string): Promise<Ledger> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });
  pool.on('error', () => undefined);
  await pool.query('CREATE TABLE ledger (position serial, what text)');
  const holders = new Map<Held, pg.PoolClient>();

  async function hold(what: Held, statement: string): Promise<void> {
    const holder = await pool.connect();
    holders.set(what, holder);
    await holder.query('BEGIN');
    await holder.query(statement);
  }

  return {
    entries: async () => (await pool.query<{ what: string }>('SELECT what FROM ledger ORDER BY position')).rows.map(({ what }) => what),
    holdWrites: () => hold('writes', 'SELECT pg_advisory_xact_lock(7)'),
    // Reading stays possible.
    holdJournal: () => hold('journal', 'LOCK TABLE journal_entry IN EXCLUSIVE MODE'),
    held: async (what) => {
      const { rows } = await pool.query<{ held: number }>(`SELECT count(*)::int AS held FROM pg_locks WHERE ${waiting[what]}`);
      return rows[0]?.held ?? 0;
    },
    cutOffHeld: async () => {
      await pool.query(`SELECT pg_terminate_backend(pid) FROM pg_locks WHERE ${waiting.writes} OR ${waiting.journal}`);
    },
    release: async (...what) => {
      for (const [held, holder] of holders) {
        if (what.length > 0 && !what.includes(held)) continue;
        holders.delete(held);
        await holder.query('ROLLBACK');
        holder.release();
      }
    },
    [Symbol.asyncDispose]: async () => {
      for (const holder of holders.values()) holder.release(true);
      await pool.end();
    },
  };
}

const here = 'NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())';
const waiting = {
  writes: `(${here} AND locktype = 'advisory' AND objid = 7)`,
  journal: `(${here} AND relation = 'journal_entry'::regclass)`,
} as const;
