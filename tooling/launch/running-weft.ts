/** A Weft of one's own, started by `npm start`'s own command: for tests, soaks and benches. */
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { repository } from './set-up.ts';
import { freePort } from './settings.ts';

export interface RunningWeft {
  readonly child: ChildProcess;
  readonly studio: string;
  readonly gateway: string;
  /** All that it has printed. */
  readonly said: () => string;
  /** Rejects with what was printed where it ended first. */
  readonly ready: Promise<void>;
  /** The exit code. */
  readonly ended: Promise<number | null>;
}

export async function runWeft(dataDir: string, env: Readonly<Record<string, string>> = {}): Promise<RunningWeft> {
  const [studioPort, gatewayPort] = [await freePort(), await freePort()];
  const child = spawn('sh', [path.join(repository, 'tooling/launch/with-node.sh'), 'tooling/launch/start.ts'], {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_ENV: '',
      WEFT_DATA_DIR: dataDir,
      WEFT_STUDIO_PORT: String(studioPort),
      WEFT_GATEWAY_PORT: String(gatewayPort),
      ...env,
    },
  });
  let text = '';
  let announce = (): void => {};
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const ready = new Promise<void>((resolve, reject) => {
    announce = resolve;
    void ended.then(() => reject(new Error(`npm start ended: ${text}`)));
  });
  ready.catch(() => {});
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      text += chunk;
      if (text.includes('Weft is ready') && text.includes('Gateway: ')) announce();
    });
  }
  return { child, ready, ended, said: () => text, studio: `http://127.0.0.1:${studioPort}`, gateway: `http://127.0.0.1:${gatewayPort}` };
}
