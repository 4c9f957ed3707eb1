import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { WeftError } from '@weft/errors';
import { implementConnection } from '@weft/step-kit/executor';
import type { FilesClient } from '../remote-files/session.ts';
import { openSessionPool } from '../remote-files/session-pool.ts';
import { connection } from './connection.ts';
import { codeOf } from './failure.ts';
import { isInside } from './inside.ts';
import { diskSession } from './session.ts';

/** More at once make no disk faster. */
const sessionsMax = 16;
/** In milliseconds. */
const waitMs = 60_000;

/** @throws WeftError `FORBIDDEN` where the folder is none of those that the operator named, `NOT_FOUND` where it is not there. */
async function openDisk(folder: string, allowed: readonly string[]): Promise<FilesClient> {
  if (allowed.length === 0)
    throw new WeftError('FORBIDDEN', 'No folder of this machine may be used. An operator can allow some with WEFT_DISK_FOLDERS.');
  const base = await realpath(folder).catch((thrown: unknown) => {
    throw isAllowed(folder, allowed) ? notThere(folder, thrown) : forbidden(folder);
  });
  // A folder that is allowed may itself be a link to where the files are.
  const roots = await Promise.all(allowed.map((root) => realpath(root).catch(() => undefined)));
  if (!roots.some((root) => root !== undefined && isInside(root, base))) throw forbidden(folder);
  if (!(await stat(base)).isDirectory()) throw notThere(folder);
  return openSessionPool({ server: folder, open: async () => diskSession(base), sessionsMax, waitMs });
}

/** Told by the text alone, so that nobody learns what is elsewhere on the machine. */
function isAllowed(folder: string, allowed: readonly string[]): boolean {
  return !folder.split('/').includes('..') && allowed.some((root) => isInside(root, folder));
}

function forbidden(folder: string): WeftError {
  return new WeftError('FORBIDDEN', `The folder "${folder}" may not be used. An operator can allow it with WEFT_DISK_FOLDERS.`);
}

function notThere(folder: string, cause?: unknown): WeftError {
  const reason =
    codeOf(cause) === 'EACCES' ? 'may not be entered by the user that Weft runs as' : 'is not there on the machine of the worker';
  return new WeftError('NOT_FOUND', `The folder "${folder}" ${reason}.`, { cause });
}

/** Opens, tries and closes connections of the type `disk`. */
export const implementation = implementConnection<typeof connection.config, FilesClient>({
  definition: connection,
  open: ({ folder }, { diskFolders }) => openDisk(folder, diskFolders ?? []),
  async test(client, signal) {
    const files = await client.use(signal, (session) => session.list(''));
    const mayWrite = await access(client.server, constants.W_OK).then(
      () => true,
      () => false,
    );
    const holds = `It holds ${files.length} ${files.length === 1 ? 'entry' : 'entries'}`;
    return `The folder ${client.server} can be ${mayWrite ? 'read and written' : 'read, but not written'}. ${holds}.`;
  },
  close: (client) => client.close(),
});
