import { WeftError } from '@weft/errors';
import { implementConnection, type OutboundGuard } from '@weft/step-kit/executor';
import pg from 'pg';
import type * as z from 'zod';
import { guardedSocket } from '../network/guarded-socket.ts';
import { takeConnection } from '../sql/hold-connection.ts';
import type { SqlClient } from '../sql/sql-client.ts';
import { connection } from './connection.ts';
import { databaseFailure } from './failure.ts';
import { rowTypes } from './row-values.ts';
import { type Cancel, lent, runStatement, runTransaction } from './run-statement.ts';
import { streamStatement } from './stream-statement.ts';

/** In milliseconds: to reach the server, or to get a connection of the pool. */
const connectTimeoutMs = 10_000;

type Config = z.output<typeof connection.config>;

/** A pool of connections; the first is opened by the first statement. */
export function openPool(guard: OutboundGuard, config: Config): SqlClient {
  const pool = new pg.Pool({
    host: config.host,
    port: config.port,
    database: config.database,
    user: config.user,
    password: config.password,
    ssl: config.ssl === 'off' ? false : { rejectUnauthorized: config.ssl === 'verify' },
    max: config.poolMax,
    connectionTimeoutMillis: connectTimeoutMs,
    idleTimeoutMillis: 30_000,
    allowExitOnIdle: true,
    keepAlive: true,
    application_name: 'weft',
    types: rowTypes,
    stream: () => guardedSocket(guard),
  });
  // A connection that breaks while idle is replaced by the pool; unheard, the event would end the process.
  pool.on('error', () => {});
  const cancel: Cancel = (processId, secretKey) => sendCancel(guard, config, processId, secretKey);
  const take = (signal: AbortSignal): Promise<pg.PoolClient> =>
    takeConnection(pool.connect(), signal, (late) => late.release()).catch((thrown: unknown) => Promise.reject(databaseFailure(thrown)));
  return {
    run: async (statement) => runStatement(await take(statement.signal), statement, cancel),
    async *stream(statement) {
      const client = await take(statement.signal);
      yield* streamStatement(client, lent(client, cancel), statement);
    },
    async transact(statements, limits) {
      return runTransaction(await take(limits.signal), statements, limits, cancel);
    },
    close: () => pool.end(),
  };
}

/** CancelRequest (PostgreSQL manual §54.2.9): a connection of its own, which the server closes without an answer. */
function sendCancel(guard: OutboundGuard, { host, port }: Config, processId: number, secretKey: number): void {
  const message = Buffer.alloc(16);
  message.writeInt32BE(16, 0);
  message.writeInt32BE(80_877_102, 4);
  message.writeInt32BE(processId, 8);
  message.writeInt32BE(secretKey, 12);
  const socket = guardedSocket(guard);
  socket.setTimeout(connectTimeoutMs, () => socket.destroy());
  // The statement's own connection is dropped as well, so nothing is lost where this does not arrive.
  socket.on('error', () => {});
  socket.once('connect', () => socket.end(message));
  socket.connect(port, host);
}

/** Opens, tries and closes connections of the type `postgres`. */
export const implementation = implementConnection<typeof connection.config, SqlClient>({
  definition: connection,
  open: async (config, { outbound }) => openPool(outbound, config),
  async test(client, signal) {
    const { rows } = await client.run({
      sql: "select current_setting('server_version') as version, current_user as role, current_database() as database",
      values: [],
      rowsMax: 1,
      timeoutMs: connectTimeoutMs,
      signal,
    });
    const [row] = rows;
    if (row === undefined) throw new WeftError('CONNECTION_FAILED', 'The database answered with nothing.');
    return `PostgreSQL ${String(row['version'])} answered; signed in to ${String(row['database'])} as ${String(row['role'])}.`;
  },
  close: (client) => client.close(),
});
