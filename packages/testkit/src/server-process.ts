import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';

export interface ServerProcess {
  /** Ends the server as its operator would. */
  stop(): Promise<void>;
}

export interface ServerProcessOptions {
  /** The program in the words of a person: `an SSH server`. */
  readonly what: string;
  /** The Debian package to install where the program is missing. */
  readonly package: string;
  readonly command: readonly [string, ...string[]];
  /** True when it can be used. Asked again and again until then. */
  readonly isReady: () => Promise<boolean>;
  readonly startLimitMs?: number;
}

/**
 * Starts a server of this machine that ends with this process, however it dies.
 * @throws Error with a sentence that says what to install where the program is missing, or what it said.
 */
export async function startServerProcess(options: ServerProcessOptions): Promise<ServerProcess> {
  const { what, command, isReady, startLimitMs = 20_000 } = options;
  // The shell stays between as the watchdog: it ends the server when our pipe ends, which it does however this process dies.
  const script = '"$@" </dev/null & server=$!; cat >/dev/null; kill "$server"; wait "$server"';
  const child = spawn('sh', ['-c', script, ...command.slice(0, 1), ...command], { stdio: ['pipe', 'pipe', 'pipe'], detached: true });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4000);
    });
  }
  const closed = new Promise<void>((settle) => child.once('close', () => settle()));
  const stop = async (): Promise<void> => {
    child.stdin.end();
    await closed;
  };
  for (const limit = Date.now() + startLimitMs; Date.now() < limit; ) {
    if (await isReady()) return { stop };
    if (said.includes('not found')) break;
    await delay(30);
  }
  await stop();
  throw new Error(
    said.includes('not found')
      ? `The tests need ${what}, which is not installed. Install it with: apt-get install ${options.package}`
      : `${what} did not start: ${said}`,
  );
}
