import type pg from 'pg';
import type { BackupLine, BackupOptions, BackupRow } from '../backup-contract.ts';
import { backupTables, endedOnly } from './backup-tables.ts';
import { columnsOf, quoted, textSettings } from './columns.ts';

/** Rows that are held at once. */
const fetched = 200;

/** Every row of every table as it was at one moment, whatever is written meanwhile. */
export async function* readBackup(pool: pg.Pool, { executions }: BackupOptions): AsyncIterable<BackupLine> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query(textSettings);
    for (const table of backupTables) {
      const columns = await columnsOf(client, table);
      const list = columns.map(({ name }) => `${quoted(name)}::text AS ${quoted(name)}`).join(', ');
      const only = executions ? undefined : endedOnly[table];
      await client.query(`DECLARE rows NO SCROLL CURSOR FOR SELECT ${list} FROM ${quoted(table)} WHERE ${only ?? 'true'}`);
      for (let count = fetched; count === fetched; ) {
        const { rows } = await client.query<BackupRow>(`FETCH ${fetched} FROM rows`);
        for (const row of rows) yield [table, row];
        count = rows.length;
      }
      await client.query('CLOSE rows');
    }
  } catch (error) {
    broken = error as Error;
    throw error;
  } finally {
    // Also where whoever reads went away in the middle.
    await client.query('ROLLBACK').catch((failure: Error) => {
      broken = failure;
    });
    client.release(broken);
  }
}
