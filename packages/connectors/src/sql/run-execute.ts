import { Body } from '@weft/document';
import type { StepRun, StepTools } from '@weft/step-kit/executor';
import type { ExecuteConfig } from './execute-step.ts';
import type { Bind, SqlClient } from './sql-client.ts';

/** Runs the statements with their values bound, in one transaction. */
export function prepareExecute(bind: Bind) {
  return (config: ExecuteConfig, tools: StepTools): StepRun => {
    const connection = tools.connection<SqlClient>(config.connection);
    const { rowsMax, timeoutMs, result } = config;
    const statements = config.statements.map(({ sql, parameters }, index) => ({
      pointer: `/statements/${index}/sql`,
      bound: bind(
        sql,
        parameters.map(({ name }) => name),
      ),
      values: parameters.map(({ expression }, at) => tools.expression(expression, `/statements/${index}/parameters/${at}/expression`)),
    }));
    return async (document, { execution, signal }) => {
      const ready = await Promise.all(
        statements.map(async ({ pointer, bound, values }) => ({
          pointer,
          ...bound(await Promise.all(values.map((evaluate) => evaluate(document, execution)))),
        })),
      );
      const client = await connection.client(signal);
      const results = await client.transact(ready, { rowsMax, timeoutMs, signal });
      const affected = results.reduce((sum, { rowCount }) => sum + rowCount, 0);
      return {
        port: 'out',
        properties: { ...document.properties, rows_affected: affected },
        ...(result === 'rows' ? { body: Body.fromValue(results.at(-1)?.rows ?? []) } : {}),
      };
    };
  };
}
