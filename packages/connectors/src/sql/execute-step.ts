import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';
import { connectionField, parameterProblem, parametersField, rowsMaxField, statementField, timeoutField } from './fields.ts';
import type { SqlSystem } from './sql-system.ts';

/** In characters; what a card has room for. */
const describedMax = 120;

const config = (system: SqlSystem) =>
  z.strictObject({
    connection: connectionField(system),
    statements: field
      .list(
        field.group(
          { sql: statementField(system, 'insert into orders (id, total) values (:id, :total)'), parameters: parametersField(system) },
          { title: 'Statement', description: 'One statement with its values.' },
        ),
        { title: 'Statements', description: 'Run from top to bottom in one transaction: all of them count or none.' },
      )
      .min(1, 'There is no statement.')
      .max(50, 'There are at most 50 statements.')
      .superRefine((statements, context) => {
        for (const [index, statement] of statements.entries()) {
          const problem = parameterProblem(system, statement);
          if (problem !== undefined) context.addIssue({ code: 'custom', message: problem.message, path: [index, problem.field] });
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
        description: 'On: a second run does no harm, so the statements run again when a worker dies half-way. Off: they never run twice.',
      })
      .default(false),
    rowsMax: rowsMaxField('A statement that returns more rows fails.'),
    timeoutMs: timeoutField(),
  });

export type ExecuteConfig = z.output<ReturnType<typeof config>>;

/** Changes rows of a database, in one transaction for each document. */
export function executeStep(system: SqlSystem) {
  return defineStep({
    type: `${system.type}-execute`,
    version: 1,
    title: `${system.title} execute`,
    summary: `Runs statements that change ${system.database}, in one transaction for each document.`,
    category: 'connectors',
    keywords: ['sql', 'database', 'insert', 'update', 'delete', 'procedure', 'call', 'transaction', ...system.keywords, 'program command'],
    role: 'step',
    effect: ({ repeatable }) => (repeatable ? 'idempotent' : 'once'),
    config: config(system),
    initial: { statements: [{ sql: '', parameters: [] }], result: 'document' },
    ports: () => [{ id: 'out', title: 'done' }],
    describe: ({ statements }) =>
      statements
        .map(({ sql }) => sql.replace(/\s+/g, ' ').trim())
        .join('; ')
        .slice(0, describedMax),
  });
}
