import type pg from 'pg';
import type { ExecutionRecord } from './contract.ts';
import { packTrace } from './trace-packing.ts';

const ended: ReadonlySet<string> = new Set(['succeeded', 'failed', 'cancelled']);

/**
 * Whether a record is replaced by another. What has ended stays as it is; a later attempt replaces an earlier one. The statement
 * below says the same of what is stored.
 */
function replaces(next: ExecutionRecord, stored: ExecutionRecord): boolean {
  return next.attempt >= stored.attempt && !ended.has(stored.trace.status);
}

/** One statement cannot write a row twice. */
function onePerExecution(records: readonly ExecutionRecord[]): ExecutionRecord[] {
  const byId = new Map<string, ExecutionRecord>();
  for (const record of records) {
    const before = byId.get(record.id);
    if (before === undefined || replaces(record, before)) byId.set(record.id, record);
  }
  return [...byId.values()];
}

const columns: ReadonlyArray<{ readonly name: string; readonly type: string; readonly of: (record: ExecutionRecord) => unknown }> = [
  { name: 'id', type: 'text', of: (record) => record.id },
  { name: 'environment_id', type: 'text', of: (record) => record.environmentId },
  { name: 'process_id', type: 'text', of: (record) => record.processId },
  { name: 'version_id', type: 'text', of: (record) => record.versionId },
  { name: 'trigger', type: 'text', of: (record) => record.trigger },
  { name: 'mode', type: 'text', of: (record) => record.mode },
  { name: 'status', type: 'text', of: (record) => record.trace.status },
  { name: 'attempt', type: 'int', of: (record) => record.attempt },
  { name: 'accepted_at', type: 'timestamptz', of: (record) => record.acceptedAt },
  { name: 'started_at', type: 'timestamptz', of: (record) => toDate(record.trace.startedAt) },
  { name: 'finished_at', type: 'timestamptz', of: (record) => toDate(record.trace.finishedAt) },
  { name: 'error', type: 'json', of: (record) => (record.trace.error === undefined ? null : JSON.stringify(record.trace.error)) },
  { name: 'properties', type: 'json', of: (record) => JSON.stringify(record.properties) },
  { name: 'parent_id', type: 'text', of: (record) => record.parentId ?? null },
];

const names = [...columns.map((column) => column.name), 'trace'];

const statement = `
  INSERT INTO execution (${names.join(', ')})
  SELECT * FROM unnest(${[...columns.map((column) => column.type), 'bytea'].map((type, index) => `$${index + 1}::${type}[]`).join(', ')})
  ON CONFLICT (id) DO UPDATE SET ${names
    .filter((name) => name !== 'id')
    .map((name) => `${name} = excluded.${name}`)
    .join(', ')}
  WHERE excluded.attempt >= execution.attempt AND execution.status NOT IN ('succeeded', 'failed', 'cancelled')`;

/** Writes the records, whatever their number, in one statement. */
export async function writeRecords(pool: pg.Pool, records: readonly ExecutionRecord[]): Promise<void> {
  // Rows are locked in one order, so that two writers of the same executions cannot wait for each other.
  const rows = onePerExecution(records).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const traces = await Promise.all(rows.map((row) => packTrace(row.trace)));
  await pool.query({ name: 'write-executions', text: statement, values: [...columns.map((column) => rows.map(column.of)), traces] });
}

function toDate(milliseconds: number | undefined): Date | null {
  return milliseconds === undefined ? null : new Date(milliseconds);
}
