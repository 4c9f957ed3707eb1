import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { WeftError } from '@weft/errors';
import type { ByteStream } from './body.ts';
import type { BlobRef, BlobStore } from './wire.ts';

/** Keys are made here and nowhere else; whatever else comes as a key never reaches the file system. */
const keyPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export interface DiskBlobStore extends BlobStore {
  /** Stores a body under a key that another store made, in place of one that is there. @throws WeftError `NOT_FOUND` for what is no key. */
  putAs(key: string, chunks: Iterable<Uint8Array>): Promise<void>;
  /** The keys of bodies that were stored before; on the way it removes what was begun before and never finished. */
  olderThan(before: Date): AsyncIterable<string>;
}

/**
 * Bodies as files under a directory, which is made on the first write.
 *
 * A body appears under its key only once it is whole: it is written beside its place, flushed, then renamed. For several
 * hosts the directory must be shared.
 * @throws WeftError `NOT_FOUND` where a body is read that is not (or no longer) there.
 */
export function createDiskBlobStore(directory: string): DiskBlobStore {
  return {
    put: (bytes, signal) => put(directory, bytes, signal),
    source: (ref) => ({ size: ref.size, open: () => read(pathOf(directory, ref.key)) }),
    delete: async (key) => rm(pathOf(directory, key), { force: true }),
    putAs: (key, chunks) => putAs(directory, key, chunks),
    olderThan: (before) => olderThan(directory, before),
  };
}

/** Two letters of the key make a subdirectory, so that none holds too many files. */
function pathOf(directory: string, key: string): string {
  if (!keyPattern.test(key)) throw gone();
  return join(directory, key.slice(0, 2), key);
}

async function put(directory: string, bytes: AsyncIterable<Uint8Array>, signal: AbortSignal | undefined): Promise<BlobRef> {
  signal?.throwIfAborted();
  const key = randomUUID();
  return { key, size: await store(directory, key, bytes, signal) };
}

async function putAs(directory: string, key: string, chunks: Iterable<Uint8Array>): Promise<void> {
  await store(directory, key, Readable.from(chunks), undefined);
}

/**
 * Returns the size in bytes once they stand under the key. Until then they stand under a name of their own: several may
 * store under one key at once.
 */
async function store(directory: string, key: string, bytes: AsyncIterable<Uint8Array>, signal: AbortSignal | undefined): Promise<number> {
  const path = pathOf(directory, key);
  const unfinished = `${path}.${randomUUID()}.unfinished`;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  try {
    const size = await write(unfinished, bytes, signal);
    await rename(unfinished, path);
    return size;
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** Returns the size in bytes once they are on the disk. */
async function write(path: string, bytes: AsyncIterable<Uint8Array>, signal: AbortSignal | undefined): Promise<number> {
  const file = await open(path, 'wx', 0o600);
  try {
    let size = 0;
    for await (const chunk of abortable(bytes, signal)) {
      await file.writeFile(chunk);
      size += chunk.byteLength;
    }
    await file.datasync();
    return size;
  } finally {
    await file.close();
  }
}

/** The same chunks; ends with the signal's reason even while a chunk is being waited for. */
async function* abortable(bytes: AsyncIterable<Uint8Array>, signal: AbortSignal | undefined): ByteStream {
  if (signal === undefined) return yield* bytes;
  const aborted = Promise.withResolvers<never>();
  aborted.promise.catch(() => undefined);
  const onAbort = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  const chunks = bytes[Symbol.asyncIterator]();
  let ended = false;
  try {
    for (;;) {
      signal.throwIfAborted();
      const next = await Promise.race([chunks.next(), aborted.promise]);
      ended = next.done === true;
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    // Not awaited: a source that hangs must not hold up the one who aborts.
    if (!ended) Promise.resolve(chunks.return?.()).catch(() => undefined);
  }
}

async function* read(path: string): ByteStream {
  try {
    yield* createReadStream(path, { highWaterMark: 64 * 1024 });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw gone();
    throw error;
  }
}

async function* olderThan(directory: string, before: Date): AsyncIterable<string> {
  for (const folder of await namesIn(directory)) {
    for (const name of await namesIn(join(directory, folder))) {
      const path = join(directory, folder, name);
      const found = await stat(path).catch(() => undefined);
      if (found === undefined || found.mtime >= before) continue;
      if (keyPattern.test(name)) yield name;
      else if (name.endsWith('.unfinished')) await rm(path, { force: true });
    }
  }
}

/** Nothing where it is no folder, or not there yet. */
async function namesIn(directory: string): Promise<string[]> {
  return readdir(directory).catch(() => []);
}

function gone(): WeftError {
  return new WeftError('NOT_FOUND', 'The body is no longer stored. It was removed after its time, or with its execution.');
}
