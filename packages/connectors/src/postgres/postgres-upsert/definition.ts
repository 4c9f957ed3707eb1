import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';
import { connectionField, timeoutField } from '../fields.ts';
import { upsertSql } from './upsert-sql.ts';

const name = (title: string, description: string, placeholder: string) =>
  field
    .text({ title, description, placeholder })
    .min(1, 'The name is empty.')
    .max(63, 'A name in PostgreSQL has at most 63 characters.')
    .refine((text) => !text.includes('\0'), 'A name cannot hold this character.');

const column = field.group(
  {
    column: name('Column', 'The name of the column, as the table spells it.', 'customer_id'),
    expression: field.expression({
      title: 'Value',
      description: 'What the column is set to. Where there are several rows, "row" is the one at hand.',
    }),
    key: field
      .toggle({ title: 'Key', description: 'The row is found by the columns that are keys; they need a unique index.' })
      .default(false),
  },
  { title: 'Column', description: 'One column that is written.' },
);

const config = z.strictObject({
  connection: connectionField,
  schema: field
    .text({ title: 'Schema', description: 'The schema of the table; left empty, the first that has it.', placeholder: 'public' })
    .max(63, 'A name in PostgreSQL has at most 63 characters.')
    .refine((text) => !text.includes('\0'), 'A name cannot hold this character.')
    .default(''),
  table: name('Table', 'The name of the table, as the database spells it.', 'order_summaries'),
  columns: field
    .list(column, { title: 'Columns', description: 'What is written.' })
    .min(1, 'There is no column.')
    .max(500)
    .refine((columns) => columns.some(({ key }) => key), 'At least one column must be a key.')
    .refine((columns) => new Set(columns.map((one) => one.column)).size === columns.length, 'Two columns have one name.'),
  rows: field
    .expression({
      title: 'Rows',
      description: 'A list with an item for each row, such as body.lines. Left empty, the document is one row.',
      advanced: true,
    })
    .optional(),
  whenThere: field
    .select(['update', 'keep'], {
      title: 'When it is there',
      description: 'update: the other columns are set. keep: the row stays as it is.',
    })
    .default('update'),
  timeoutMs: timeoutField,
});

/** Inserts rows into a PostgreSQL table, or updates those that are there. */
export const definition = defineStep({
  type: 'postgres-upsert',
  version: 1,
  title: 'PostgreSQL upsert',
  summary: 'Inserts rows into a PostgreSQL table, or updates those that are there.',
  category: 'connectors',
  keywords: ['sql', 'database', 'insert', 'update', 'merge', 'save', 'write', 'postgresql', 'on conflict'],
  role: 'step',
  effect: 'idempotent',
  config,
  initial: { table: '', columns: [] },
  ports: () => [{ id: 'out', title: 'written' }],
  describe: (valid) => upsertSql(valid, 1),
});
