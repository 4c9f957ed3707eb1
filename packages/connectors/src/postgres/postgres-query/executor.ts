import { Body } from '@weft/document';
import { type Emission, implementStep } from '@weft/step-kit/executor';
import type { PostgresClient } from '../client.ts';
import { toPositional } from '../parameters.ts';
import { boundValue } from '../row-values.ts';
import { definition } from './definition.ts';

/** Runs the statement with its values bound and makes its rows the document, or the documents. */
export const implementation = implementStep(definition, (config, tools) => {
  const connection = tools.connection<PostgresClient>(config.connection);
  const sql = toPositional(
    config.sql,
    config.parameters.map(({ name }) => name),
  );
  const parameters = config.parameters.map(({ expression }, index) => tools.expression(expression, `/parameters/${index}/expression`));
  const { rowsMax, timeoutMs, result } = config;
  return async (document, { execution, signal }) => {
    const values = await Promise.all(parameters.map((evaluate) => evaluate(document, execution)));
    const client = await connection.client(signal);
    const { rows, rowCount } = await client.run({ sql, values: values.map(boundValue), rowsMax, timeoutMs, signal });
    const properties = { ...document.properties, rows_affected: rowCount };
    const emission = (value: unknown): Emission => ({ port: 'out', body: Body.fromValue(value), properties });
    switch (result) {
      case 'rows':
        return emission(rows);
      case 'first-row':
        return emission(rows[0] ?? null);
      case 'row-per-document':
        return rows.map(emission);
      default:
        return result satisfies never;
    }
  };
});
