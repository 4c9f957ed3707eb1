import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { WeftError } from '@weft/errors';
import { findBinaries } from './binaries.ts';
import { type Cluster, openCluster, superuser } from './cluster.ts';
import { clearLockFile, readLockFile } from './lock-file.ts';
import { chooseRunAs, type RunAs } from './run-as.ts';
import type { WatchdogOrder } from './watchdog.ts';

export interface StartPostgresOptions {
  /** Where its files are kept; made where it is missing. */
  readonly dataDir: string;
  /** A free one is taken where it is left out. */
  readonly port?: number;
  /** False gives up durability for speed: for tests only. Default true. */
  readonly fsync?: boolean;
  /** Gets each line the server writes. */
  readonly log?: (line: string) => void;
}

export interface PostgresServer {
  /** With the password: not for logs. Ends in the database `weft`, which need not exist yet. */
  readonly url: string;
  readonly port: number;
  /** Of the server itself. */
  readonly pid: number;
  /** Settles when the server has ended, for whatever reason. */
  readonly exited: Promise<void>;
  /** Ends open transactions and the server; returns when it has ended. */
  stop(): Promise<void>;
}

const repository = resolve(import.meta.dirname, '../../..');
const startLimitMs = 60_000;

/**
 * Starts the PostgreSQL 18 that came with npm on the loopback address, and returns when it takes connections. It ends with
 * this process, however that dies; what a killed server left behind is recovered.
 * @throws WeftError `DATABASE_UNAVAILABLE` with a sentence that says what to do.
 */
export async function startPostgres(options: StartPostgresOptions): Promise<PostgresServer> {
  const dataDir = resolve(options.dataDir);
  const binaries = await findBinaries();
  const runAs = await chooseRunAs(binaries.postgres);
  const cluster = await openCluster(dataDir, binaries, runAs);
  await clearLockFile(cluster.directory);
  const port = options.port ?? (await freePort());
  const watchdog = startWatchdog(serverCommand(binaries.postgres, cluster, port, options.fsync ?? true), runAs);
  const said = collectLines(watchdog, options.log);
  const exited = new Promise<void>((settle) => watchdog.once('close', () => settle()));
  const stop = async (): Promise<void> => {
    watchdog.stdin?.end();
    await exited;
  };
  const pid = await untilReady(cluster.directory, watchdog).catch(async (error) => {
    await stop();
    throw error instanceof WeftError ? error : startFailure(said, error);
  });
  if (pid === undefined) throw startFailure(said);
  return { url: `postgresql://${superuser}:${cluster.password}@127.0.0.1:${port}/weft`, port, pid, exited, stop };
}

function serverCommand(postgres: string, cluster: Cluster, port: number, fsync: boolean): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    // Shown in the titles of the server's own processes, so that they too can be told apart by the folder they belong to.
    cluster_name: repository.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 63),
    ...(fsync ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return [
    postgres,
    '-D',
    cluster.directory,
    '-p',
    String(port),
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}

function startWatchdog(server: readonly string[], runAs: RunAs): ChildProcess {
  const [command = '', ...args] = [...runAs.prefix, ...server];
  const order: WatchdogOrder = { command, args, ids: runAs.ids };
  // Detached: Ctrl-C in a terminal reaches the whole process group, and the server must outlive those that still write to it.
  return spawn(process.execPath, [resolve(import.meta.dirname, 'watchdog.ts'), JSON.stringify(order)], {
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true,
  });
}

function collectLines(watchdog: ChildProcess, log: ((line: string) => void) | undefined): string[] {
  const lines: string[] = [];
  if (watchdog.stderr === null) return lines;
  createInterface({ input: watchdog.stderr }).on('line', (line) => {
    lines.push(line);
    if (lines.length > 50) lines.shift();
    log?.(line);
  });
  return lines;
}

/** The process id of the ready server; undefined where it ended instead. */
async function untilReady(cluster: string, watchdog: ChildProcess): Promise<number | undefined> {
  for (let waited = 0; waited < startLimitMs; waited += 25) {
    if (watchdog.exitCode !== null || watchdog.signalCode !== null) return undefined;
    const lock = await readLockFile(cluster);
    if (lock?.ready) return lock.pid;
    await delay(25);
  }
  throw new WeftError('DATABASE_UNAVAILABLE', `The embedded database was not ready after ${startLimitMs / 1000} s.`);
}

function startFailure(said: readonly string[], cause?: unknown): WeftError {
  const fatal = said.findLast((line) => line.includes('FATAL')) ?? said.at(-1) ?? 'it said nothing';
  return new WeftError('DATABASE_UNAVAILABLE', `The embedded database did not start: ${fatal}`, { detail: said.join('\n'), cause });
}

function freePort(): Promise<number> {
  return new Promise((settle, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address !== null && typeof address === 'object' ? settle(address.port) : reject(new Error('no port'))));
    });
  });
}
