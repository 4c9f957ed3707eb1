import type { WireDocument } from '@weft/document';
import type { ExecutionError } from '@weft/process';
import type { ScheduleSpec } from '@weft/step-kit';

/** What an execution has to find again after its worker died or it waited, apart from the records. */
export interface Journals {
  /**
   * Makes `attempt` the current one of the execution and gives what earlier ones wrote, in order. Anything that an older attempt
   * still writes is refused from then on.
   *
   * undefined, and nothing has changed, where a later attempt is current already, or where an attempt after `attemptsBefore` was
   * suspended: then the job that asks has done its work, and another one goes on. Its queue did not come to hear of it.
   */
  takeUp(executionId: string, attempt: number, attemptsBefore?: number): Promise<readonly StoredJournalEntry[] | undefined>;
  /** Durable when it resolves; many executions' writes share a commit. False where a later attempt is current: nothing was written. */
  write(executionId: string, attempt: number, entries: readonly StoredJournalEntry[]): Promise<boolean>;
  /** Of executions that have ended. Returns the blobs that only these entries named. */
  forget(executionIds: readonly string[]): Promise<readonly string[]>;
}

export interface StoredJournalEntry {
  readonly kind: string;
  /** Names a step and a document; unique with `kind` in an execution. */
  readonly key: string;
  /** JSON. */
  readonly content: unknown;
}

/** An execution that only waits: it holds no worker, and its job is here until it goes on. */
export interface Suspension {
  readonly executionId: string;
  readonly attempt: number;
  /** JSON of its ExecuteJob. */
  readonly job: string;
  /** When the first of its waits ends by itself. */
  readonly wakeAt: Date | undefined;
}

export type CallbackOutcome = 'taken' | 'taken-before' | 'not-waiting';

export interface Waits {
  /** One transaction; refused where a later attempt is current. A callback that has come meanwhile makes it due at once. */
  suspend(suspension: Suspension): Promise<'suspended' | 'refused'>;
  /** Keeps what a caller sent to end a wait; the wait's journal entry must exist. The first call counts. Wakes whoever watches. */
  callBack(executionId: string, key: string, document: WireDocument): Promise<CallbackOutcome>;
  /** Callbacks that have come for an execution, by the key of their wait. */
  callbacks(executionId: string): Promise<ReadonlyMap<string, WireDocument>>;
  /** Tells a worker of callbacks as they come, of `executions` that run there; of all of them after a lost connection came back. */
  watchCallbacks(
    executions: { has(id: string): boolean; keys(): Iterable<string> },
    came: (executionId: string) => void,
  ): Promise<AsyncDisposable>;
  /** Calls `due` when a callback may have made a suspension due before its time. */
  watchDue(due: () => void): Promise<AsyncDisposable>;
  /** Suspensions that are due, each for one who asks within `leaseMs`; to be ended by `resumed` when their job is durable. */
  takeDue(limit: number, leaseMs: number): Promise<readonly Suspension[]>;
  resumed(executionId: string, attempt: number): Promise<void>;
  /** Makes a suspension due at once, because its execution is to be cancelled, and wakes whoever watches. False where it is not suspended. */
  wake(executionId: string): Promise<boolean>;
}

/** Executions that are accepted by a row, whatever becomes of the queue. */
export interface Inbox {
  /** All of them or none. Many calls at once share a write. */
  accept(rows: ReadonlyArray<{ readonly executionId: string; readonly job: string }>): Promise<void>;
  /** The job of an execution that has not ended; undefined where none was accepted by a row. */
  find(executionId: string): Promise<string | undefined>;
  /** Of executions that have ended. */
  done(executionIds: readonly string[]): Promise<void>;
  /** Calls `came` when a row was written by somebody who has no queue, and after a lost connection came back. */
  watch(came: () => void): Promise<AsyncDisposable>;
  /** Rows older than this whose execution has not ended, each for one who asks within `leaseMs`. */
  takeStale(
    olderThanMs: number,
    limit: number,
    leaseMs: number,
  ): Promise<ReadonlyArray<{ readonly executionId: string; readonly job: string }>>;
}

/** The result of an execution on its way to a program that wanted to be told. */
export interface ResultDelivery {
  readonly executionId: string;
  readonly url: string;
  /** How often it was tried before. */
  readonly tries: number;
}

/** What is to be sent to somebody when an execution has ended. */
export interface ResultDeliveries {
  /** Written before the execution is queued. */
  add(executionId: string, url: string): Promise<void>;
  /** Those whose execution has ended and whose time has come, each for one who asks within `leaseMs`. */
  takeDue(limit: number, leaseMs: number): Promise<readonly ResultDelivery[]>;
  /** It did not arrive: not again before `dueAt`. */
  failed(executionId: string, dueAt: Date): Promise<void>;
  /** It has arrived, or is given up. */
  done(executionId: string): Promise<void>;
}

