import { Body, type Properties } from '@weft/document';
import type { Emission, StepRun, StepTools } from '@weft/step-kit/executor';
import type { QueryConfig } from './query-step.ts';
import type { Bind, Row, RowsPart, SqlClient } from './sql-client.ts';

/** Runs the statement with its values bound and makes its rows the document, or the documents. */
export function prepareQuery(bind: Bind) {
  return (config: QueryConfig, tools: StepTools): StepRun => {
    const connection = tools.connection<SqlClient>(config.connection);
    const bound = bind(
      config.sql,
      config.parameters.map(({ name }) => name),
    );
    const parameters = config.parameters.map(({ expression }, index) => tools.expression(expression, `/parameters/${index}/expression`));
    const { rowsMax, timeoutMs, result, rowsPerDocument } = config;
    return async (document, { execution, signal }) => {
      const values = await Promise.all(parameters.map((evaluate) => evaluate(document, execution)));
      const client = await connection.client(signal);
      const statement = { ...bound(values), rowsMax, timeoutMs, signal };
      if (result === 'row-per-document') {
        const parts = client.stream(statement);
        return rowsPerDocument === 1 ? rowByRow(parts, document.properties) : rowsByGroup(parts, rowsPerDocument, document.properties);
      }
      const { rows, rowCount } = await client.run(statement);
      return emission(result === 'rows' ? rows : (rows[0] ?? null), document.properties, rowCount);
    };
  };
}

async function* rowByRow(parts: AsyncIterable<RowsPart>, properties: Properties): AsyncIterable<readonly Emission[]> {
  for await (const { rows, rowCount } of parts) yield rows.map((row) => emission(row, properties, rowCount));
}

async function* rowsByGroup(parts: AsyncIterable<RowsPart>, size: number, properties: Properties): AsyncIterable<readonly Emission[]> {
  let group: Row[] = [];
  for await (const { rows } of parts) {
    const full: Emission[] = [];
    for (const row of rows) {
      if (group.push(row) < size) continue;
      full.push(emission(group, properties, undefined));
      group = [];
    }
    if (full.length > 0) yield full;
  }
  if (group.length > 0) yield [emission(group, properties, undefined)];
}

function emission(value: unknown, properties: Properties, rowCount: number | undefined): Emission {
  const told = rowCount === undefined ? properties : { ...properties, rows_affected: rowCount };
  return { port: 'out', body: Body.fromValue(value), properties: told };
}
