import type { SqlSystem } from '../sql/sql-system.ts';
import { toPositional } from './parameters.ts';
import { upsertSql } from './upsert-sql.ts';

/** What the steps of this connector are called, and what SQL is like here. */
export const sqlSystem: SqlSystem = {
  type: 'postgres',
  title: 'PostgreSQL',
  database: 'a PostgreSQL database',
  keywords: ['postgresql'],
  counted: '$1, $2, …',
  bound: 'A list is sent as an array, an object as JSON.',
  nameMax: 63,
  schema: { title: 'Schema', description: 'The schema of the table; left empty, the first that has it.', placeholder: 'public' },
  keyIndex: 'they need a unique index.',
  assertParameters: toPositional,
  upsertSql,
};
