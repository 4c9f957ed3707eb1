import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from './free-port.ts';

export interface StartRedisOptions {
  /** Whether it writes every change to disk before it answers, as in production. Default false. */
  readonly appendonly?: boolean;
  /** Where one stood before, so that clients find it again. Default: any free one. */
  readonly port?: number;
}

export interface RedisServer {
  readonly url: string;
  /** Ends the server and removes its files. */
  stop(): Promise<void>;
}

const repository = resolve(import.meta.dirname, '../../..');
const startLimitMs = 10_000;

/**
 * Starts a private `redis-server` on a free port, with `noeviction` as Weft requires it.
 * @throws Error with a sentence that says what to install where the program is missing.
 */
export async function startRedis(options: StartRedisOptions = {}): Promise<RedisServer> {
  const directory = await mkdtemp(join(tmpdir(), 'weft-redis-'));
  const port = options.port ?? (await freePort());
  const appendonly = options.appendonly ? ['--appendonly', 'yes', '--appendfsync', 'always'] : ['--appendonly', 'no'];
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--dir', directory, '--save', '', '--maxmemory-policy', 'noeviction'];
  // The shell stays between as the watchdog: it ends the server when our pipe ends, which it does however this process dies.
  const script = 'redis-server "$@" & server=$!; cat >/dev/null; kill "$server"; wait "$server"';
  const child = spawn('sh', ['-c', script, `${repository}/redis`, ...settings, ...appendonly], {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-2000);
    });
  }
  const closed = new Promise<void>((settle) => child.once('close', () => settle()));
  const stop = async (): Promise<void> => {
    child.stdin.end();
    await closed;
    await rm(directory, { recursive: true, force: true });
  };
  for (let waited = 0; waited < startLimitMs; waited += 20) {
    if (await answers(port)) return { url: `redis://127.0.0.1:${port}`, stop };
    if (said.includes('not found')) break;
    await delay(20);
  }
  await stop();
  throw new Error(
    said.includes('not found')
      ? 'The tests need redis-server, which is not installed. Install it with: apt-get install redis-server'
      : `redis-server did not start: ${said}`,
  );
}

function answers(port: number): Promise<boolean> {
  return new Promise((settle) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.once('data', (data) => {
      settle(data.toString().startsWith('+PONG'));
      socket.destroy();
    });
    socket.once('error', () => settle(false));
  });
}
