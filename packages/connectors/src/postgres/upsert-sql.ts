import type { UpsertTarget } from '../sql/sql-system.ts';

/**
 * The statement that writes `rows` rows, its values as `$1`, `$2` … row by row (PostgreSQL manual, INSERT, ON CONFLICT).
 * Names are quoted, so they are taken as they are spelled and can never be SQL.
 */
export function upsertSql({ schema, table, columns, whenThere }: UpsertTarget, rows: number): string {
  const names = columns.map(({ column }) => quoted(column));
  const keys = columns.filter(({ key }) => key).map(({ column }) => quoted(column));
  const others = columns.filter(({ key }) => !key).map(({ column }) => `${quoted(column)} = excluded.${quoted(column)}`);
  const tuples = Array.from({ length: rows }, (_, row) => `(${names.map((_name, at) => `$${row * names.length + at + 1}`).join(', ')})`);
  const into = schema === '' ? quoted(table) : `${quoted(schema)}.${quoted(table)}`;
  const action = whenThere === 'update' && others.length > 0 ? `update set ${others.join(', ')}` : 'nothing';
  return `insert into ${into} (${names.join(', ')}) values ${tuples.join(', ')} on conflict (${keys.join(', ')}) do ${action}`;
}

/** PostgreSQL manual §4.1.1: a quote inside is written twice. */
function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
