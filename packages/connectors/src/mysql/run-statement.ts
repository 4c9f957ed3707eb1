import { WeftError } from '@weft/errors';
import type { FieldPacket, PoolConnection, ResultSetHeader } from 'mysql2';
import { cancelled, holding, type LentConnection, type Stop, tookTooLong } from '../sql/hold-connection.ts';
import { assertDistinct, rowObject, tooManyRows } from '../sql/rows.ts';
import type { Row, RowsPart, Statement, StatementResult, TransactionLimits, TransactionStatement } from '../sql/sql-client.ts';
import { mysqlFailure } from './failure.ts';
import { valueReader } from './row-values.ts';

/** A connection of the pool with the way to stop what it does. */
export interface Lent {
  readonly connection: PoolConnection;
  readonly cancel: () => void;
}

/** Runs one statement and gives the connection back. */
export function runStatement(lent: Lent, statement: Statement): Promise<StatementResult> {
  return holding(held(lent), statement, (stop) => gathered(lent.connection, statement, stop));
}

/** Runs statements one after the other: all of them count or none. */
export function runTransaction(
  lent: Lent,
  statements: readonly TransactionStatement[],
  limits: TransactionLimits,
): Promise<StatementResult[]> {
  const { connection } = lent;
  return holding(held(lent), limits, async (stop) => {
    await plain(connection, 'start transaction');
    const results: StatementResult[] = [];
    try {
      for (const { pointer, ...statement } of statements) {
        const place = pointer === undefined ? {} : { pointer };
        const running = gathered(connection, { ...limits, ...statement }, stop);
        results.push(await running.catch((thrown: unknown) => Promise.reject(mysqlFailure(thrown).at(place))));
      }
      await plain(connection, 'commit');
    } catch (thrown) {
      // A connection that is broken rolls back by itself.
      await plain(connection, 'rollback').catch(() => {});
      throw thrown;
    }
    return results;
  });
}

/** In rows: what is given on at once. */
const partRows = 200;

/**
 * Gives rows as they come and lets the server wait while nobody takes them. The time-out counts while the server is waited
 * for, not while the rows are worked on. Whoever stops early closes the connection.
 */
export async function* streamStatement({ connection, cancel }: Lent, statement: Statement): AsyncIterable<RowsPart> {
  const { signal, timeoutMs } = statement;
  const waiting: Row[] = [];
  let wake = Promise.withResolvers<void>();
  let failure: WeftError | undefined;
  let ended = false;
  const stop: Stop = (reason) => {
    failure ??= reason;
    wake.resolve();
  };
  const onAbort = (): void => stop(cancelled(signal));
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  const onRow = (row: Row): void => {
    waiting.push(row);
    if (waiting.length >= partRows) connection.pause();
    wake.resolve();
  };
  const running = failure === undefined ? send(connection, statement, { stop, onRow }) : Promise.resolve(0);
  running.then(
    () => {
      ended = true;
      wake.resolve();
    },
    (thrown: unknown) => stop(mysqlFailure(thrown)),
  );
  try {
    for (;;) {
      const timer = setTimeout(() => stop(tookTooLong(timeoutMs)), timeoutMs);
      await wake.promise;
      clearTimeout(timer);
      if (failure !== undefined) throw failure;
      wake = Promise.withResolvers<void>();
      const rows = waiting.splice(0);
      if (rows.length > 0) yield { rows };
      else if (ended) return;
      if (ended) wake.resolve();
      connection.resume();
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    if (ended) connection.release();
    else {
      cancel();
      connection.destroy();
    }
  }
}

function held({ connection, cancel }: Lent): LentConnection {
  return {
    // The driver replaces it when TLS begins, which has been by now.
    stream: (connection as unknown as { readonly stream: LentConnection['stream'] }).stream,
    cancel,
    release: (broken) => (broken ? connection.destroy() : connection.release()),
    failure: mysqlFailure,
  };
}

async function gathered(connection: PoolConnection, statement: Statement, stop: Stop): Promise<StatementResult> {
  const rows: Row[] = [];
  const rowCount = await send(connection, statement, { stop, onRow: (row) => rows.push(row) });
  return { rows, rowCount };
}

interface Listening {
  readonly stop: Stop;
  readonly onRow: (row: Row) => void;
}

/** The commands of the driver, whose published types leave their events out. */
interface Command {
  on(event: 'fields', listener: (fields: FieldPacket[] | undefined) => void): this;
  on(event: 'result', listener: (result: unknown[] | ResultSetHeader, index: number) => void): this;
  on(event: 'error', listener: (error: Error) => void): this;
  on(event: 'end', listener: () => void): this;
}

/**
 * Sends a statement as a prepared one: it is one statement only, and values never become part of its text. Of several
 * results, as of a procedure, the rows of the first count. Gives how many rows were read or changed.
 */
function send(connection: PoolConnection, { sql, values, rowsMax }: Statement, { stop, onRow }: Listening): Promise<number> {
  return new Promise((resolve, reject) => {
    const command = connection.execute({ sql, values: [...values], rowsAsArray: true }) as unknown as Command;
    let names: readonly string[] = [];
    let readers: readonly ((value: unknown) => unknown)[] = [];
    let rowsIndex: number | undefined;
    let rows = 0;
    let changed = 0;
    command.on('fields', (fields) => {
      if (fields === undefined || rowsIndex !== undefined) return;
      names = fields.map(({ name }) => name);
      readers = fields.map(valueReader);
      try {
        assertDistinct(names);
      } catch (thrown) {
        stop(thrown as WeftError);
      }
    });
    command.on('result', (result, index) => {
      if (!Array.isArray(result)) {
        changed += result?.affectedRows ?? 0;
        return;
      }
      rowsIndex ??= index ?? 0;
      if (rowsIndex !== (index ?? 0)) return;
      rows += 1;
      if (rows > rowsMax) return stop(tooManyRows(rowsMax));
      try {
        onRow(
          rowObject(
            names,
            result.map((value, at) => readers[at]?.(value)),
          ),
        );
      } catch (thrown) {
        stop(new WeftError('QUERY_FAILED', 'A value of the result cannot be read.', { cause: thrown }));
      }
    });
    // A connection that breaks tells it to itself only, not to what it was doing.
    const lost = (error?: Error): void => reject(error ?? Object.assign(new Error('closed'), { code: 'PROTOCOL_CONNECTION_LOST' }));
    connection.once('error', lost).once('end', lost);
    const settle = (result: () => void): void => {
      connection.off('error', lost).off('end', lost);
      result();
    };
    command.on('error', (error) => settle(() => reject(error)));
    command.on('end', () => settle(() => resolve(rows + changed)));
  });
}

/** Statements of ours, which have no values. */
function plain(connection: PoolConnection, sql: string): Promise<void> {
  return new Promise((resolve, reject) => connection.query(sql, (error) => (error === null ? resolve() : reject(error))));
}
