import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { WeftError } from '@weft/errors';

/** What a server writes into `postmaster.pid` of its cluster (PostgreSQL: src/include/utils/pidfile.h). */
export interface LockFile {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

/** undefined where there is none, or it is not yet written. */
export async function readLockFile(cluster: string): Promise<LockFile | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const [pid, , , port, , , , status] = text.split('\n');
  if (!Number(pid)) return undefined;
  return { pid: Number(pid), port: Number(port), ready: status?.trim() === 'ready' };
}

/**
 * Makes room for a new server. A lock file whose process has died, or whose number another program got since, is removed; a server
 * whose watchdog has died is stopped.
 * @throws WeftError `DATABASE_UNAVAILABLE` where a server that somebody watches over has these files.
 */
export async function clearLockFile(cluster: string): Promise<void> {
  const lock = await readLockFile(cluster);
  if (lock === undefined) return;
  const owner = await look(lock.pid);
  if (owner?.command.includes(cluster)) {
    const parent = await look(owner.parent);
    if (parent?.command.includes('watchdog.ts')) {
      throw new WeftError(
        'DATABASE_UNAVAILABLE',
        `The database files in ${cluster} are in use by process ${lock.pid}: another Weft runs on them.`,
      );
    }
    await stop(lock.pid);
  }
  await rm(join(cluster, 'postmaster.pid'), { force: true });
}

/** Parent and command line of a process; undefined where there is none. Needs /proc: elsewhere PostgreSQL's own check must do. */
async function look(pid: number): Promise<{ readonly parent: number; readonly command: string } | undefined> {
  try {
    const [status, command] = await Promise.all([readFile(`/proc/${pid}/status`, 'utf8'), readFile(`/proc/${pid}/cmdline`, 'utf8')]);
    if (/^State:\s+Z/m.test(status)) return undefined;
    return { parent: Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]), command: command.replaceAll('\0', ' ') };
  } catch {
    return undefined;
  }
}

/** Fast shutdown, after 10 s the immediate one (which the next start recovers from). */
async function stop(pid: number): Promise<void> {
  const kill = (signal: NodeJS.Signals): void => {
    try {
      process.kill(pid, signal);
    } catch {
      // it has ended
    }
  };
  kill('SIGINT');
  for (let waited = 0; (await look(pid)) !== undefined; waited += 50) {
    if (waited === 10_000) kill('SIGQUIT');
    if (waited > 20_000)
      throw new WeftError('DATABASE_UNAVAILABLE', `A database server left over (process ${pid}) does not stop. End it and start again.`);
    await delay(50);
  }
}
