import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';

const repository = resolve(import.meta.dirname, '../..');

export interface Program extends AsyncDisposable {
  readonly child: ChildProcess;
}

/** Starts a program of this repository in a process of its own; resolves when its output contains `started`. */
export async function startProgram(script: string, env: Readonly<Record<string, string>>, started: string): Promise<Program> {
  const child = spawn(process.execPath, ['--no-node-snapshot', join(repository, script)], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  const ready = new Promise<void>((done, failed) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (data: Buffer) => {
        output = (output + data.toString()).slice(-20_000);
        if (output.includes(started)) done();
      });
    }
    child.once('exit', () => failed(new Error(`${script} ended: ${output}`)));
  });
  await ready;
  return {
    child,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}
