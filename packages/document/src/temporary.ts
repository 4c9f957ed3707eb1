import type { ByteStream } from './body.ts';

/** Room on the disk for what does not fit into memory. What is put there is gone when the execution ends or the process dies. */
export interface TemporaryFiles {
  /** A new, empty file that only its holder can reach. @throws WeftError `STEP_FAILED` where the disk cannot be used. */
  open(): Promise<TemporaryFile>;
}

/** Grows at its end, and may be read anywhere while it does. */
export interface TemporaryFile {
  /** In bytes, of all that was appended or is about to be. */
  readonly size: number;
  /** Resolves when they are in the file. @throws WeftError `BODY_TOO_LARGE` where all files together would have more bytes than they may. */
  append(bytes: Uint8Array): Promise<void>;
  /** The bytes from offset `from` up to `to`, which must have been appended. */
  read(from: number, to: number): ByteStream;
  /** Gives the room back before the execution ends. */
  close(): Promise<void>;
}