export type IdempotentStart =
  | { readonly kind: 'new' }
  /** The same request came before, as this execution. */
  | { readonly kind: 'same'; readonly executionId: string }
  /** The key was used for another request. */
  | { readonly kind: 'other' };

export interface IdempotencyKeys {
  /**
   * `scope` is the endpoint and the caller. `requestHash` is over method, target and body. A `new` one is accepted by the row of
   * the inbox that is written with its key, in one statement. A key is free again after 24 hours.
   */
  begin(
    scope: string,
    key: string,
    requestHash: string,
    accepted: { readonly executionId: string; readonly job: string },
  ): Promise<IdempotentStart>;
}

export interface Schedule {
  readonly id: string;
  readonly environmentId: string;
  readonly processId: string;
  readonly processName: string;
  readonly versionId: string;
  readonly spec: ScheduleSpec;
  readonly paused: boolean;
  /** undefined where it is paused or never comes again. */
  readonly nextAt: Date | undefined;
  readonly lastAt: Date | undefined;
  readonly lastExecutionId: string | undefined;
  /** The execution it started last has not ended. */
  readonly goesOn: boolean;
}

export interface Schedules {
  list(environmentId: string, processId?: string): Promise<Schedule[]>;
  get(id: string): Promise<Schedule | undefined>;
  /** @throws WeftError `NOT_FOUND`. */
  setPaused(id: string, paused: boolean, by: string): Promise<Schedule>;
  /**
   * Fires what is due by `now`: for each due schedule, one transaction that locks it (others skip it), asks `plan` for the executions
   * to start and the next time, writes the executions to the inbox and moves the schedule on. Returns what was written.
   */
  fireDue(
    now: Date,
    plan: (
      schedule: Schedule,
    ) => Promise<{ readonly starts: ReadonlyArray<{ executionId: string; job: string; dueAt: Date }>; readonly nextAt: Date | undefined }>,
    limit: number,
  ): Promise<ReadonlyArray<{ readonly executionId: string; readonly job: string }>>;
}

/** A document put aside, by a step or because nobody knows whether a step took effect. */
export interface ParkedDocument {
  readonly id: string;
  readonly environmentId: string;
  readonly processId: string;
  readonly processName: string;
  readonly versionId: string;
  readonly executionId: string;
  readonly stepId: string;
  /** As the version calls it; the id where the version is gone. */
  readonly stepTitle: string;
  /** Where it goes on; undefined where the step itself is to be run (again). */
  readonly port: string | undefined;
  readonly reason: string;
  readonly error: ExecutionError | undefined;
  readonly parkedAt: Date;
  readonly resolution:
    | { readonly kind: 'resumed' | 'discarded'; readonly at: Date; readonly by: string; readonly executionId?: string }
    | undefined;
}

export interface ParkedDocuments {
  /** The same `id` again changes nothing; false then. */
  park(
    parked: Omit<ParkedDocument, 'processName' | 'stepTitle' | 'parkedAt' | 'resolution'>,
    document: WireDocument,
    properties: Readonly<Record<string, string>>,
  ): Promise<boolean>;
  list(filter: {
    readonly processId?: string;
    readonly open?: boolean;
    readonly limit: number;
    readonly after?: string;
  }): Promise<{ readonly documents: ParkedDocument[]; readonly next: string | undefined }>;
  /** With the document and the properties of its execution. */
  get(
    id: string,
  ): Promise<
    { readonly parked: ParkedDocument; readonly document: WireDocument; readonly properties: Readonly<Record<string, string>> } | undefined
  >;
  /** Returns the blobs that only the replaced document named. @throws WeftError `CONFLICT` where it was resolved before. */
  replaceDocument(id: string, document: WireDocument, by: string): Promise<readonly string[]>;
  /**
   * In one transaction with the row of the inbox by which `job` (JSON of an ExecuteJob) is accepted; workers hear of it.
   * @throws WeftError `CONFLICT` where it was resolved before.
   */
  resolve(
    id: string,
    resolution:
      | { readonly kind: 'resumed'; readonly by: string; readonly executionId: string; readonly job: string }
      | { readonly kind: 'discarded'; readonly by: string },
  ): Promise<void>;
}

/** Values that executions share: caches, marks of what was seen. */
export interface SharedValues {
  get(environmentId: string, space: string, key: string, now: Date): Promise<WireDocument | undefined>;
  /** Both return the blobs that only what was there before named. */
  put(environmentId: string, space: string, key: string, document: WireDocument, expiresAt: Date): Promise<readonly string[]>;
  remove(environmentId: string, space: string, key: string): Promise<readonly string[]>;
  /** True for the first owner, and for the same one again; false for all others until it expires. */
  claim(environmentId: string, space: string, key: string, owner: string, now: Date, expiresAt: Date): Promise<boolean>;
}
