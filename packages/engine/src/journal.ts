import { createHash } from 'node:crypto';
import type { Document } from '@weft/document';
import type { WeftError } from '@weft/errors';
import type { Journal, JournalDocument, JournalEntry } from './ports.ts';

/** So many notes that nobody waits for are gathered before they are written without being asked for. */
const notesMax = 256;
/** Document ids grow with the way a document has come; the key of a longer one names it by its hash. In characters. */
const keyLengthMax = 200;

type Kind = JournalEntry['kind'];
type EntryOf<K extends Kind> = Extract<JournalEntry, { kind: K }>;

/** Names a step and a document in the journal; the same in every attempt. */
export function journalKey(stepId: string, documentId: string): string {
  const key = `${stepId}/${documentId}`;
  return key.length <= keyLengthMax ? key : `${stepId}/sha256:${createHash('sha256').update(documentId).digest('base64url')}`;
}

export function journalDocument({ id, body, properties }: Document): JournalDocument {
  return { id, body, properties };
}

/**
 * What one execution reads and writes in its journal.
 *
 * Entries become durable in the order in which they were given: while some are being written, later ones gather and go
 * together. A write that fails makes all later ones fail, and `broken` is told first.
 */
export class Notebook {
  readonly #journal: Journal;
  readonly #broken: (thrown: unknown) => void;
  readonly #earlier = new Map<Kind, Map<string, JournalEntry>>();
  #gathered: JournalEntry[] = [];
  #writing: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;

  constructor(journal: Journal, broken: (thrown: unknown) => void) {
    this.#journal = journal;
    this.#broken = broken;
    for (const entry of journal.earlier) {
      const known = this.#earlier.get(entry.kind);
      if (known === undefined) this.#earlier.set(entry.kind, new Map([[entry.key, entry]]));
      else known.set(entry.key, entry);
    }
  }

  /** What an earlier attempt wrote. */
  earlier<K extends Kind>(kind: K, key: string): EntryOf<K> | undefined {
    return this.#earlier.get(kind)?.get(key) as EntryOf<K> | undefined;
  }

  hasEarlier(kind: Kind): boolean {
    return this.#earlier.has(kind);
  }

  /** Written with whatever is waited for next. */
  note(entry: JournalEntry): void {
    this.#gathered.push(entry);
    if (this.#gathered.length >= notesMax) this.flush().catch(ignore);
  }

  /** Resolves when the entries, and all that was noted before them, are durable. */
  write(...entries: readonly JournalEntry[]): Promise<void> {
    this.#gathered.push(...entries);
    return this.flush();
  }

  /** True where something was noted that is not on its way to the journal yet. */
  get hasNotes(): boolean {
    return this.#gathered.length > 0;
  }

  /** Resolves when all that was noted is durable. */
  flush(): Promise<void> {
    if (this.#gathered.length === 0) return this.#writing;
    this.#next ??= this.#writing.then(() => this.#writeGathered());
    return this.#next;
  }

  callbackUrl(key: string): string {
    return this.#journal.callbackUrl(key);
  }

  onCallback(key: string, ended: (document: Document) => void): void {
    this.#journal.onCallback(key, ended);
  }

  #writeGathered(): Promise<void> {
    const batch = this.#gathered;
    this.#gathered = [];
    this.#next = undefined;
    this.#writing = this.#journal.write(batch).catch((thrown: unknown) => {
      this.#broken(thrown);
      throw thrown as WeftError;
    });
    this.#writing.catch(ignore);
    return this.#writing;
  }
}

const ignore = (): void => undefined;
