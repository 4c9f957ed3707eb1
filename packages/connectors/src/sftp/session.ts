import type { ByteStream } from '@weft/document';
import { WeftError } from '@weft/errors';
import type { Client, SFTPWrapper, Stats } from 'ssh2';
import { folderOf, joined, nameOf } from '../remote-files/remote-path.ts';
import type { FileSession, RemoteFile } from '../remote-files/session.ts';
import type { Ask, Request } from './ask.ts';
import { sftpFailure, status, statusOf } from './failure.ts';
import { readHandle, writeHandle } from './transfer.ts';

/** Where a session works, for its sentences. */
export interface SftpPlace {
  readonly server: string;
  readonly timeoutMs: number;
  /** The absolute path of the connection's folder. */
  readonly base: string;
}

/** The steps' view of a client that is signed in. */
export function sftpSession(client: Client, sftp: SFTPWrapper, place: SftpPlace): FileSession {
  let closed = false;
  const onServer = (path: string): string => (path === '' ? place.base : `${place.base === '/' ? '' : place.base}/${path}`);
  const close = (): void => {
    closed = true;
    client.destroy();
  };
  client.once('close', () => {
    closed = true;
  });

  const ask: Ask = (request) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new WeftError('TIMEOUT', `The SFTP server ${place.server} said nothing for ${place.timeoutMs} ms.`, { retryable: true }));
        close();
      }, place.timeoutMs);
      request((error, value) => {
        clearTimeout(timer);
        if (error) reject(error);
        else resolve(value);
      });
    });

  async function attempt<T>(what: string, work: () => Promise<T>): Promise<T> {
    if (closed) throw new WeftError('CONNECTION_FAILED', `The SFTP server ${place.server} broke the connection off.`, { retryable: true });
    try {
      return await work();
    } catch (thrown) {
      throw sftpFailure(thrown, { ...place, what });
    }
  }

  /** undefined where nothing is there; a link counts as what it leads to. */
  async function statusAt(path: string): Promise<Stats | undefined> {
    try {
      return await ask<Stats>((done) => sftp.stat(onServer(path), done));
    } catch (thrown) {
      if (statusOf(thrown) === status.noSuchFile) return undefined;
      throw thrown;
    }
  }

  async function find(path: string): Promise<RemoteFile | undefined> {
    const stats = await attempt(`look for "${path}"`, () => statusAt(path));
    return stats === undefined ? undefined : remoteFile(folderOf(path), nameOf(path), stats);
  }

  /** Puts the file in place of one that is there: at once where the server knows how, else by deleting that one first. */
  async function replace(from: string, to: string): Promise<void> {
    try {
      await ask<void>((done) => sftp.ext_openssh_rename(from, to, done));
      return;
    } catch (thrown) {
      const knows = statusOf(thrown) !== undefined && statusOf(thrown) !== status.unsupported;
      if (knows || !/does not support/i.test((thrown as Error).message)) throw thrown;
    }
    try {
      await ask<void>((done) => sftp.rename(from, to, done));
    } catch (thrown) {
      // Version 3 of the protocol does not rename onto a file that is there.
      if (statusOf(thrown) !== status.failure) throw thrown;
      await ask<void>((done) => sftp.unlink(to, done));
      await ask<void>((done) => sftp.rename(from, to, done));
    }
  }

  /** Writes from `start` on; 0 begins the file anew. */
  async function send(path: string, bytes: ByteStream, start: number): Promise<void> {
    const tried = <T>(request: Request<T>): Promise<T> => attempt(`write "${path}"`, () => ask(request));
    const handle = await tried<Buffer>((done) => sftp.open(onServer(path), start === 0 ? 'w' : 'a', done));
    try {
      await writeHandle(sftp, { handle, bytes, start, ask: tried });
    } catch (thrown) {
      if (!closed) await ask<void>((done) => sftp.close(handle, done)).catch(() => {});
      throw thrown;
    }
    await tried<void>((done) => sftp.close(handle, done));
  }

  return {
    list: (folder) =>
      attempt(`list "${folder}"`, async () => {
        try {
          const entries = await ask<{ filename: string; attrs: Stats }[]>((done) => sftp.readdir(onServer(folder), done));
          const files: RemoteFile[] = [];
          for (const { filename, attrs } of entries) {
            // A listing tells of the link itself. What leads nowhere, and what is neither file nor folder, cannot be fetched.
            const stats = attrs.isSymbolicLink() ? await statusAt(joined(folder, filename)) : attrs;
            if (stats?.isFile() || stats?.isDirectory()) files.push(remoteFile(folder, filename, stats));
          }
          return files;
        } catch (thrown) {
          if (statusOf(thrown) === status.noSuchFile)
            throw new WeftError('NOT_FOUND', `There is no folder "${folder}" on ${place.server}.`, { cause: thrown });
          throw thrown;
        }
      }),
    find,
    async *read(path) {
      const what = `read "${path}"`;
      const handle = await attempt(what, async () => {
        try {
          return await ask<Buffer>((done) => sftp.open(onServer(path), 'r', done));
        } catch (thrown) {
          if (statusOf(thrown) === status.noSuchFile)
            throw new WeftError('NOT_FOUND', `There is no file "${path}" on ${place.server}.`, { cause: thrown });
          throw thrown;
        }
      });
      try {
        yield* readHandle(sftp, handle, ask);
      } catch (thrown) {
        throw sftpFailure(thrown, { ...place, what });
      } finally {
        if (!closed) await ask<void>((done) => sftp.close(handle, done)).catch(() => {});
      }
    },
    write: (path, bytes) => send(path, bytes, 0),
    append: async (path, bytes) => send(path, bytes, (await find(path))?.size ?? 0),
    rename: (from, to) => attempt(`rename "${from}"`, () => replace(onServer(from), onServer(to))),
    renameToFree: (from, to) =>
      attempt(`rename "${from}"`, async () => {
        try {
          // Version 3 of the protocol does not rename onto a file that is there.
          await ask<void>((done) => sftp.rename(onServer(from), onServer(to), done));
          return true;
        } catch (thrown) {
          if (statusOf(thrown) === status.failure && (await statusAt(to)) !== undefined) return false;
          throw thrown;
        }
      }),
    remove: (path) =>
      attempt(`delete "${path}"`, async () => {
        try {
          await ask<void>((done) => sftp.unlink(onServer(path), done));
          return true;
        } catch (thrown) {
          if (statusOf(thrown) === status.noSuchFile) return false;
          throw thrown;
        }
      }),
    makeFolder: (path) =>
      attempt(`make the folder "${path}"`, async () => {
        let at = '';
        for (const part of path.split('/')) {
          at = joined(at, part);
          try {
            await ask<void>((done) => sftp.mkdir(onServer(at), done));
          } catch (thrown) {
            if (statusOf(thrown) === undefined || !(await statusAt(at))?.isDirectory()) throw thrown;
          }
        }
      }),
    ping: () => attempt('answer', async () => void (await ask<string>((done) => sftp.realpath('.', done)))),
    close,
    get closed() {
      return closed;
    },
  };
}

function remoteFile(folder: string, name: string, stats: Stats): RemoteFile {
  const isFolder = stats.isDirectory();
  // In seconds since 1970.
  return { name, path: joined(folder, name), size: isFolder ? 0 : stats.size, modified: new Date(stats.mtime * 1000), isFolder };
}
