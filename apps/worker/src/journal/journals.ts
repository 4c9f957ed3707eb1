import { setTimeout as pause } from 'node:timers/promises';
import type { CallbackUrls, ConsumedCall } from '@weft/call';
import type { Journals, StoredJournalEntry, Waits } from '@weft/database';
import { type BlobStore, type Document, fromWire, type WireDocument } from '@weft/document';
import type { Journal, JournalEntry } from '@weft/engine';
import type { Logger } from '@weft/telemetry';
import { refusedAttempt } from '../attempt-refused.ts';
import { fromStoredEntry, toStoredEntry } from './stored-entry.ts';

/** A write that fails is repeated after these many milliseconds. Longer than a database takes that is started again. */
const retriesMs: readonly number[] = [50, 100, 200, 400, 800, 1_600, 3_000, 4_000, 5_000, 5_000];

/** The journal of an execution that runs here. */
interface OpenJournal extends Journal, Disposable {
  /** True where there is something to be forgotten when the execution has ended. */
  readonly isWritten: boolean;
}

/** What executions write down so that another attempt can go on: the engine's port, over the database. */
export interface OpenJournals extends AsyncDisposable {
  /** Makes this attempt the current one. undefined where it must not run, because another attempt or job goes on with the execution. */
  begin(call: ConsumedCall): Promise<OpenJournal | undefined>;
  /** Lets nothing of earlier attempts be written any more; false where another attempt or job goes on with the execution. */
  fence(call: Omit<ConsumedCall, 'signal'>): Promise<boolean>;
  /** Of an execution whose end is recorded. Never throws: what stays is found by retention. */
  forget(executionId: string): Promise<void>;
}

export interface OpenJournalsOptions {
  readonly journals: Journals;
  readonly waits: Pick<Waits, 'callbacks' | 'watchCallbacks'>;
  readonly blobs: BlobStore;
  readonly callbackUrls: CallbackUrls;
  readonly log: Logger;
}

/** A first attempt asks the database for nothing until it has something to write. */
export async function openJournals(options: OpenJournalsOptions): Promise<OpenJournals> {
  const { journals, waits, blobs, log } = options;
  const open = new Map<string, CallbackListeners>();

  const hear = (executionId: string): void => {
    const listeners = open.get(executionId);
    if (listeners === undefined) return;
    waits.callbacks(executionId).then(
      (callbacks) => listeners.came(callbacks),
      (error: unknown) => log.warn('callbacks.not-read', { executionId, error }),
    );
  };
  const watching = await waits.watchCallbacks(open, hear);

  return {
    begin: async (call) => {
      const { job, attempt } = call;
      const { executionId, attemptsBefore } = job;
      const stored = attempt === 1 ? [] : await journals.takeUp(executionId, attempt, attemptsBefore);
      if (stored === undefined) return undefined;
      const listeners = listenForCallbacks(blobs);
      open.set(executionId, listeners);
      if (stored.some(({ kind }) => kind === 'wait')) listeners.came(await waits.callbacks(executionId));
      const writer = journalWriter(options, call);
      return {
        earlier: stored.map((entry) => fromStoredEntry(entry, blobs)),
        write: writer.write,
        callbackUrl: (key) => options.callbackUrls.of(executionId, key),
        onCallback: listeners.on,
        get isWritten() {
          return attempt > 1 || writer.hasWritten();
        },
        [Symbol.dispose]: () => {
          if (open.get(executionId) === listeners) open.delete(executionId);
        },
      };
    },
    fence: async ({ job, attempt }) => (await journals.takeUp(job.executionId, attempt, job.attemptsBefore)) !== undefined,
    forget: async (executionId) => {
      try {
        const keys = await journals.forget([executionId]);
        await Promise.all(keys.map((key) => blobs.delete(key)));
      } catch (error) {
        log.warn('journal.not-forgotten', { executionId, error });
      }
    },
    [Symbol.asyncDispose]: () => watching[Symbol.asyncDispose](),
  };
}

interface CallbackListeners {
  on(key: string, ended: (document: Document) => void): void;
  came(callbacks: ReadonlyMap<string, WireDocument>): void;
}

/** A callback may come before the step that waits for it listens, and may be told of more than once. */
function listenForCallbacks(blobs: BlobStore): CallbackListeners {
  let known: ReadonlyMap<string, WireDocument> = new Map();
  const listening = new Map<string, (document: Document) => void>();
  return {
    on: (key, ended) => {
      const callback = known.get(key);
      if (callback === undefined) listening.set(key, ended);
      else ended(fromWire(callback, blobs));
    },
    came: (callbacks) => {
      known = callbacks;
      for (const [key, callback] of callbacks) {
        const ended = listening.get(key);
        listening.delete(key);
        ended?.(fromWire(callback, blobs));
      }
    },
  };
}

interface JournalWriter {
  write(entries: readonly JournalEntry[]): Promise<void>;
  hasWritten(): boolean;
}

function journalWriter({ journals, blobs, log }: OpenJournalsOptions, { job, attempt, signal }: ConsumedCall): JournalWriter {
  const { executionId } = job;
  let hasWritten = false;

  /** Whether they were written cannot be known where the answer is lost; writing them again changes nothing. */
  async function insist(entries: readonly StoredJournalEntry[]): Promise<boolean> {
    for (const waitMs of retriesMs) {
      try {
        return await journals.write(executionId, attempt, entries);
      } catch (error) {
        if (signal.aborted) throw error;
        log.warn('journal.not-written', { executionId, attempt, error });
        await pause(waitMs, undefined, { signal });
      }
    }
    return journals.write(executionId, attempt, entries);
  }

  return {
    hasWritten: () => hasWritten,
    write: async (entries) => {
      hasWritten = true;
      const written = new Set<string>();
      const noting: BlobStore = {
        ...blobs,
        put: async (bytes) => {
          const ref = await blobs.put(bytes);
          written.add(ref.key);
          return ref;
        },
      };
      const stored = await Promise.all(entries.map((entry) => toStoredEntry(entry, noting)));
      if (await insist(stored)) return;
      await Promise.all([...written].map((key) => blobs.delete(key)));
      throw refusedAttempt();
    },
  };
}
