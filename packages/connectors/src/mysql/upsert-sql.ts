import type { UpsertTarget } from '../sql/sql-system.ts';

/**
 * The statement that writes `rows` rows, its values as `?` row by row (MySQL manual, INSERT … ON DUPLICATE KEY UPDATE).
 * `values(…)` is the form that MySQL and MariaDB both know. Names are quoted: they are taken as they are spelled and can never be SQL.
 */
export function upsertSql({ schema, table, columns, whenThere }: UpsertTarget, rows: number): string {
  const names = columns.map(({ column }) => quoted(column));
  const others = columns.filter(({ key }) => !key).map(({ column }) => `${quoted(column)} = values(${quoted(column)})`);
  const tuple = `(${names.map(() => '?').join(', ')})`;
  const into = schema === '' ? quoted(table) : `${quoted(schema)}.${quoted(table)}`;
  // To set a key to itself changes nothing; unlike "insert ignore" it hides no other failure.
  const [key = quoted(columns[0]?.column ?? '')] = columns.filter(({ key: isKey }) => isKey).map(({ column }) => quoted(column));
  const action = whenThere === 'update' && others.length > 0 ? others.join(', ') : `${key} = ${key}`;
  return `insert into ${into} (${names.join(', ')}) values ${Array.from({ length: rows }, () => tuple).join(', ')} on duplicate key update ${action}`;
}

/** MySQL manual §11.2: a backtick inside is written twice. */
function quoted(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}
