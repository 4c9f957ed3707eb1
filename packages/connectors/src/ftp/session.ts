import { PassThrough, Readable } from 'node:stream';
import type { ByteStream } from '@weft/document';
import { WeftError } from '@weft/errors';
import { type Client, type FileInfo, FTPError } from 'basic-ftp';
import { folderOf, joined, nameOf } from '../remote-files/remote-path.ts';
import type { FileSession, RemoteFile } from '../remote-files/session.ts';
import { ftpFailure } from './failure.ts';

/** Where a session works, for its sentences. */
export interface FtpPlace {
  readonly server: string;
  readonly timeoutMs: number;
  /** The absolute path of the connection's folder. */
  readonly base: string;
}

/** The steps' view of a client that is signed in. */
export function ftpSession(client: Client, place: FtpPlace): FileSession {
  const onServer = (path: string): string => (path === '' ? place.base : `${place.base === '/' ? '' : place.base}/${path}`);

  async function attempt<T>(what: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (thrown) {
      throw ftpFailure(thrown, { ...place, what });
    }
  }

  async function list(folder: string): Promise<RemoteFile[]> {
    const infos = await attempt(`list "${folder}"`, async () => {
      // With a path, LIST takes blanks and dashes for options on many servers; the folder of the session is safe.
      await client.cd(onServer(folder)).catch((thrown: unknown) => {
        if (thrown instanceof FTPError && thrown.code === 550)
          throw new WeftError('NOT_FOUND', `There is no folder "${folder}" on ${place.server}.`, { cause: thrown });
        throw thrown;
      });
      return client.list();
    });
    return infos.filter(({ name }) => name !== '.' && name !== '..').map((info) => remoteFile(folder, info));
  }

  async function find(path: string): Promise<RemoteFile | undefined> {
    return attempt(`look for "${path}"`, async () => {
      const size = await unlessRefused(client.size(onServer(path)));
      if (size !== undefined) return { name: nameOf(path), path, size, modified: await changed(path), isFolder: false };
      // Not a file, or a server that does not tell sizes.
      try {
        const found = (await list(folderOf(path))).find(({ name }) => name === nameOf(path));
        return found === undefined || found.isFolder ? found : { ...found, modified: found.modified ?? (await changed(path)) };
      } catch (thrown) {
        if (thrown instanceof WeftError && thrown.code === 'NOT_FOUND') return undefined;
        throw thrown;
      }
    });
  }

  const changed = (path: string): Promise<Date | undefined> => unlessRefused(client.lastMod(onServer(path)));

  async function send(what: 'write' | 'append to', path: string, bytes: ByteStream): Promise<void> {
    await attempt(`${what} "${path}"`, async () => {
      const upload = (source: Readable) =>
        what === 'write' ? client.uploadFrom(source, onServer(path)) : client.appendFrom(source, onServer(path));
      const failure = Promise.withResolvers<never>();
      failure.promise.catch(() => {});
      const source = Readable.from(watched(bytes, failure.reject), { objectMode: false });
      // What the source throws is told as such, not as a fault of the server.
      await Promise.race([failure.promise, upload(source)]).catch(async (thrown: unknown) => {
        source.destroy();
        throw thrown;
      });
    });
  }

  async function rename(from: string, to: string): Promise<void> {
    await attempt(`rename "${from}"`, async () => {
      try {
        await client.rename(onServer(from), onServer(to));
      } catch (thrown) {
        // Some servers do not rename onto a file that is there.
        if (!(thrown instanceof FTPError) || (await find(to)) === undefined || (await find(from)) === undefined) throw thrown;
        await client.remove(onServer(to));
        await client.rename(onServer(from), onServer(to));
      }
    });
  }

  return {
    list,
    find,
    async *read(path) {
      const through = new PassThrough();
      const done = client.downloadTo(through, onServer(path));
      done.catch(() => {});
      let isWhole = false;
      try {
        yield* through as AsyncIterable<Uint8Array>;
        // The end of the data is no sign that it was all: only the server's word on the control connection is.
        await done;
        isWhole = true;
      } catch (thrown) {
        const cause = await done.then(
          () => thrown,
          (told: unknown) => told,
        );
        const isGone = cause instanceof FTPError && cause.code === 550 && (await find(path)) === undefined;
        isWhole = isGone;
        if (isGone) throw new WeftError('NOT_FOUND', `There is no file "${path}" on ${place.server}.`, { cause });
        throw ftpFailure(cause, { ...place, what: `read "${path}"` });
      } finally {
        // A server in the middle of a file has no ear for the next command.
        if (!isWhole) client.close();
      }
    },
    write: (path, bytes) => send('write', path, bytes),
    append: (path, bytes) => send('append to', path, bytes),
    rename,
    async renameToFree(from, to) {
      // FTP has no command for this; between the two another client may be faster.
      if ((await find(to)) !== undefined) return false;
      await rename(from, to);
      return true;
    },
    remove: (path) =>
      attempt(`delete "${path}"`, async () => {
        try {
          await client.remove(onServer(path));
          return true;
        } catch (thrown) {
          if (thrown instanceof FTPError && (await find(path)) === undefined) return false;
          throw thrown;
        }
      }),
    makeFolder: (path) =>
      attempt(`make the folder "${path}"`, async () => {
        let at = '';
        for (const part of path.split('/')) {
          at = joined(at, part);
          try {
            await client.send(`MKD ${onServer(at)}`);
          } catch (thrown) {
            if (!(thrown instanceof FTPError) || !(await find(at))?.isFolder) throw thrown;
          }
        }
      }),
    ping: () => attempt('answer', async () => void (await client.send('NOOP'))),
    close: () => client.close(),
    get closed() {
      return client.closed;
    },
  };
}

function remoteFile(folder: string, { name, size, modifiedAt, isDirectory }: FileInfo): RemoteFile {
  return { name, path: joined(folder, name), size: isDirectory ? 0 : size, modified: modifiedAt, isFolder: isDirectory };
}

async function* watched(bytes: ByteStream, failed: (thrown: unknown) => void): ByteStream {
  try {
    yield* bytes;
  } catch (thrown) {
    failed(thrown);
    throw thrown;
  }
}

/** What the server tells, or undefined where it does not. */
async function unlessRefused<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (thrown) {
    if (thrown instanceof FTPError) return undefined;
    throw thrown;
  }
}
