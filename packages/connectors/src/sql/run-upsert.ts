import { Body, createDocument, type Document } from '@weft/document';
import { WeftError } from '@weft/errors';
import type { ExecutionInfo, StepRun, StepTools } from '@weft/step-kit/executor';
import type { SqlClient } from './sql-client.ts';
import type { SqlSystem } from './sql-system.ts';
import type { UpsertConfig } from './upsert-step.ts';

/** The protocols of PostgreSQL and MySQL both count parameters in 16 bits. */
const parametersMax = 65_535;

export interface UpsertDriver {
  readonly sql: SqlSystem['upsertSql'];
  /** The value of an expression as the driver takes it. */
  readonly value: (value: unknown) => unknown;
  /** False where the database's count says something else than how many rows were written. */
  readonly tellsWritten: boolean;
}

/** Writes the rows of a document in one transaction; the document goes on as it came. */
export function prepareUpsert({ sql, value, tellsWritten }: UpsertDriver) {
  return (config: UpsertConfig, tools: StepTools): StepRun => {
    const connection = tools.connection<SqlClient>(config.connection);
    const values = config.columns.map(({ expression }, index) => tools.expression(expression, `/columns/${index}/expression`));
    const listed = (config.rows ?? '') === '' ? undefined : tools.expression(config.rows ?? '', '/rows');
    const keys = config.columns.flatMap(({ key }, index) => (key ? [index] : []));
    const perStatement = Math.max(1, Math.floor(parametersMax / config.columns.length));

    const rowOf = async (document: Document, execution: ExecutionInfo): Promise<unknown[]> =>
      (await Promise.all(values.map((evaluate) => evaluate(document, execution)))).map(value);

    return async (document, { execution, signal }) => {
      const rows: unknown[][] = [];
      if (listed === undefined) rows.push(await rowOf(document, execution));
      else for (const item of listOf(await listed(document, execution))) rows.push(await rowOf(await withRow(document, item), execution));
      const distinct = lastOfEachKey(rows, keys);
      if (distinct.length === 0) return { port: 'out', properties: { ...document.properties, rows_affected: 0 } };
      const statements = Array.from({ length: Math.ceil(distinct.length / perStatement) }, (_, at) => {
        const part = distinct.slice(at * perStatement, (at + 1) * perStatement);
        return { sql: sql(config, part.length), values: part.flat() };
      });
      const client = await connection.client(signal);
      const results = await client.transact(statements, { rowsMax: 1, timeoutMs: config.timeoutMs, signal });
      const affected = tellsWritten ? results.reduce((sum, { rowCount }) => sum + rowCount, 0) : distinct.length;
      return { port: 'out', properties: { ...document.properties, rows_affected: affected } };
    };
  };
}

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
