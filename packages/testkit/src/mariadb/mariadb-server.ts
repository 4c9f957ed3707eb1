import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../free-port.ts';
import { selfSignedCertificate } from '../ftp/self-signed-certificate.ts';
import { greets } from '../greets.ts';
import { type ServerProcess, startServerProcess } from '../server-process.ts';

const run = promisify(execFile);

export interface MariaDbServer {
  readonly host: '127.0.0.1';
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** Ends the server and starts it again with its data, on the same port. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** A private MariaDB with one account and one database; it offers TLS with a certificate that it has signed itself. */
export async function startMariaDb({ sql = '' }: { readonly sql?: string } = {}): Promise<MariaDbServer> {
  const directory = await mkdtemp(join(tmpdir(), 'weft-mariadb-'));
  const port = await freePort();
  const [database, user, password] = ['shop', 'shop', 'open sesame'];
  const data = join(directory, 'data');
  const { username } = userInfo();
  const asUser = [`--user=${username}`, '--no-defaults', `--datadir=${data}`];
  const { key, cert } = selfSignedCertificate();
  await writeFile(join(directory, 'key.pem'), key);
  await writeFile(join(directory, 'cert.pem'), cert);
  await writeFile(
    join(directory, 'init.sql'),
    [
      `create database if not exists ${database};`,
      `create user if not exists ${user}@'%' identified by '${password}';`,
      `grant all on ${database}.* to ${user}@'%';`,
      `use ${database};`,
      // The server takes a statement a line.
      ...sql.split(';').map((statement) => `${statement.replace(/\s+/g, ' ').trim()};`),
    ]
      .filter((line) => line !== ';')
      .join('\n'),
  );
  await run('mariadb-install-db', [
    '--no-defaults',
    `--user=${username}`,
    `--datadir=${data}`,
    '--skip-test-db',
    '--auth-root-authentication-method=normal',
  ]).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code !== 'ENOENT') throw thrown;
    throw new Error('The tests need MariaDB, which is not installed. Install it with: apt-get install mariadb-server');
  });
  const start = (): Promise<ServerProcess> =>
    startServerProcess({
      what: 'MariaDB',
      package: 'mariadb-server',
      command: [
        '/usr/sbin/mariadbd',
        ...asUser.slice(1),
        asUser[0] ?? '',
        `--port=${port}`,
        '--bind-address=127.0.0.1',
        '--skip-name-resolve',
        `--socket=${join(directory, 'socket')}`,
        `--pid-file=${join(directory, 'pid')}`,
        `--init-file=${join(directory, 'init.sql')}`,
        `--ssl-key=${join(directory, 'key.pem')}`,
        `--ssl-cert=${join(directory, 'cert.pem')}`,
        '--innodb-flush-log-at-trx-commit=0',
        '--innodb-buffer-pool-size=16M',
      ],
      isReady: () => greets(port),
    });
  let server = await start();
  return {
    host: '127.0.0.1',
    port,
    user,
    password,
    database,
    async restart() {
      await server.stop();
      server = await start();
    },
    async close() {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
