import type pg from 'pg';

export interface Column {
  readonly name: string;
  /** As casts write it. */
  readonly type: string;
}

/** The columns of a table, in their order. */
export async function columnsOf(client: pg.ClientBase, table: string): Promise<readonly Column[]> {
  const { rows } = await client.query<Column>(
    `SELECT attname AS name, format_type(atttypid, atttypmod) AS type FROM pg_attribute
     WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
    [table],
  );
  return rows;
}

/** How every version of PostgreSQL writes times and bytes as text. */
export const textSettings = `SET LOCAL datestyle = 'ISO'; SET LOCAL timezone = 'UTC'; SET LOCAL bytea_output = 'hex'`;

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
