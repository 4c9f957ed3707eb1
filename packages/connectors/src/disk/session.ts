import { constants } from 'node:fs';
import { access, type FileHandle, link, lstat, mkdir, open, readdir, rename as renameFile, stat, unlink } from 'node:fs/promises';
import type { ByteStream } from '@weft/document';
import { WeftError } from '@weft/errors';
import { joined, nameOf } from '../remote-files/remote-path.ts';
import type { FileSession, RemoteFile } from '../remote-files/session.ts';
import { codeOf, diskFailure } from './failure.ts';
import { pathsInside } from './inside.ts';

const { O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_TRUNC, O_WRONLY } = constants;
/** In bytes: what is read at once. */
const partBytes = 65_536;
const nothingThere: ReadonlySet<string | undefined> = new Set(['ENOENT', 'ENOTDIR']);

/** The steps' view of a folder of this machine; `base` has no links in its path. */
export function diskSession(base: string): FileSession {
  const inside = pathsInside(base);
  let closed = false;
  const assertWanted = (): void => {
    if (closed) throw new WeftError('CANCELLED', 'The execution was cancelled.');
  };

  async function attempt<T>(what: string, work: () => Promise<T>): Promise<T> {
    assertWanted();
    try {
      return await work();
    } catch (thrown) {
      throw diskFailure(thrown, what);
    }
  }

  /** undefined where there is nothing to fetch from or to enter: no such name, a broken link, a device. */
  async function look(path: string): Promise<RemoteFile | undefined> {
    try {
      const stats = await stat(await inside.existing(path));
      const isFolder = stats.isDirectory();
      if (!isFolder && !stats.isFile()) return undefined;
      return { name: nameOf(path), path, size: isFolder ? 0 : stats.size, modified: stats.mtime, isFolder };
    } catch (thrown) {
      if (nothingThere.has(codeOf(thrown))) return undefined;
      throw thrown;
    }
  }

  /** Opens what is a file and is inside, and nothing else: a pipe would be waited for, a device may do anything. */
  async function openFile(path: string, at: string, flags: number): Promise<FileHandle> {
    const handle = await open(at, flags | O_NOFOLLOW | O_NONBLOCK, 0o666);
    try {
      await inside.assertOpened(handle.fd, path);
      if (!(await handle.stat()).isFile()) throw new WeftError('STEP_FAILED', `"${path}" is no file.`);
      return handle;
    } catch (thrown) {
      await handle.close();
      throw thrown;
    }
  }

  async function send(path: string, bytes: ByteStream, flags: number): Promise<void> {
    const what = `write "${path}"`;
    const handle = await attempt(what, async () => openFile(path, await inside.named(path), O_WRONLY | O_CREAT | flags));
    try {
      if (flags === O_TRUNC) await attempt(what, () => handle.truncate(0));
      for await (const chunk of bytes) {
        for (let at = 0; at < chunk.byteLength; )
          at += (await attempt(what, () => handle.write(chunk, at, chunk.byteLength - at))).bytesWritten;
      }
      // What was confirmed must still be there when the machine loses its power.
      await attempt(what, () => handle.sync());
    } finally {
      await handle.close();
    }
  }

  return {
    list: (folder) =>
      attempt(`list "${folder}"`, async () => {
        const entries = await inside
          .existing(folder)
          .then((at) => readdir(at))
          .catch((thrown: unknown) => {
            if (nothingThere.has(codeOf(thrown))) throw new WeftError('NOT_FOUND', `There is no folder "${folder}".`, { cause: thrown });
            throw thrown;
          });
        const files: RemoteFile[] = [];
        for (const name of entries) {
          // A link that leads out is as if it were not there: whoever lists has not asked for it.
          const file = await look(joined(folder, name)).catch((thrown: unknown) => {
            if (thrown instanceof WeftError) return undefined;
            throw thrown;
          });
          if (file !== undefined) files.push(file);
        }
        return files;
      }),
    find: (path) => attempt(`look for "${path}"`, () => look(path)),
    async *read(path) {
      const what = `read "${path}"`;
      const handle = await attempt(what, async () => {
        try {
          return await openFile(path, await inside.existing(path), O_RDONLY);
        } catch (thrown) {
          if (nothingThere.has(codeOf(thrown))) throw new WeftError('NOT_FOUND', `There is no file "${path}".`, { cause: thrown });
          throw thrown;
        }
      });
      try {
        for (;;) {
          const { bytesRead, buffer } = await attempt(what, () => handle.read(Buffer.allocUnsafe(partBytes), 0, partBytes));
          if (bytesRead === 0) return;
          yield buffer.subarray(0, bytesRead);
        }
      } finally {
        await handle.close();
      }
    },
    write: (path, bytes) => send(path, bytes, O_TRUNC),
    append: (path, bytes) => send(path, bytes, O_APPEND),
    rename: (from, to) => attempt(`rename "${from}"`, async () => renameFile(await inside.named(from), await inside.named(to))),
    renameToFree: (from, to) =>
      attempt(`rename "${from}"`, async () => {
        const [old, free] = [await inside.named(from), await inside.named(to)];
        try {
          // Unlike a rename, a second name is never given in place of a file that is there.
          await link(old, free);
        } catch (thrown) {
          if (codeOf(thrown) === 'EEXIST') return false;
          // Some mounted disks know no second names.
          if (codeOf(thrown) !== 'EPERM' && codeOf(thrown) !== 'ENOTSUP') throw thrown;
          if (await isTaken(free)) return false;
          await renameFile(old, free);
          return true;
        }
        await unlink(old);
        return true;
      }),
    remove: (path) =>
      attempt(`delete "${path}"`, async () => {
        try {
          await unlink(await inside.named(path));
          return true;
        } catch (thrown) {
          if (nothingThere.has(codeOf(thrown))) return false;
          throw thrown;
        }
      }),
    makeFolder: (path) =>
      attempt(`make the folder "${path}"`, async () => {
        for (let end = path.indexOf('/'); ; end = path.indexOf('/', end + 1)) {
          const part = end === -1 ? path : path.slice(0, end);
          if (!(await look(part))?.isFolder) await mkdir(await inside.named(part)).catch(unlessThere);
          if (end === -1) return;
        }
      }),
    ping: () => attempt('read the folder', () => access(base)),
    close: () => {
      closed = true;
    },
    get closed() {
      return closed;
    },
  };
}

async function isTaken(at: string): Promise<boolean> {
  try {
    await lstat(at);
    return true;
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return false;
    throw thrown;
  }
}

/** Another execution may have made the folder in between. */
async function unlessThere(thrown: unknown): Promise<void> {
  const { path } = thrown as { readonly path?: string };
  if (codeOf(thrown) !== 'EEXIST' || path === undefined || !(await lstat(path)).isDirectory()) throw thrown;
}
