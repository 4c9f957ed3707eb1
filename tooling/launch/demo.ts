/** The surroundings of the examples: web services, an FTP server, a mail server and a database of its own, and the examples themselves. */
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { seedDemoDatabase, startSurroundings } from '@weft/testkit/demo';
import pg from 'pg';
import { repository, run } from './set-up.ts';

const databaseName = 'weft_demo';

export interface Demo {
  /** What the outbound guard must let through: the demo stands on this machine's own loopback. */
  readonly allow: string;
  install(studioUrl: string, dataDir: string): Promise<void>;
  stop(): Promise<void>;
}

/** undefined (and a line that says why) where the database server does not let us make a database of our own. */
export async function openDemo(options: {
  databaseUrl: string;
  /** Whether the server is Weft's own. */
  embedded: boolean;
  port: number;
  say: (line: string) => void;
}): Promise<Demo | undefined> {
  const password = randomBytes(18).toString('base64url');
  const server = new URL(options.databaseUrl);
  try {
    await createDatabase(options.databaseUrl, password, options.embedded);
  } catch (cause) {
    options.say(
      `The examples are left out: ${cause instanceof Error ? cause.message : String(cause)}. Set WEFT_DEMO=0 to leave them out silently.`,
    );
    return undefined;
  }
  const admin = new URL(server);
  admin.pathname = `/${databaseName}`;
  await seedDemoDatabase(String(admin), databaseName);
  const surroundings = await startSurroundings({ port: options.port, password });
  const databaseHost = server.hostname;
  const databasePort = server.port || '5432';
  return {
    allow: [...surroundings.addresses, `${databaseHost}:${databasePort}`].join(','),
    stop: () => surroundings.close(),
    install: (studioUrl, dataDir) =>
      run(
        process.execPath,
        [path.join(repository, 'apps/cli/src/main.ts'), 'examples', 'install', path.join(repository, 'examples')],
        'Installing the examples failed; the message stands above.',
        {
          ...process.env,
          WEFT_URL: studioUrl,
          WEFT_DATA_DIR: dataDir,
          ...surroundings.variables,
          DEMO_DATABASE_HOST: databaseHost,
          DEMO_DATABASE_PORT: databasePort,
          DEMO_DATABASE_NAME: databaseName,
          DEMO_DATABASE_USER: databaseName,
          DEMO_DATABASE_PASSWORD: password,
        },
      ),
  };
}

/** A database and a user that can read it, and write to nothing but the tables that seeding names; the password is new at every start and lives in the connection alone. */
async function createDatabase(url: string, password: string, embedded: boolean): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const role = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [databaseName]);
    const verb = role.rowCount === 0 ? 'CREATE' : 'ALTER';
    await client.query(`${verb} ROLE ${databaseName} LOGIN PASSWORD ${client.escapeLiteral(password)}`);
    const database = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [databaseName]);
    if (database.rowCount === 0) await client.query(`CREATE DATABASE ${databaseName}`);
    // Weft's own database stands on the same server, which the guard lets processes reach for the demo. On a server of the
    // operator's, who else may connect is not ours to change.
    if (embedded) await client.query(`REVOKE CONNECT ON DATABASE ${client.escapeIdentifier(client.database ?? '')}, postgres FROM PUBLIC`);
  } finally {
    await client.end();
  }
  const inside = new URL(url);
  inside.pathname = `/${databaseName}`;
  const owner = new pg.Client({ connectionString: String(inside) });
  await owner.connect();
  try {
    await owner.query(`GRANT USAGE ON SCHEMA public TO ${databaseName}`);
    await owner.query(`GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${databaseName}`);
    await owner.query(`ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO ${databaseName}`);
  } finally {
    await owner.end();
  }
}
