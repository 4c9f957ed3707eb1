import type { ByteStream } from '@weft/document';

/** What a server says of a file or a folder. */
export interface RemoteFile {
  readonly name: string;
  /** From the base folder of the connection, parted by `/`, without one at the beginning. */
  readonly path: string;
  /** In bytes; of folders 0. */
  readonly size: number;
  /** undefined where the server does not tell. */
  readonly modified: Date | undefined;
  readonly isFolder: boolean;
}

/**
 * What a driver has to know of its protocol: one signed-in session. Paths are those of {@link RemoteFile}; `''` is the base
 * folder. One operation at a time. Throws WeftError only.
 */
export interface FileSession {
  /** True where a file is under its name only when all of it was written, so that no temporary name is needed. */
  readonly writesWhole?: true;
  /** @throws WeftError `NOT_FOUND` where there is no such folder. */
  list(folder: string): Promise<RemoteFile[]>;
  /** undefined where nothing is there. */
  find(path: string): Promise<RemoteFile | undefined>;
  /** Ends only when the server has said that this was all. @throws WeftError `NOT_FOUND`. */
  read(path: string): ByteStream;
  /** Resolves when the server has confirmed the whole. */
  write(path: string, bytes: ByteStream): Promise<void>;
  /** Adds to the end of a file, which may not be there yet. Resolves when the server has confirmed the whole. */
  append(path: string, bytes: ByteStream): Promise<void>;
  /** In place of what is there. */
  rename(from: string, to: string): Promise<void>;
  /** False, and nothing done, where something is at `to`; in one operation where the protocol knows one. */
  renameToFree(from: string, to: string): Promise<boolean>;
  /** False where nothing was there. */
  remove(path: string): Promise<boolean>;
  /** With all folders above it; may be there already. */
  makeFolder(path: string): Promise<void>;
  /** One round trip. */
  ping(): Promise<void>;
  /** Breaks what is going on. Never throws. */
  close(): void;
  readonly closed: boolean;
}

/** Sessions with one server, shared by all steps that use the connection. */
export interface FilesClient {
  /** Names the server in errors, without secrets: `files.example.com:21`. */
  readonly server: string;
  /** Lends a session for the work; the signal breaks it off. @throws WeftError. */
  use<T>(signal: AbortSignal, work: (session: FileSession) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
