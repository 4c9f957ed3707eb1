import type { Socket } from 'node:net';
import type { WeftError } from '@weft/errors';
import pg from 'pg';
import { holding, type LentConnection, type Stop } from '../sql/hold-connection.ts';
import { assertDistinct, rowObject, tooManyRows } from '../sql/rows.ts';
import type { Row, Statement, StatementResult, TransactionLimits, TransactionStatement } from '../sql/sql-client.ts';
import { databaseFailure } from './failure.ts';
import { rowTypes } from './row-values.ts';

/** Asks the server to stop what a connection is doing. */
export type Cancel = (processId: number, secretKey: number) => void;

/**
 * Runs one statement on a connection of the pool and gives the connection back. Whatever ends it early (time-out, abort,
 * too many rows or bytes) cancels it in the database, and then the connection is closed: a late cancel must not hit its next user.
 */
export async function runStatement(client: pg.PoolClient, statement: Statement, cancel: Cancel): Promise<StatementResult> {
  return holding(lent(client, cancel), statement, (stop) => checked(client, statement, stop));
}

/**
 * Runs statements one after the other: all of them count or none. Ended early as {@link runStatement} is.
 */
export async function runTransaction(
  client: pg.PoolClient,
  statements: readonly TransactionStatement[],
  limits: TransactionLimits,
  cancel: Cancel,
): Promise<StatementResult[]> {
  return holding(lent(client, cancel), limits, async (stop) => {
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
async function checked(client: pg.PoolClient, statement: Statement, stop: Stop): Promise<StatementResult> {
  try {
    return await execute(client, statement, stop);
  } catch (thrown) {
    throw databaseFailure(thrown, statement.sql);
  }
}

/** A connection of the pool as its user sees it. */
export function lent(client: pg.PoolClient, cancel: Cancel): LentConnection {
  const { connection, processID, secretKey } = client as unknown as {
    readonly connection: { readonly stream: Socket };
    readonly processID: number;
    readonly secretKey: number;
  };
  return {
    stream: connection.stream,
    cancel: () => cancel(processID, secretKey),
    release: (broken) => client.release(broken),
    failure: databaseFailure,
  };
}

function execute(client: pg.PoolClient, { sql, values, rowsMax }: Statement, stop: Stop): Promise<StatementResult> {
  return new Promise((resolve, reject) => {
    const rows: Row[] = [];
    // The extended protocol takes one statement only, so nothing can be smuggled in behind a semicolon.
    const config = { text: sql, values: [...values], rowMode: 'array', types: rowTypes, queryMode: 'extended' };
    const query = client.query(new pg.Query(config as pg.QueryConfig));
    query.on('row', (row: unknown[], result?: pg.ResultBuilder) => {
      if (rows.length === rowsMax) stop(tooManyRows(rowsMax));
      else rows.push(rowObject(namesOf(result?.fields ?? []), row));
    });
    query.on('error', reject);
    query.on('end', (result) => {
      try {
        assertDistinct(namesOf(result.fields));
        resolve({ rows, rowCount: result.rowCount ?? 0 });
      } catch (thrown) {
        reject(thrown);
      }
    });
  });
}

function namesOf(fields: readonly pg.FieldDef[]): string[] {
  return fields.map(({ name }) => name);
}
