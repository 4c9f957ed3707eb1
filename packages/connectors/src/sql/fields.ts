import { field } from '@weft/step-kit';
import { StatementProblem } from './parameters.ts';
import type { SqlSystem } from './sql-system.ts';

/** Which database a step works with. */
export const connectionField = ({ type }: SqlSystem) =>
  field.connection({ title: 'Connection', description: 'The database.', connectionType: type }).min(1, 'Choose a connection.');

/** One statement. */
export const statementField = ({ counted }: SqlSystem, placeholder: string) =>
  field
    .code({
      title: 'Statement',
      description: `One SQL statement. Values are bound, never pasted in: :name or ${counted.split(',')[0]}.`,
      language: 'sql',
      placeholder,
    })
    .refine((sql) => sql.trim() !== '', 'The statement is empty.')
    .max(100_000);

/** The field of a step that binds values to a statement: a list of names with expressions. */
export const parametersField = ({ counted, bound }: SqlSystem) =>
  field
    .list(
      field.group(
        {
          name: field
            .text({
              title: 'Name',
              description: `Without the colon; empty where the statement counts its parameters: ${counted}`,
              placeholder: 'customerId',
            })
            .regex(/^([A-Za-z_]\w{0,62})?$/, 'A parameter name holds letters, digits and underscores.')
            .default(''),
          expression: field.expression({ title: 'Value', description: `What the parameter is bound to. ${bound}` }),
        },
        { title: 'Parameter', description: 'One value bound to the statement.' },
      ),
      { title: 'Parameters', description: 'The values of the statement.' },
    )
    .max(500)
    .default([]);

/** How many rows a statement may bring. */
export const rowsMaxField = (description: string, most = 1_000_000) =>
  field.number({ title: 'Most rows', description, advanced: true }).int().min(1).max(most).default(10_000);

/** How long a statement, or a transaction of several, may take. */
export const timeoutField = () =>
  field
    .number({ title: 'Time-out', description: 'In milliseconds. Then the statement is cancelled.', advanced: true })
    .int()
    .min(1)
    .max(3_600_000)
    .default(30_000);

interface WithParameters {
  readonly sql: string;
  readonly parameters: readonly { readonly name: string }[];
}

/** What is wrong with the parameters of a statement; undefined where they fit it. */
export function parameterProblem({ assertParameters }: SqlSystem, { sql, parameters }: WithParameters): StatementProblem | undefined {
  try {
    assertParameters(
      sql,
      parameters.map(({ name }) => name),
    );
    return undefined;
  } catch (problem) {
    if (problem instanceof StatementProblem) return problem;
    throw problem;
  }
}
