import { WeftError } from '@weft/errors';
import { createTraceBuilder } from '@weft/process';
import type pg from 'pg';
import type { BackupLine, BackupRow, RestoreOptions } from '../backup-contract.ts';
import { inTransaction } from '../in-transaction.ts';
import { channels } from '../notify.ts';
import { packTrace, unpackTrace } from '../trace-packing.ts';
import { type BackupTable, backupTables, leftOutTables } from './backup-tables.ts';
import { type Column, columnsOf, quoted, textSettings } from './columns.ts';

const batchRows = 500;
const batchCharacters = 4_000_000;

/** What makes an installation not empty. The first account and the command line's token do not. */
const ofValue = { process: 'processes', connection: 'connections', execution: 'executions', parked_document: 'parked documents' } as const;

/** See {@link Backup.restore}. */
export async function restoreBackup(pool: pg.Pool, lines: AsyncIterable<BackupLine>, options: RestoreOptions): Promise<number> {
  return inTransaction(pool, async (client) => {
    await client.query(textSettings);
    // Nobody publishes, executes or reads a half while this goes on.
    await client.query(`LOCK TABLE ${backupTables.map(quoted).join(', ')} IN ACCESS EXCLUSIVE MODE`);
    if (!options.replace) await refuseUnlessEmpty(client);
    const before = await revisionsOf(client);
    await empty(client, options.keepToken);
    const rows = await insertAll(client, lines);
    await endLost(client);
    await goOnAfter(client, before);
    return rows;
  });
}

async function refuseUnlessEmpty(client: pg.ClientBase): Promise<void> {
  for (const [table, called] of Object.entries(ofValue)) {
    const { rows } = await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${quoted(table)}`);
    const n = rows[0]?.n ?? 0;
    if (n === 0) continue;
    throw new WeftError(
      'CONFLICT',
      `This installation is not empty: it holds ${called} (${n}). Restore into an empty one (started with WEFT_DEMO=0), or replace all that is here.`,
    );
  }
}

interface Revisions {
  readonly route: number;
  readonly connection: number;
}

async function revisionsOf(client: pg.ClientBase): Promise<Revisions> {
  const { rows } = await client.query<Revisions>(
    `SELECT (SELECT coalesce(max(route_revision), 0) FROM environment) AS route, (SELECT coalesce(max(revision), 0) FROM connection) AS connection`,
  );
  return rows[0] ?? { route: 0, connection: 0 };
}

async function empty(client: pg.ClientBase, keepToken: string | undefined): Promise<void> {
  const all = [...backupTables, ...leftOutTables.filter((table) => table === 'session' || table === 'cancel_request')];
  const { rows } = await client.query('SELECT * FROM api_token WHERE id = $1', [keepToken ?? '']);
  await client.query(`TRUNCATE ${all.map(quoted).join(', ')}`);
  for (const row of rows) {
    const names = Object.keys(row);
    const places = names.map((_, index) => `$${index + 1}`).join(', ');
    await client.query(`INSERT INTO api_token (${names.map(quoted).join(', ')}) VALUES (${places})`, Object.values(row));
  }
}

async function insertAll(client: pg.ClientBase, lines: AsyncIterable<BackupLine>): Promise<number> {
  const known = new Map<string, readonly Column[]>();
  let table: string | undefined;
  let batch: BackupRow[] = [];
  let size = 0;
  let total = 0;
  const flush = async (): Promise<void> => {
    if (table === undefined || batch.length === 0) return;
    const columns = known.get(table) ?? (await columnsOf(client, table));
    known.set(table, columns);
    await insert(client, table, columns, batch);
    total += batch.length;
    batch = [];
    size = 0;
  };
  for await (const [next, row] of lines) {
    if (!backupTables.includes(next as BackupTable))
      throw new WeftError('REQUEST_INVALID', `The backup holds a table "${next}", which this Weft does not know.`);
    if (next !== table || batch.length >= batchRows || size >= batchCharacters) await flush();
    table = next;
    batch.push(row);
    for (const name in row) size += row[name]?.length ?? 0;
  }
  await flush();
  return total;
}

/** Columns that a backup of an older Weft does not have get their defaults. */
async function insert(client: pg.ClientBase, table: string, columns: readonly Column[], rows: readonly BackupRow[]): Promise<void> {
  const names = Object.keys(rows[0] ?? {});
  const used = columns.filter(({ name }) => names.includes(name));
  const unknown = names.find((name) => !columns.some((column) => column.name === name));
  if (unknown !== undefined)
    throw new WeftError('REQUEST_INVALID', `The backup's table "${table}" has a column "${unknown}", which this Weft does not know.`);
  const list = used.map(({ name }) => quoted(name)).join(', ');
  const values = used.map(({ name, type }) => `given.${quoted(name)}::${type}`).join(', ');
  const places = used.map((_, index) => `$${index + 1}::text[]`).join(', ');
  // The token that asks may stand in the backup too.
  const twice = table === 'api_token' ? 'ON CONFLICT DO NOTHING' : '';
  try {
    await client.query(
      `INSERT INTO ${quoted(table)} (${list}) SELECT ${values} FROM unnest(${places}) AS given (${list}) ${twice}`,
      used.map(({ name }) => rows.map((row) => row[name] ?? null)),
    );
  } catch (cause) {
    // SQLSTATE classes 22 and 23: a value that is none, a constraint that does not hold.
    if (!/^2[23]/.test((cause as pg.DatabaseError).code ?? '')) throw cause;
    throw new WeftError('REQUEST_INVALID', `Rows of the backup's table "${table}" cannot be stored: ${(cause as Error).message}.`, {
      cause,
    });
  }
}

const lost = {
  code: 'WORKER_KILLED',
  message: 'It was under way when the backup was made from which this installation was restored. Nobody goes on with it; run it again.',
};

/** Executions of which the backup knows no job. */
async function endLost(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ id: string; trace: Buffer }>(
    `SELECT id, trace FROM execution WHERE status IN ('queued', 'running', 'waiting')
       AND NOT EXISTS (SELECT FROM inbox WHERE inbox.execution_id = execution.id)
       AND NOT EXISTS (SELECT FROM suspension WHERE suspension.execution_id = execution.id)`,
  );
  for (const { id, trace } of rows) {
    const builder = createTraceBuilder(await unpackTrace(trace));
    builder.apply({ kind: 'execution.finished', at: Date.now(), status: 'failed', error: lost });
    await client.query(`UPDATE execution SET status = 'failed', finished_at = now(), error = $2, trace = $3 WHERE id = $1`, [
      id,
      JSON.stringify(lost),
      await packTrace(builder.trace()),
    ]);
  }
}

/** What runs here must see that everything has changed; and what counts goes on counting. */
async function goOnAfter(client: pg.ClientBase, { route, connection }: Revisions): Promise<void> {
  await client.query('UPDATE environment SET route_revision = greatest(route_revision, $1) + 1', [route]);
  await client.query('UPDATE connection SET revision = revision + $1', [connection]);
  await client.query(
    `SELECT setval(pg_get_serial_sequence('journal_entry', 'position'), (SELECT coalesce(max(position), 0) + 1 FROM journal_entry))`,
  );
  for (const channel of [channels.routes, channels.executions, channels.inbox])
    await client.query('SELECT pg_notify($1, $2)', [channel, '']);
}
