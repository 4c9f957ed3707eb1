import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';
import { connectionField, parametersField, timeoutField } from '../fields.ts';
import { StatementProblem, toPositional } from '../parameters.ts';

/** In characters; what a card has room for. */
const describedMax = 120;

const statement = field.group(
  {
    sql: field
      .code({
        title: 'Statement',
        description: 'One SQL statement. Values are bound, never pasted in: :name or $1.',
        language: 'sql',
        placeholder: 'insert into orders (id, total) values (:id, :total)',
      })
      .refine((sql) => sql.trim() !== '', 'The statement is empty.')
      .max(100_000),
    parameters: parametersField,
  },
  { title: 'Statement', description: 'One statement with its values.' },
);

const config = z.strictObject({
  connection: connectionField,
  statements: field
    .list(statement, { title: 'Statements', description: 'Run from top to bottom in one transaction: all of them count or none.' })
    .min(1, 'There is no statement.')
    .max(50, 'There are at most 50 statements.')
    .superRefine((statements, context) => {
      for (const [index, { sql, parameters }] of statements.entries()) {
        try {
          toPositional(
            sql,
            parameters.map(({ name }) => name),
          );
        } catch (problem) {
          if (!(problem instanceof StatementProblem)) throw problem;
          context.addIssue({ code: 'custom', message: problem.message, path: [index, problem.field] });
        }
      }
    }),
  result: field
    .select(['document', 'rows'], {
      title: 'Result',
      description: 'document: the document goes on as it came. rows: what the last statement returned, such as by RETURNING.',
    })
    .default('document'),
  repeatable: field
    .toggle({
      title: 'May run twice',
      description: 'On: a second run does no harm. After a breakdown the statements run again either way: write them so that they may.',
    })
    .default(false),
  rowsMax: field
    .number({ title: 'Most rows', description: 'A statement that returns more rows fails.', advanced: true })
    .int()
    .min(1)
    .max(1_000_000)
    .default(10_000),
  timeoutMs: timeoutField,
});

/** Changes rows of a PostgreSQL database, in one transaction for each document. */
export const definition = defineStep({
  type: 'postgres-execute',
  version: 1,
  title: 'PostgreSQL execute',
  summary: 'Runs statements that change a PostgreSQL database, in one transaction for each document.',
  category: 'connectors',
  keywords: ['sql', 'database', 'insert', 'update', 'delete', 'procedure', 'call', 'transaction', 'postgresql', 'program command'],
  role: 'step',
  effect: ({ repeatable }) => (repeatable ? 'idempotent' : 'once'),
  config,
  initial: { statements: [{ sql: '', parameters: [] }], result: 'document' },
  ports: () => [{ id: 'out', title: 'done' }],
  describe: ({ statements }) =>
    statements
      .map(({ sql }) => sql.replace(/\s+/g, ' ').trim())
      .join('; ')
      .slice(0, describedMax),
});
