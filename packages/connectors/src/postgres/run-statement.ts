import type { Socket } from 'node:net';
import { WeftError } from '@weft/errors';
import pg from 'pg';
import { databaseFailure } from './failure.ts';
import { rowTypes } from './row-values.ts';

/** What a statement may bring, as the server sends it: 32 MB. The driver holds each row whole, and one value can be far larger. */
const resultBytesMax = 32 * 1024 * 1024;

export interface Statement {
  /** One statement, with its parameters as `$1`, `$2` … */
  readonly sql: string;
  readonly values: readonly unknown[];
  readonly rowsMax: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export interface StatementResult {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** Rows read or changed; 0 for statements that do neither. */
  readonly rowCount: number;
}

/** Asks the server to stop what a connection is doing. */
export type Cancel = (processId: number, secretKey: number) => void;

/**
 * Runs one statement on a connection of the pool and gives the connection back. Whatever ends it early (time-out, abort,
 * too many rows or bytes) cancels it in the database, and then the connection is closed: a late cancel must not hit its next user.
 */
export async function runStatement(client: pg.PoolClient, statement: Statement, cancel: Cancel): Promise<StatementResult> {
  return holding(client, statement, cancel, (stop) => checked(client, statement, stop));
}

/** What several statements of one transaction share. */
export type TransactionLimits = Pick<Statement, 'rowsMax' | 'timeoutMs' | 'signal'>;

/** One of several statements; `pointer` names where it stands in the step's config, for errors. */
export type TransactionStatement = Pick<Statement, 'sql' | 'values'> & { readonly pointer?: string };

/**
 * Runs statements one after the other: all of them count or none. Ended early as {@link runStatement} is.
 */
export async function runTransaction(
  client: pg.PoolClient,
  statements: readonly TransactionStatement[],
  limits: TransactionLimits,
  cancel: Cancel,
): Promise<StatementResult[]> {
  return holding(client, limits, cancel, async (stop) => {
    await client.query('begin');
    const results: StatementResult[] = [];
    try {
      for (const { pointer, ...statement } of statements) {
        const place = pointer === undefined ? {} : { pointer };
        results.push(
          await checked(client, { ...limits, ...statement }, stop).catch((failure: WeftError) => Promise.reject(failure.at(place))),
        );
      }
      await client.query('commit');
    } catch (thrown) {
      // A connection that is broken rolls back by itself.
      await client.query('rollback').catch(() => {});
      throw thrown;
    }
    return results;
  });
}

/** One statement, its failure told with the place in its own text. */
async function checked(client: pg.PoolClient, statement: Statement, stop: (reason: WeftError) => void): Promise<StatementResult> {
  try {
    return await execute(client, statement, stop);
  } catch (thrown) {
    throw databaseFailure(thrown, statement.sql);
  }
}

/** Does work on a connection under limits, and gives the connection back or, where the work was broken off, closes it. */
async function holding<T>(
  client: pg.PoolClient,
  { signal, timeoutMs }: Pick<TransactionLimits, 'signal' | 'timeoutMs'>,
  cancel: Cancel,
  work: (stop: (reason: WeftError) => void) => Promise<T>,
): Promise<T> {
  let broken = false;
  const stopped = Promise.withResolvers<never>();
  const stop = (reason: WeftError): void => {
    if (broken) return;
    broken = true;
    const { processID, secretKey } = client as unknown as { processID: number; secretKey: number };
    cancel(processID, secretKey);
    stopped.reject(reason);
  };
  const stopWatching = watchBytes(client, stop);
  const onAbort = (): void => stop(cancelled(signal));
  const timer = setTimeout(
    () => stop(new WeftError('TIMEOUT', `The statement did not end within ${timeoutMs} ms and was cancelled.`)),
    timeoutMs,
  );
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    if (signal.aborted) onAbort();
    return await Promise.race([work(stop), stopped.promise]);
  } catch (thrown) {
    const failure = databaseFailure(thrown);
    broken ||= failure.code === 'CONNECTION_FAILED';
    throw failure;
  } finally {
    clearTimeout(timer);
    stopWatching();
    signal.removeEventListener('abort', onAbort);
    client.release(broken);
  }
}

/** Breaks the connection off where more arrives than one result may hold: what is on the way would be gathered in memory. */
function watchBytes(client: pg.PoolClient, stop: (reason: WeftError) => void): () => void {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  let bytes = 0;
  const count = (chunk: Buffer): void => {
    bytes += chunk.byteLength;
    if (bytes <= resultBytesMax) return;
    stop(new WeftError('BODY_TOO_LARGE', `The statement brings more than the ${resultBytesMax} bytes allowed.`, { status: 502 }));
    stream.destroy();
  };
  stream.on('data', count);
  return () => stream.off('data', count);
}

/** Why a signal ended a statement, or the waiting for a connection. */
export function cancelled(signal: AbortSignal): WeftError {
  return signal.reason instanceof WeftError ? signal.reason : new WeftError('CANCELLED', 'The statement was cancelled.');
}

function execute(client: pg.PoolClient, { sql, values, rowsMax }: Statement, stop: (reason: WeftError) => void): Promise<StatementResult> {
  return new Promise((resolve, reject) => {
    const rows: Record<string, unknown>[] = [];
    // The extended protocol takes one statement only, so nothing can be smuggled in behind a semicolon.
    const config = { text: sql, values: [...values], rowMode: 'array', types: rowTypes, queryMode: 'extended' };
    const query = client.query(new pg.Query(config as pg.QueryConfig));
    query.on('row', (row: unknown[], result?: pg.ResultBuilder) => {
      if (rows.length === rowsMax)
        stop(new WeftError('BODY_TOO_LARGE', `The statement found more than the ${rowsMax} rows allowed.`, { status: 502 }));
      else rows.push(asObject(row, result?.fields ?? []));
    });
    query.on('error', reject);
    query.on('end', (result) => {
      try {
        refuseDuplicates(result.fields);
        resolve({ rows, rowCount: result.rowCount ?? 0 });
      } catch (thrown) {
        reject(thrown);
      }
    });
  });
}

function asObject(row: readonly unknown[], fields: readonly pg.FieldDef[]): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (const [index, { name }] of fields.entries()) {
    // A column may be called __proto__; an assignment would then change the prototype.
    if (name === '__proto__')
      Object.defineProperty(object, name, { value: row[index], enumerable: true, writable: true, configurable: true });
    else object[name] = row[index];
  }
  return object;
}

function refuseDuplicates(fields: readonly pg.FieldDef[]): void {
  const names = fields.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new WeftError('QUERY_FAILED', `Two columns of the result are called ${twice}. Give one of them another name with "as".`);
  }
}
