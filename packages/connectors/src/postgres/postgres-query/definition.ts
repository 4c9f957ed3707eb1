import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';
import { connectionField, parametersField, timeoutField } from '../fields.ts';
import { StatementProblem, toPositional } from '../parameters.ts';

const config = z
  .strictObject({
    connection: connectionField,
    sql: field
      .code({
        title: 'Statement',
        description: 'One SQL statement. Values are bound, never pasted in: :name or $1.',
        language: 'sql',
        placeholder: 'select * from orders where customer_id = :customerId',
      })
      .refine((sql) => sql.trim() !== '', 'The statement is empty.')
      .max(100_000),
    parameters: parametersField,
    result: field
      .select(['rows', 'row-per-document', 'first-row'], {
        title: 'Result',
        description:
          'rows: one document with the list of rows. row-per-document: one document a row. first-row: the first row, or null where there is none.',
      })
      .default('rows'),
    rowsMax: field
      .number({ title: 'Most rows', description: 'A statement that finds more rows fails.', advanced: true })
      .int()
      .min(1)
      .max(1_000_000)
      .default(10_000),
    timeoutMs: timeoutField,
  })
  .superRefine(({ sql, parameters }, context) => {
    try {
      toPositional(
        sql,
        parameters.map(({ name }) => name),
      );
    } catch (problem) {
      if (!(problem instanceof StatementProblem)) throw problem;
      context.addIssue({ code: 'custom', message: problem.message, path: [problem.field] });
    }
  });

/** Runs a statement on a PostgreSQL database; its rows become the document. */
export const definition = defineStep({
  type: 'postgres-query',
  version: 1,
  title: 'PostgreSQL query',
  summary: 'Runs a statement on a PostgreSQL database; its rows become the document.',
  category: 'connectors',
  keywords: ['sql', 'database', 'select', 'insert', 'update', 'postgresql', 'table', 'rows'],
  role: 'step',
  effect: 'idempotent',
  config,
  initial: { sql: '', parameters: [], result: 'rows' },
  ports: () => [{ id: 'out', title: 'rows' }],
  describe: ({ sql }) => sql.replace(/\s+/g, ' ').trim().slice(0, 60),
});
