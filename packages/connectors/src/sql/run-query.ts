import { Body, type Properties } from '@weft/document';
import type { Emission, StepRun, StepTools } from '@weft/step-kit/executor';
import type { QueryConfig } from './query-step.ts';
import type { Bind, SqlClient, Statement } from './sql-client.ts';

/** Runs the statement with its values bound and makes its rows the document, or the documents. */
export function prepareQuery(bind: Bind) {
  return (config: QueryConfig, tools: StepTools): StepRun => {
    const connection = tools.connection<SqlClient>(config.connection);
    const bound = bind(
      config.sql,
      config.parameters.map(({ name }) => name),
    );
    const parameters = config.parameters.map(({ expression }, index) => tools.expression(expression, `/parameters/${index}/expression`));
    const { rowsMax, timeoutMs, result } = config;
    return async (document, { execution, signal }) => {
      const values = await Promise.all(parameters.map((evaluate) => evaluate(document, execution)));
      const client = await connection.client(signal);
      const statement = { ...bound(values), rowsMax, timeoutMs, signal };
      if (result === 'row-per-document') return documentPerRow(client, statement, document.properties);
      const { rows, rowCount } = await client.run(statement);
      return emission(result === 'rows' ? rows : (rows[0] ?? null), document.properties, rowCount);
    };
  };
}

async function* documentPerRow(client: SqlClient, statement: Statement, properties: Properties): AsyncIterable<readonly Emission[]> {
  for await (const { rows, rowCount } of client.stream(statement)) yield rows.map((row) => emission(row, properties, rowCount));
}

function emission(value: unknown, properties: Properties, rowCount: number | undefined): Emission {
  const told = rowCount === undefined ? properties : { ...properties, rows_affected: rowCount };
  return { port: 'out', body: Body.fromValue(value), properties: told };
}
