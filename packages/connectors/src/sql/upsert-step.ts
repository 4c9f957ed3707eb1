import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';
import { connectionField, timeoutField } from './fields.ts';
import type { SqlSystem } from './sql-system.ts';

const nameField = ({ title: system, nameMax }: SqlSystem, [title, description, placeholder]: readonly [string, string, string]) =>
  field
    .text({ title, description, placeholder })
    .min(1, 'The name is empty.')
    .max(nameMax, `A name in ${system} has at most ${nameMax} characters.`)
    .refine((text) => !text.includes('\0'), 'A name cannot hold this character.');

const columnField = (system: SqlSystem) =>
  field.group(
    {
      column: nameField(system, ['Column', 'The name of the column, as the table spells it.', 'customer_id']),
      expression: field.expression({
        title: 'Value',
        description: 'What the column is set to. Where there are several rows, "row" is the one at hand.',
      }),
      key: field.toggle({ title: 'Key', description: `The row is found by the columns that are keys; ${system.keyIndex}` }).default(false),
    },
    { title: 'Column', description: 'One column that is written.' },
  );

const config = (system: SqlSystem) =>
  z.strictObject({
    connection: connectionField(system),
    schema: field
      .text(system.schema)
      .max(system.nameMax, `A name in ${system.title} has at most ${system.nameMax} characters.`)
      .refine((text) => !text.includes('\0'), 'A name cannot hold this character.')
      .default(''),
    table: nameField(system, ['Table', 'The name of the table, as the database spells it.', 'order_summaries']),
    columns: field
      .list(columnField(system), { title: 'Columns', description: 'What is written.' })
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
    timeoutMs: timeoutField(),
  });

export type UpsertConfig = z.output<ReturnType<typeof config>>;

/** Inserts rows, or updates those that are there. */
export function upsertStep(system: SqlSystem) {
  return defineStep({
    type: `${system.type}-upsert`,
    version: 1,
    title: `${system.title} upsert`,
    summary: `Inserts rows into a ${system.title} table, or updates those that are there.`,
    category: 'connectors',
    keywords: ['sql', 'database', 'insert', 'update', 'merge', 'save', 'write', ...system.keywords, 'on conflict', 'on duplicate key'],
    role: 'step',
    effect: 'idempotent',
    config: config(system),
    initial: { table: '', columns: [] },
    ports: () => [{ id: 'out', title: 'written' }],
    describe: (valid) => system.upsertSql(valid, 1),
  });
}
