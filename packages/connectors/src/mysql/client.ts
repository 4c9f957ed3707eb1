import { WeftError } from '@weft/errors';
import { implementConnection, type OutboundGuard } from '@weft/step-kit/executor';
import mysql, { type ConnectionOptions, type PoolConnection, type PoolOptions } from 'mysql2';
import type * as z from 'zod';
import { guardedSocket } from '../network/guarded-socket.ts';
import { takeConnection } from '../sql/hold-connection.ts';
import type { SqlClient } from '../sql/sql-client.ts';
import { connection } from './connection.ts';
import { mysqlFailure } from './failure.ts';
import { type Lent, runStatement, runTransaction, streamStatement } from './run-statement.ts';

/** In milliseconds: to reach the server, or to get a connection of the pool. */
const connectTimeoutMs = 10_000;
/** In milliseconds: an idle connection is closed after this; servers often close them sooner than they say. */
const idleMs = 30_000;
/** Each connection keeps so many statements prepared; lists of different lengths make different ones. */
const preparedMax = 100;

type Config = z.output<typeof connection.config>;

/** A pool of connections; the first is opened by the first statement. */
function openPool(guard: OutboundGuard, config: Config): SqlClient {
  const options = optionsOf(guard, config);
  const pool = mysql.createPool(options);
  // Times are told in UTC, whatever the server's own zone is. Sent before anything else that the connection is used for.
  pool.on('connection', (opened) => opened.query("set time_zone = '+00:00'", () => {}));

  async function take(signal: AbortSignal): Promise<Lent> {
    const taking = new Promise<PoolConnection>((resolve, reject) =>
      pool.getConnection((error, lent) => (error === null ? resolve(lent) : reject(error))),
    );
    const limited = withTimeLimit(taking);
    const lent = await takeConnection(limited, signal, (late) => late.release()).catch((thrown: unknown) => {
      throw mysqlFailure(thrown);
    });
    return { connection: lent, cancel: () => sendKill(options, lent.threadId) };
  }

  return {
    run: async (statement) => runStatement(await take(statement.signal), statement),
    async *stream(statement) {
      yield* streamStatement(await take(statement.signal), statement);
    },
    transact: async (statements, limits) => runTransaction(await take(limits.signal), statements, limits),
    close: () => new Promise((closed) => pool.end(() => closed())),
  };
}

function optionsOf(guard: OutboundGuard, { host, port, database, user, password, ssl, poolMax }: Config): PoolOptions {
  return {
    host,
    port,
    database,
    user,
    password,
    connectionLimit: poolMax,
    maxIdle: poolMax,
    idleTimeout: idleMs,
    connectTimeout: connectTimeoutMs,
    maxPreparedStatements: preparedMax,
    stream: () => guardedSocket(guard).connect(port, host),
    ...(ssl === 'off' ? {} : { ssl: { rejectUnauthorized: ssl === 'verify', verifyIdentity: ssl === 'verify' } }),
    // A server could ask for any file of this machine.
    flags: ['-LOCAL_FILES'],
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    jsonStrings: true,
  };
}

/** Gives the connection back when it comes after all. */
async function withTimeLimit(taking: Promise<PoolConnection>): Promise<PoolConnection> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    late.reject(new WeftError('CONNECTION_FAILED', 'No connection to the database became free in time.', { retryable: true }));
    taking.then(
      (lent) => lent.release(),
      () => {},
    );
  }, connectTimeoutMs + 1_000);
  try {
    return await Promise.race([taking, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** Over a connection of its own, as the other one is busy. */
function sendKill(options: PoolOptions, threadId: number): void {
  const { connectionLimit: _limit, maxIdle: _idle, idleTimeout: _timeout, ...own } = options;
  const killer = mysql.createConnection(own as ConnectionOptions);
  // The statement's own connection is dropped as well, so nothing is lost where this does not arrive.
  killer.on('error', () => killer.destroy());
  killer.query(`kill query ${Number(threadId)}`, () => killer.destroy());
}

/** Opens, tries and closes connections of the type `mysql`. */
export const implementation = implementConnection<typeof connection.config, SqlClient>({
  definition: connection,
  open: async (config, { outbound }) => openPool(outbound, config),
  async test(client, signal) {
    const { rows } = await client.run({
      sql: 'select version() as version, current_user() as account, database() as name',
      values: [],
      rowsMax: 1,
      timeoutMs: connectTimeoutMs,
      signal,
    });
    const [row] = rows;
    if (row === undefined) throw new WeftError('CONNECTION_FAILED', 'The database answered with nothing.');
    const product = /mariadb/i.test(String(row['version'])) ? 'MariaDB' : 'MySQL';
    return `${product} ${String(row['version'])} answered; signed in to ${String(row['name'])} as ${String(row['account'])}.`;
  },
  close: (client) => client.close(),
});
