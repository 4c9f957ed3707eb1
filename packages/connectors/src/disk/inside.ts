import { realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { WeftError } from '@weft/errors';
import { folderOf, nameOf } from '../remote-files/remote-path.ts';

/** True where `path` is the folder or is in it. Both without links. */
export function isInside(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/**
 * Where the paths of steps are on the machine, below a folder without links in its own path. Links that stay inside are
 * followed; one that leads out is refused, whoever made it.
 */
export function pathsInside(base: string) {
  /** What is there, without links. @throws WeftError `FORBIDDEN`; the error of Node where nothing is there. */
  async function existing(path: string): Promise<string> {
    const real = await realpath(join(base, path));
    if (!isInside(base, real)) throw leadsOut(path);
    return real;
  }

  return {
    existing,
    /** Where the name itself is, whether or not something has it: its folder must be there. Links as a name are not followed. */
    named: async (path: string): Promise<string> => join(await existing(folderOf(path)), nameOf(path)),
    /**
     * Of an open file, after the fact: between asking for a path and opening it, somebody may have put a link in its place.
     * @throws WeftError `FORBIDDEN`.
     */
    async assertOpened(descriptor: number, path: string): Promise<void> {
      // Linux shows here what is open, whatever has become of its names.
      const opened = await realpath(`/proc/self/fd/${descriptor}`).catch(() => undefined);
      if (opened !== undefined && !isInside(base, opened)) throw leadsOut(path);
    },
  };
}

function leadsOut(path: string): WeftError {
  return new WeftError('FORBIDDEN', `"${path}" leads by a link out of the folder of the connection, which is not allowed.`);
}
