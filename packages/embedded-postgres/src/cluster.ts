import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WeftError } from '@weft/errors';
import type { Binaries } from './binaries.ts';
import { handOver, type RunAs } from './run-as.ts';

/** The files of one server: `cluster/` is PostgreSQL's own, `password` (mode 0600) is the superuser's. */
export interface Cluster {
  readonly directory: string;
  readonly password: string;
}

/** The only login of the embedded server. */
export const superuser = 'weft';

/**
 * Opens the cluster below `dataDir`, making it where there is none. A making that was interrupted is begun again.
 * @throws WeftError `DATABASE_UNAVAILABLE` where `initdb` fails or the files are another version's.
 */
export async function openCluster(dataDir: string, binaries: Binaries, runAs: RunAs): Promise<Cluster> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await handOver(dataDir, runAs);
  const directory = join(dataDir, 'cluster');
  const passwordFile = join(dataDir, 'password');
  if (!(await exists(directory))) {
    await writeFile(passwordFile, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
    await chmod(passwordFile, 0o600);
    await handOver(dataDir, runAs);
    // Renamed when it is complete, so that a `cluster` directory is always whole.
    const unfinished = join(dataDir, 'cluster.unfinished');
    await rm(unfinished, { recursive: true, force: true });
    await initialize(unfinished, passwordFile, binaries, runAs);
    await rename(unfinished, directory);
  }
  const version = (await readFile(join(directory, 'PG_VERSION'), 'utf8').catch(() => '')).trim();
  if (version !== '18') {
    throw new WeftError(
      'DATABASE_UNAVAILABLE',
      `The database files in ${dataDir} are of PostgreSQL ${version || '(unknown)'}, this Weft brings PostgreSQL 18. Restore a backup into an empty folder.`,
    );
  }
  return { directory, password: (await readFile(passwordFile, 'utf8')).trim() };
}

async function initialize(directory: string, passwordFile: string, binaries: Binaries, runAs: RunAs): Promise<void> {
  const [command = binaries.initdb, ...args] = [
    ...runAs.prefix,
    binaries.initdb,
    `--pgdata=${directory}`,
    `--username=${superuser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
    '--no-instructions',
  ];
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'], cwd: '/', ...runAs.ids });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) {
    throw new WeftError('DATABASE_UNAVAILABLE', `The database files could not be made in ${directory}: ${said.trim().slice(-500)}`);
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
