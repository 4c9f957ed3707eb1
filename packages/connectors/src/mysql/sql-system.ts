import type { SqlSystem } from '../sql/sql-system.ts';
import { mysqlParameters } from './parameters.ts';
import { upsertSql } from './upsert-sql.ts';

/** What the steps of this connector are called, and what SQL is like here. */
export const sqlSystem: SqlSystem = {
  type: 'mysql',
  title: 'MySQL',
  database: 'a MySQL or MariaDB database',
  keywords: ['mysql', 'mariadb'],
  counted: '?, in order',
  bound: 'A list becomes several values, as in (:ids); an object is sent as JSON.',
  nameMax: 64,
  schema: { title: 'Database', description: 'The database of the table; left empty, that of the connection.', placeholder: 'shop' },
  keyIndex: 'they need a primary key or a unique index.',
  assertParameters: mysqlParameters,
  upsertSql,
};
