import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FromChild, ToChild } from './protocol.ts';

/** One process of the pool, seen from outside. */
export interface SandboxProcess {
  readonly pid: number | undefined;
  send(message: ToChild): void;
  /** At once, whatever it is doing. */
  kill(): void;
}

export interface SandboxProcessEvents {
  readonly heard: (message: FromChild) => void;
  /** Called once, also where it could not be started. `reason` is for operators. */
  readonly gone: (reason: string) => void;
}

const entry = fileURLToPath(new URL('./child/main.ts', import.meta.url));

/**
 * Even where an isolate is broken out of, Node itself refuses to read other files, to write any, and to start anything. Its
 * native code loads from these folders; the last entry is what that code's loader looks at.
 */
function permissions(): string[] {
  const fromHere = createRequire(import.meta.url);
  const engine = fromHere.resolve('isolated-vm/package.json');
  const loader = createRequire(engine).resolve('node-gyp-build/package.json');
  const readable = [path.resolve(path.dirname(entry), '../..'), path.dirname(engine), path.dirname(loader), '/etc/alpine-release'];
  return ['--permission', '--allow-addons', ...readable.map((place) => `--allow-fs-read=${place}`)];
}

/** Beside the isolates' own limits: the heap of the child itself, which holds inputs and results on their way. In MB. */
const ownHeapMb = 256;

/** Starts a child without environment, without standard streams, in `/`, which gives up root for `uid` when it is loaded. */
export function startSandboxProcess(uid: number, { heard, gone }: SandboxProcessEvents): SandboxProcess {
  const child = fork(entry, [String(uid)], {
    cwd: '/',
    env: {},
    execArgv: ['--no-node-snapshot', `--max-old-space-size=${ownHeapMb}`, ...permissions()],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  let isGone = false;
  const end = (reason: string): void => {
    if (isGone) return;
    isGone = true;
    gone(reason);
  };
  child.on('message', (message) => {
    if (!isGone) heard(message as FromChild);
  });
  child.on('exit', (code, signal) => end(signal === null ? `exit code ${code}` : `signal ${signal}`));
  child.on('error', (error) => end(error.message));
  return {
    pid: child.pid,
    send: (message) => {
      // A child that died in this moment: its `exit` is on the way and tells what becomes of the message.
      if (child.connected) child.send(message, () => undefined);
    },
    kill: () => {
      child.kill('SIGKILL');
    },
  };
}
