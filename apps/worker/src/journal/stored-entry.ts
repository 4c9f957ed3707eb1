import type { StoredJournalEntry } from '@weft/database';
import { type BlobStore, Body, type Document, fromWire, toWire, type WireDocument } from '@weft/document';
import type { JournalEntry } from '@weft/engine';
import { type ErrorCode, WeftError, type WeftErrorInit } from '@weft/errors';

/** What stands where a document or an error was. No entry has members of these names. */
const documentMark = '$document';
const errorMark = '$error';

interface StoredError extends WeftErrorInit {
  readonly code: ErrorCode;
  readonly message: string;
}

/**
 * An entry as the database keeps it: documents and errors in the form in which they travel, all else as it is. Whatever kinds
 * of entries the engine has or gets, nothing has to be said here.
 */
export async function toStoredEntry({ kind, key, ...content }: JournalEntry, blobs: BlobStore): Promise<StoredJournalEntry> {
  return { kind, key, content: await pack(content, blobs) };
}

/** Bodies that lie in the blob store are read when somebody asks for them. */
export function fromStoredEntry({ kind, key, content }: StoredJournalEntry, blobs: BlobStore): JournalEntry {
  return { ...(unpack(content, blobs) as object), kind, key } as JournalEntry;
}

async function pack(value: unknown, blobs: BlobStore): Promise<unknown> {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return Promise.all(value.map((each) => pack(each, blobs)));
  if (value instanceof WeftError) return { [errorMark]: storedError(value) };
  if (isDocument(value)) return { [documentMark]: await toWire(value, blobs) };
  const members = Object.entries(value).map(async ([name, member]) => [name, await pack(member, blobs)] as const);
  return Object.fromEntries(await Promise.all(members));
}

function unpack(value: unknown, blobs: BlobStore): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => unpack(each, blobs));
  const document = marked<WireDocument>(value, documentMark);
  if (document !== undefined) return fromWire(document, blobs);
  const error = marked<StoredError>(value, errorMark);
  if (error !== undefined) return new WeftError(error.code, error.message, error);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, unpack(member, blobs)]));
}

function isDocument(value: object): value is Document {
  return 'body' in value && value.body instanceof Body;
}

/** Paths of joins have names that people choose, but they lead to lists. */
function marked<T extends object>(value: object, mark: string): T | undefined {
  const inside = (value as Record<string, unknown>)[mark];
  return typeof inside === 'object' && inside !== null && !Array.isArray(inside) ? (inside as T) : undefined;
}

function storedError({ code, message, retryable, retryAfterMs, detail, place, status, problems }: WeftError): StoredError {
  return { code, message, retryable, retryAfterMs, detail, place, status, problems } as StoredError;
}
