import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { WeftError } from '@weft/errors';
import type { ByteStream } from './body.ts';
import type { TemporaryFile, TemporaryFiles } from './temporary.ts';

/** In bytes. */
const pieceBytes = 64 * 1024;

/**
 * Temporary files of one execution, in a directory that is made when the first is opened.
 *
 * A file has no name: it is removed from the directory at once and only its handle is kept, so that nothing is left behind,
 * however the process ends. Its room is free again when it is closed, when nobody holds it any more, or when all are.
 *
 * @param bytesMax Of all files together.
 */
export function createTemporaryFiles(directory: string, bytesMax: number): TemporaryFiles & AsyncDisposable {
  const budget = { used: 0, max: bytesMax };
  const files = new Set<UnnamedFile>();
  const forgotten = new FinalizationRegistry<UnnamedFile>((file) => void close(file));

  async function close(file: UnnamedFile): Promise<void> {
    if (files.delete(file)) await file.close();
  }

  return {
    async open() {
      const file = new UnnamedFile(await openUnnamed(directory), budget);
      files.add(file);
      // What is handed out is not what is kept here: else nothing would ever be forgotten.
      const held: TemporaryFile = {
        get size() {
          return file.size;
        },
        append: (bytes) => file.append(bytes),
        // The generator names `held`, so that a file that is being read is not forgotten.
        read: async function* (from, to) {
          yield* file.read(from, to);
          held.size;
        },
        close: () => close(file),
      };
      forgotten.register(held, file);
      return held;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...files].map(close));
    },
  };
}

async function openUnnamed(directory: string): Promise<FileHandle> {
  const path = join(directory, randomUUID());
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const handle = await open(path, 'wx+', 0o600);
    await rm(path);
    return handle;
  } catch (thrown) {
    throw diskFailure(thrown);
  }
}

interface Budget {
  used: number;
  readonly max: number;
}

class UnnamedFile {
  size = 0;
  readonly #handle: FileHandle;
  readonly #budget: Budget;
  /** Appends run one after the other. */
  #appending: Promise<void> = Promise.resolve();
  #isOpen = true;

  constructor(handle: FileHandle, budget: Budget) {
    this.#handle = handle;
    this.#budget = budget;
  }

  append(bytes: Uint8Array): Promise<void> {
    const { max } = this.#budget;
    if (!this.#isOpen) return Promise.reject(gone());
    if (this.#budget.used + bytes.byteLength > max) return Promise.reject(tooMuch(max));
    this.#budget.used += bytes.byteLength;
    const at = this.size;
    this.size += bytes.byteLength;
    const appended = this.#appending.then(() => this.#write(bytes, at));
    this.#appending = appended.catch(() => undefined);
    return appended;
  }

  async #write(bytes: Uint8Array, at: number): Promise<void> {
    try {
      for (let written = 0; written < bytes.byteLength; ) {
        written += (await this.#handle.write(bytes, written, bytes.byteLength - written, at + written)).bytesWritten;
      }
    } catch (thrown) {
      throw diskFailure(thrown);
    }
  }

  async *read(from: number, to: number): ByteStream {
    for (let at = from; at < to; ) {
      if (!this.#isOpen) throw gone();
      const length = Math.min(pieceBytes, to - at);
      const { bytesRead, buffer } = await this.#handle.read(Buffer.allocUnsafeSlow(length), 0, length, at);
      if (bytesRead === 0) throw gone();
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  }

  async close(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#budget.used -= this.size;
    await this.#handle.close();
  }
}

function tooMuch(max: number): WeftError {
  const megabytes = Math.floor(max / 1024 / 1024);
  return new WeftError(
    'BODY_TOO_LARGE',
    `The execution would hold more than ${megabytes} MB on the disk of the worker. Work in smaller parts, or raise WEFT_TEMPORARY_MB.`,
  );
}

function gone(): WeftError {
  return new WeftError('NOT_FOUND', 'The body is no longer there: it was kept only as long as the execution that made it ran.');
}

function diskFailure(cause: unknown): WeftError {
  const isFull = cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC';
  const why = isFull ? 'The disk of the worker is full' : 'The disk of the worker cannot be used';
  return new WeftError('STEP_FAILED', `${why}, so a body that does not fit into memory cannot be kept.`, { retryable: true, cause });
}
