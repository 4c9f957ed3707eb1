import { Body, createDocument, type Document } from '@weft/document';
import { WeftError } from '@weft/errors';
import { type ExecutionInfo, implementStep } from '@weft/step-kit/executor';
import type { PostgresClient } from '../client.ts';
import { boundValue } from '../row-values.ts';
import { definition } from './definition.ts';
import { upsertSql } from './upsert-sql.ts';

/** The protocol counts parameters in 16 bits. */
const parametersMax = 65_535;

/** Writes the rows of a document in one transaction; the document goes on as it came. */
export const implementation = implementStep(definition, (config, tools) => {
  const connection = tools.connection<PostgresClient>(config.connection);
  const values = config.columns.map(({ expression }, index) => tools.expression(expression, `/columns/${index}/expression`));
  const listed = (config.rows ?? '') === '' ? undefined : tools.expression(config.rows ?? '', '/rows');
  const keys = config.columns.flatMap(({ key }, index) => (key ? [index] : []));
  const perStatement = Math.max(1, Math.floor(parametersMax / config.columns.length));

  const rowOf = async (document: Document, execution: ExecutionInfo): Promise<unknown[]> =>
    (await Promise.all(values.map((evaluate) => evaluate(document, execution)))).map(boundValue);

  return async (document, { execution, signal }) => {
    const rows: unknown[][] = [];
    if (listed === undefined) rows.push(await rowOf(document, execution));
    else for (const item of listOf(await listed(document, execution))) rows.push(await rowOf(await withRow(document, item), execution));
    const distinct = lastOfEachKey(rows, keys);
    if (distinct.length === 0) return { port: 'out', properties: { ...document.properties, rows_affected: 0 } };
    const statements = Array.from({ length: Math.ceil(distinct.length / perStatement) }, (_, at) => {
      const part = distinct.slice(at * perStatement, (at + 1) * perStatement);
      return { sql: upsertSql(config, part.length), values: part.flat() };
    });
    const client = await connection.client(signal);
    const results = await client.transact(statements, { rowsMax: 1, timeoutMs: config.timeoutMs, signal });
    const affected = results.reduce((sum, { rowCount }) => sum + rowCount, 0);
    return { port: 'out', properties: { ...document.properties, rows_affected: affected } };
  };
});

function listOf(value: unknown): readonly unknown[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value;
  throw new WeftError('STEP_FAILED', `The rows are a ${typeof value}, not a list.`, { place: { pointer: '/rows' } });
}

/** Names of the body's members are variables of expressions, so `row` becomes one beside them. */
async function withRow(document: Document, row: unknown): Promise<Document> {
  const body = await document.body.value();
  const members = typeof body === 'object' && body !== null && !Array.isArray(body) ? body : {};
  return createDocument(document.id, Body.fromValue({ ...members, row }), document.properties);
}

/** One statement cannot write a row twice; the later of two with one key is what two statements would leave. */
function lastOfEachKey(rows: readonly unknown[][], keys: readonly number[]): readonly unknown[][] {
  if (rows.length < 2) return rows;
  const last = new Map(rows.map((row) => [JSON.stringify(keys.map((at) => row[at])), row]));
  return [...last.values()];
}
