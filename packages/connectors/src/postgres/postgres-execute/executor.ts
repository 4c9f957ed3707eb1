import { Body } from '@weft/document';
import { implementStep } from '@weft/step-kit/executor';
import type { PostgresClient } from '../client.ts';
import { toPositional } from '../parameters.ts';
import { boundValue } from '../row-values.ts';
import { definition } from './definition.ts';

/** Runs the statements with their values bound, in one transaction. */
export const implementation = implementStep(definition, (config, tools) => {
  const connection = tools.connection<PostgresClient>(config.connection);
  const { rowsMax, timeoutMs, result } = config;
  const statements = config.statements.map(({ sql, parameters }, index) => ({
    pointer: `/statements/${index}/sql`,
    sql: toPositional(
      sql,
      parameters.map(({ name }) => name),
    ),
    values: parameters.map(({ expression }, at) => tools.expression(expression, `/statements/${index}/parameters/${at}/expression`)),
  }));
  return async (document, { execution, signal }) => {
    const bound = await Promise.all(
      statements.map(async ({ pointer, sql, values }) => ({
        pointer,
        sql,
        values: (await Promise.all(values.map((evaluate) => evaluate(document, execution)))).map(boundValue),
      })),
    );
    const client = await connection.client(signal);
    const results = await client.transact(bound, { rowsMax, timeoutMs, signal });
    const affected = results.reduce((sum, { rowCount }) => sum + rowCount, 0);
    return {
      port: 'out',
      properties: { ...document.properties, rows_affected: affected },
      ...(result === 'rows' ? { body: Body.fromValue(results.at(-1)?.rows ?? []) } : {}),
    };
  };
});
