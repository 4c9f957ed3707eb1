import pg from 'pg';
import { log } from './engine-log.mjs';

/** Prisma's numbers for what PostgreSQL and the network answer. */
const errorCodes = { '3D000': 'P1003', '28P01': 'P1000', ECONNREFUSED: 'P1001', ENOTFOUND: 'P1001', ETIMEDOUT: 'P1001' };

/** The engine's sub-commands for whole databases (`can-connect-to-database`, `create-database`, `drop-database`); returns the exit code. */
export async function runDatabaseCommand(command, url) {
  const target = new URL(url);
  const name = decodeURIComponent(target.pathname.slice(1));
  try {
    if (command === 'can-connect-to-database') {
      await withClient(url, async () => log('INFO', 'Connection established'));
      return 0;
    }
    const maintenance = new URL(url);
    maintenance.pathname = '/postgres';
    const verb = command === 'drop-database' ? 'DROP DATABASE IF EXISTS' : 'CREATE DATABASE';
    await withClient(String(maintenance), (client) => client.query(`${verb} ${client.escapeIdentifier(name)}`));
    return 0;
  } catch (error) {
    const code = errorCodes[error.code] ?? 'P1010';
    const missing = code === 'P1003';
    const meta = missing
      ? { database_name: name, database_schema_name: 'public' }
      : { database_location: target.host, database_host: target.hostname, database_port: target.port };
    log('ERROR', missing ? `Database \`${name}\` does not exist` : error.message || String(error), {
      error_code: code,
      is_panic: false,
      meta,
    });
    return 1;
  }
}

async function withClient(connectionString, act) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await act(client);
  } finally {
    await client.end();
  }
}
