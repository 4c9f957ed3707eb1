import { spawn } from 'node:child_process';
import { chown, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WeftError } from '@weft/errors';

/** How a program is started so that it does not run as root, which PostgreSQL refuses. */
export interface RunAs {
  /** Put before the program. */
  readonly prefix: readonly string[];
  /** Of the process, where it is another user's. */
  readonly ids: { readonly uid: number; readonly gid: number } | undefined;
}

const ourselves: RunAs = { prefix: [], ids: undefined };

/** `nobody` inside a user namespace that maps to root outside: the files stay root's, and no user has to be made. */
const namespaced: RunAs = { prefix: ['unshare', '--user', '--map-user=65534', '--map-group=65534', '--'], ids: undefined };

/**
 * Not root: as ourselves. Root: in a user namespace, or, where containers forbid those, as an unprivileged user of the system.
 * `program` is one that must be able to start (its `--version` is asked).
 * @throws WeftError `DATABASE_UNAVAILABLE` where no way works, saying why.
 */
export async function chooseRunAs(program: string): Promise<RunAs> {
  if (process.getuid?.() !== 0) return ourselves;
  if (await starts(namespaced, program)) return namespaced;
  for (const ids of await unprivilegedUsers()) {
    const other: RunAs = { prefix: [], ids };
    if (await starts(other, program)) return other;
  }
  throw new WeftError(
    'DATABASE_UNAVAILABLE',
    'PostgreSQL does not run as root, and neither a user namespace nor the users "postgres" and "nobody" can be used here. Start Weft as an ordinary user, or set DATABASE_URL.',
    { detail: `tried to start ${program}` },
  );
}

/** Gives a directory with all in it to the user the server runs as; nothing to do where that is us. */
export async function handOver(directory: string, runAs: RunAs): Promise<void> {
  if (runAs.ids === undefined) return;
  const { uid, gid } = runAs.ids;
  await chown(directory, uid, gid);
  for (const name of await readdir(directory, { recursive: true })) await chown(join(directory, name), uid, gid);
}

async function starts(runAs: RunAs, program: string): Promise<boolean> {
  const [command = program, ...args] = [...runAs.prefix, program, '--version'];
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'ignore', cwd: '/', timeout: 10_000, ...runAs.ids });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}

async function unprivilegedUsers(): Promise<Array<{ readonly uid: number; readonly gid: number }>> {
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const users = passwd.split('\n').map((line) => line.split(':'));
  return ['postgres', 'nobody'].flatMap((wanted) =>
    users
      .filter(([name]) => name === wanted)
      .map(([, , uid, gid]) => ({ uid: Number(uid), gid: Number(gid) }))
      .filter(({ uid, gid }) => uid > 0 && gid > 0),
  );
}
