import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';
import { connectionField, parameterProblem, parametersField, rowsMaxField, statementField, timeoutField } from './fields.ts';
import type { SqlSystem } from './sql-system.ts';

const config = (system: SqlSystem) =>
  z
    .strictObject({
      connection: connectionField(system),
      sql: statementField(system, 'select * from orders where customer_id = :customerId'),
      parameters: parametersField(system),
      result: field
        .select(['rows', 'row-per-document', 'first-row'], {
          title: 'Result',
          description:
            'rows: one document with the list of rows. row-per-document: one document a row. first-row: the first row, or null where there is none.',
        })
        .default('rows'),
      rowsPerDocument: field
        .number({
          title: 'Rows in one document',
          description: 'With row-per-document: more than one makes documents with lists of so many rows, the last one with fewer.',
          advanced: true,
        })
        .int()
        .min(1, 'A document has at least one row.')
        .max(10_000, 'A document has at most 10,000 rows.')
        .default(1),
      rowsMax: rowsMaxField('A statement that finds more rows fails.', 100_000_000),
      timeoutMs: timeoutField(),
    })
    .superRefine((statement, context) => {
      const problem = parameterProblem(system, statement);
      if (problem !== undefined) context.addIssue({ code: 'custom', message: problem.message, path: [problem.field] });
    });

export type QueryConfig = z.output<ReturnType<typeof config>>;

/** Runs a statement; its rows become the document, or the documents. */
export function queryStep(system: SqlSystem) {
  return defineStep({
    type: `${system.type}-query`,
    version: 1,
    title: `${system.title} query`,
    summary: `Runs a statement on ${system.database}; its rows become the document.`,
    category: 'connectors',
    keywords: ['sql', 'database', 'select', 'insert', 'update', ...system.keywords, 'table', 'rows'],
    role: 'step',
    effect: 'idempotent',
    config: config(system),
    initial: { sql: '', parameters: [], result: 'rows' },
    ports: () => [{ id: 'out', title: 'rows' }],
    describe: ({ sql }) => sql.replace(/\s+/g, ' ').trim().slice(0, 60),
    splits: ({ result }) => result === 'row-per-document',
  });
}
