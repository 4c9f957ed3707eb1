/** The only reader of the environment in `npm start`. The README's table lists the same names. */
import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import path from 'node:path';
import { repository } from './set-up.ts';
import { Stop } from './stop.ts';

export interface Settings {
  readonly dataDir: string;
  readonly host: string;
  readonly studioPort: number;
  readonly gatewayPort: number;
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly workers: number;
  readonly demo: boolean;
}

/** @throws Stop naming the variable that is wrong. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  return {
    dataDir: path.resolve(repository, env['WEFT_DATA_DIR'] || '.weft'),
    host: env['WEFT_HOST'] || '127.0.0.1',
    studioPort: integer(env, 'WEFT_STUDIO_PORT', 3000, 1, 65_535),
    gatewayPort: integer(env, 'WEFT_GATEWAY_PORT', 8080, 1, 65_535),
    databaseUrl: env['DATABASE_URL'] || undefined,
    redisUrl: env['REDIS_URL'] || undefined,
    workers: integer(env, 'WEFT_WORKERS', 1, 1, 64),
    demo: env['WEFT_DEMO'] !== '0',
  };
}

function integer(env: NodeJS.ProcessEnv, name: string, otherwise: number, min: number, max: number): number {
  const text = env[name];
  if (text === undefined || text === '') return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max)
    throw new Stop(`${name} is "${text}"; it must be a whole number from ${min} to ${max}.`);
  return value;
}

/** Makes the data folder (0700) or says why it cannot be used. */
export function claimDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.W_OK | constants.X_OK);
    // Root passes access checks that a read-only file system then refuses, so try.
    const probe = path.join(dataDir, `.probe-${process.pid}`);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (cause) {
    throw new Stop(
      `The data folder ${dataDir} cannot be written (${(cause as NodeJS.ErrnoException).code ?? String(cause)}). Make it writable, or name another one in WEFT_DATA_DIR.`,
    );
  }
  const lock = path.join(dataDir, 'weft.pid');
  const other = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0;
  if (other > 0 && other !== process.pid && isWeft(other)) {
    throw new Stop(
      `Another Weft (process ${other}) uses the data folder ${dataDir}. Stop it first, or name another folder in WEFT_DATA_DIR.`,
    );
  }
  writeFileSync(lock, String(process.pid), { mode: 0o600 });
  process.on('exit', () => rmSync(lock, { force: true }));
}

/** True where that process lives and is a Weft: process ids are given again, so a stale file may name a stranger. */
function isWeft(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('tooling/launch/start.ts');
  } catch {
    return !existsSync('/proc/self');
  }
}

/** @throws Stop naming the variable that chooses another port. */
export async function requireFreePort(host: string, port: number, variable: string): Promise<void> {
  if (await answers(host === '0.0.0.0' ? '127.0.0.1' : host, port)) throw taken(port, variable);
  await new Promise<void>((resolve, reject) => {
    const server = createServer();
    server.once('error', (cause: NodeJS.ErrnoException) => {
      if (cause.code === 'EADDRINUSE') reject(taken(port, variable));
      else if (cause.code === 'EACCES')
        reject(new Stop(`Port ${port} may not be opened by this user. Choose one above 1024 in ${variable}.`));
      else reject(new Stop(`Port ${port} on ${host} cannot be opened (${cause.code}). Choose another one in ${variable}.`));
    });
    server.listen(port, host, () => server.close(() => resolve()));
  });
}

function taken(port: number, variable: string): Stop {
  return new Stop(`Port ${port} is taken by another program. Stop it, or choose another port in ${variable}.`);
}

/** A listener on another address of the same port does not stop ours from opening, yet browsers would reach it. */
function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(500, () => end(false));
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}

/** A port nobody uses at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}
