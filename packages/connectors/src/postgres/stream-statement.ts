import type { WeftError } from '@weft/errors';
import pg from 'pg';
import { cancelled, type LentConnection, type Stop, tookTooLong, watchBytes } from '../sql/hold-connection.ts';
import { assertDistinct, rowObject, tooManyRows } from '../sql/rows.ts';
import type { Row, RowsPart, Statement } from '../sql/sql-client.ts';
import { databaseFailure } from './failure.ts';
import { rowTypes } from './row-values.ts';

/** In rows: what the server is asked for at once, and what is given on. */
const partRows = 500;

/** What the driver does when the server has sent as many rows as it was asked for; its types leave it out. */
interface PagedQuery extends pg.Query {
  handlePortalSuspended(connection: unknown): void;
}

/**
 * Gives rows in parts, and asks the server for the next one only when the one before has been taken (PostgreSQL manual
 * §53.2.3: Execute with a row limit). The time-out counts while the server is waited for, not while rows are worked on; the
 * limit of bytes holds for each part. Whoever stops early cancels the statement and closes the connection.
 */
export async function* streamStatement(client: pg.PoolClient, lent: LentConnection, statement: Statement): AsyncIterable<RowsPart> {
  const { signal, timeoutMs } = statement;
  let wake = Promise.withResolvers<void>();
  let failure: WeftError | undefined;
  const stop: Stop = (reason) => {
    failure ??= reason;
    wake.resolve();
  };
  const onAbort = (): void => stop(cancelled(signal));
  signal.addEventListener('abort', onAbort, { once: true });
  const bytes = watchBytes(lent.stream, stop);
  const reading = { rows: [] as Row[], hasEnded: false, rowCount: 0, isWhole: true, goOn: undefined as (() => void) | undefined };
  try {
    if (signal.aborted) onAbort();
    else send(client, statement, reading, { stop, wake: () => wake.resolve() });
    for (;;) {
      const timer = setTimeout(() => stop(tookTooLong(timeoutMs)), timeoutMs);
      await wake.promise;
      clearTimeout(timer);
      if (failure !== undefined) throw failure;
      const rows = reading.rows;
      reading.rows = [];
      // How many rows there are the server says at the end.
      if (reading.hasEnded) {
        if (rows.length > 0) yield reading.isWhole ? { rows, rowCount: reading.rowCount } : { rows };
        return;
      }
      yield { rows };
      wake = Promise.withResolvers();
      bytes.restart();
      reading.goOn?.();
    }
  } finally {
    bytes.end();
    signal.removeEventListener('abort', onAbort);
    if (!reading.hasEnded) lent.cancel();
    lent.release(!reading.hasEnded);
  }
}

interface Reading {
  rows: Row[];
  hasEnded: boolean;
  rowCount: number;
  /** Everything came in one part. */
  isWhole: boolean;
  /** Asks for the next part. */
  goOn: (() => void) | undefined;
}

function send(
  client: pg.PoolClient,
  { sql, values, rowsMax }: Statement,
  reading: Reading,
  { stop, wake }: { readonly stop: Stop; readonly wake: () => void },
): void {
  let count = 0;
  const config = { text: sql, values: [...values], rowMode: 'array', types: rowTypes, queryMode: 'extended', rows: partRows };
  const query = client.query(new pg.Query(config as pg.QueryConfig)) as PagedQuery;
  const askAgain = query.handlePortalSuspended.bind(query);
  query.handlePortalSuspended = (connection) => {
    reading.isWhole = false;
    reading.goOn = () => askAgain(connection);
    wake();
  };
  query.on('row', (row: unknown[], result?: pg.ResultBuilder) => {
    const names = result?.fields.map(({ name }) => name) ?? [];
    try {
      if (count++ === 0) assertDistinct(names);
      if (count > rowsMax) throw tooManyRows(rowsMax);
      reading.rows.push(rowObject(names, row));
    } catch (thrown) {
      stop(thrown as WeftError);
    }
  });
  query.on('error', (error) => stop(databaseFailure(error, sql)));
  query.on('end', (result) => {
    reading.hasEnded = true;
    reading.rowCount = result.rowCount ?? 0;
    wake();
  });
}
