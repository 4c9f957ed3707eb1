import type { Body, Document, Properties, TemporaryFiles } from '@weft/document';
import type { WeftError } from '@weft/errors';
import type { ExecutionError, Plan, TraceEvent } from '@weft/process';
import type {
  CollectorRun,
  ExecutionInfo,
  ParkRequest,
  ProcessCall,
  ProcessCallResult,
  ReplyMessage,
  SharedStore,
  StepRun,
  WaitEnd,
  WaitRun,
} from '@weft/step-kit/executor';
import type { PlanGraph } from './plan-graph.ts';

/** A plan whose executors are bound and whose expressions are compiled. Made once per version, shared by its executions. */
export interface PreparedPlan {
  readonly plan: Plan;
  readonly runs: ReadonlyMap<string, StepRun>;
  readonly collectors: ReadonlyMap<string, CollectorRun>;
  readonly waits: ReadonlyMap<string, WaitRun>;
  readonly graph: PlanGraph;
}

export interface ExecutionStart {
  readonly execution: ExecutionInfo;
  readonly document: Document;
  /** Where a document that was put aside goes on: it leaves the step by `port`, or enters it where none is given. Else it enters the start. */
  readonly entry?: { readonly stepId: string; readonly port?: string };
}

/** A document or an emission as the journal keeps it. */
export interface JournalDocument {
  readonly id: string;
  readonly body: Body;
  readonly properties: Properties;
}

/**
 * What another attempt has to know. `key` names a step and a document; an entry is written once and never changed.
 *
 * `intent`: a step of effect `once` has begun. `result`, `failure`: a step has ended so. `join`: what a join went on with.
 * `wait`: a document waits, or a join whose time limit reaches beyond the suspension (then `document` is the one that was
 * forked); what a waiting step sent on before is a `result` of the same key. `resumed`: what ended its wait. `replied`: the
 * caller was answered.
 */
export type JournalEntry =
  | { readonly kind: 'intent'; readonly key: string }
  | {
      readonly kind: 'result';
      readonly key: string;
      readonly emissions: ReadonlyArray<{ readonly port: string; readonly document: JournalDocument }>;
    }
  | { readonly kind: 'failure'; readonly key: string; readonly error: WeftError }
  | { readonly kind: 'join'; readonly key: string; readonly arrived: Readonly<Record<string, readonly JournalDocument[]>> }
  | { readonly kind: 'wait'; readonly key: string; readonly document: JournalDocument; readonly until?: number; readonly callback: boolean }
  | { readonly kind: 'resumed'; readonly key: string; readonly end: WaitEnd }
  | { readonly kind: 'replied'; readonly key: string };

/** What one execution has written down, apart from its records. */
export interface Journal {
  /** What earlier attempts wrote, in the order in which they did. */
  readonly earlier: readonly JournalEntry[];
  /** Resolves when all of them are durable, together. @throws WeftError `ATTEMPT_REFUSED` where a later attempt has begun: this one must end. */
  write(entries: readonly JournalEntry[]): Promise<void>;
  /** Where a call ends the wait of this key; the same in every attempt. */
  callbackUrl(key: string): string;
  /** Calls back when somebody has called, also where that was before. */
  onCallback(key: string, ended: (document: Document) => void): void;
}

export interface Reply extends ReplyMessage {
  readonly stepId: string;
}

/** What the engine needs from around it. The worker gives adapters, tests give memory. */
export interface EngineServices {
  /** Hands the answer to whoever waits. Called at most once per execution. */
  reply(reply: Reply): Promise<void>;
  /** Synchronous and cheap: the recorder batches. */
  trace(event: TraceEvent): void;
  /** Bodies are copied into trace events only when this is true. */
  readonly recordsBodies: boolean;
  /** Where false, only the start and end of the execution, failures, the reply and log lines are traced. True where it is not given. */
  readonly recordsSteps?: boolean;
  /** Milliseconds since 1970. */
  now(): number;
  /** Without one nothing can wait, and a step of effect `once` that dies half-way would be run again. */
  readonly journal?: Journal;
  /** Capability `call`; `key` names the step and the document, so that another attempt names the same child. */
  call?(key: string, call: ProcessCall, signal: AbortSignal): Promise<ProcessCallResult>;
  /** Capability `park`. The same key parks once. Without a port the step itself is to be run (again). */
  park?(
    key: string,
    request: Omit<ParkRequest, 'port'> & { readonly port?: string; readonly stepId: string; readonly error?: ExecutionError },
  ): Promise<void>;
  /** Capability `store`. */
  readonly store?: SharedStore;
  /** Capability `temporary`; of this execution alone. */
  readonly temporary?: TemporaryFiles;
  /** It is waited for in memory, by an execution that called it: however long its own waits are, it is never put aside. */
  readonly staysAwake?: boolean;
}

export type ExecutionOutcome =
  | { readonly status: 'succeeded'; readonly replied: boolean }
  | {
      readonly status: 'failed';
      readonly replied: boolean;
      readonly error: ExecutionError;
      /** For the log of the server, never for a caller: what was thrown, with its stack. */
      readonly detail?: string;
    }
  /** Only waits are left: it goes on, in another attempt, when the first of them ends. Until then nothing of it is in memory. */
  | { readonly status: 'waiting'; readonly replied: boolean; readonly until?: number }
  | { readonly status: 'cancelled'; readonly replied: boolean; readonly error: ExecutionError };
