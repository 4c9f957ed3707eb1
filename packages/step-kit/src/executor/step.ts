import type { Body, Document, Properties, TemporaryFiles } from '@weft/document';
import type { WeftError } from '@weft/errors';
import type * as z from 'zod';
import type { StepDefinition } from '../step-definition.ts';

/** What a step sends to one of its ports. The engine makes the document: a child of the input, inheriting what is not given. */
export interface Emission {
  readonly port: string;
  readonly body?: Body;
  readonly properties?: Properties;
}

/**
 * One emission, several, or a stream of them (pulled only as fast as the next steps take them); `undefined` ends the path.
 * What streams asynchronously and makes many at once gives them as lists: a promise per list, none per document.
 * A plain value returned synchronously costs no promise: return a promise only where there is something to wait for.
 */
export type Emissions = Emission | readonly Emission[] | Iterable<Emission> | AsyncIterable<Emission | readonly Emission[]> | undefined;

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Facts about the execution, the same for all its steps. */
export interface ExecutionInfo {
  readonly id: string;
  readonly processId: string;
  readonly versionId: string;
  readonly environment: string;
  readonly attempt: number;
  /** Read-only: `param_*`, `query_*`, `inmethod`, `inpath`, `inuser`. */
  readonly properties: Readonly<Record<string, string>>;
}

/** What the caller of an endpoint is answered. */
export interface ReplyMessage {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
}

/** What a step may use while it runs for one document. */
export interface StepContext {
  readonly execution: ExecutionInfo;
  /** The same in all versions of the process. */
  readonly stepId: string;
  /** Aborts on cancel, time limit and when a sibling path failed. */
  readonly signal: AbortSignal;
  /** A line in the execution's log. Never put secrets in. */
  log(level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>): void;
  /** In milliseconds since 1970. */
  now(): number;
  /** Capability `reply`: answers the caller; false (and a warning in the log) where it was answered before. */
  reply?(message: ReplyMessage): Promise<boolean>;
  /** Capability `end`: ends the whole execution, whatever scopes are around: as succeeded, or as failed; what other paths do is cancelled. */
  end?(failure?: WeftError): void;
  /** Capability `call`. @throws WeftError what the called process failed with, `NOT_FOUND` where there is no such live process. */
  call?(call: ProcessCall): Promise<ProcessCallResult>;
  /** Capability `park`. Resolves when the document is safe. */
  park?(request: ParkRequest): Promise<void>;
  /** Capability `store`. */
  readonly store?: SharedStore;
  /** Capability `temporary`. */
  readonly temporary?: TemporaryFiles;
}

/** A process called from a step. */
export interface ProcessCall {
  readonly processId: string;
  /** What it starts with: its body and properties; the id is the engine's. */
  readonly document: { readonly body: Body; readonly properties: Properties };
  /** `param_*`, `query_*` … of the called execution. */
  readonly properties: Readonly<Record<string, string>>;
  /** False: it is queued and goes on by itself; the result then tells its id only. */
  readonly wait: boolean;
}

/** What became of a called process that was waited for. */
export interface ProcessCallResult {
  readonly executionId: string;
  readonly reply?: ReplyMessage;
}

/** A document put aside for people to look at, mend and send on. */
export interface ParkRequest {
  readonly document: Document;
  /** One sentence for whoever finds it. */
  readonly reason: string;
  /** The port of this step that it leaves by when somebody resumes it. */
  readonly port: string;
}

/** Small values shared by all executions of an environment: caches, marks of what was seen. Keys are at most 512 characters. */
export interface SharedStore {
  get(space: string, key: string): Promise<Document | undefined>;
  put(space: string, key: string, document: Document, ttlMs: number): Promise<void>;
  remove(space: string, key: string): Promise<void>;
  /** True for the first that asks for this key within `ttlMs`, and for the same `owner` again; false for all others. */
  claim(space: string, key: string, owner: string, ttlMs: number): Promise<boolean>;
}

/** Compiled once per version. A promise only where the body must be fetched or the sandbox must be asked. */
export type CompiledExpression = (
  document: Document,
  execution: ExecutionInfo,
  /** Further names that the expression sees, before those of the body: an object without prototype, or one that inherits from such. */
  names?: Readonly<Record<string, unknown>>,
) => unknown | Promise<unknown>;
export type CompiledTemplate = (document: Document, execution: ExecutionInfo) => string | Promise<string>;
/** `onLog` gets the lines that the script wrote with `console`, in order, before the promise settles. */
export type CompiledScript = (input: unknown, signal: AbortSignal, onLog?: (level: LogLevel, message: string) => void) => Promise<unknown>;

/** An open connection, shared by all executions of the worker that use it. */
export interface ConnectionHandle<Client> {
  /** @throws WeftError `CONNECTION_UNKNOWN` or `CONNECTION_FAILED`. */
  client(signal: AbortSignal): Promise<Client>;
}

/** What a step may use while its version is being prepared. Every `pointer` is a JSON Pointer into the config. */
export interface StepTools {
  /** @throws WeftError `EXPRESSION_INVALID` at `pointer`. */
  expression(source: string, pointer: string): CompiledExpression;
  /** @throws WeftError `EXPRESSION_INVALID` at `pointer`. */
  template(source: string, pointer: string): CompiledTemplate;
  connection<Client>(id: string): ConnectionHandle<Client>;
  /** Capability `sandbox`: the body of `function (input) { … }`, run outside this process with limits. */
  script?(source: string, limits: { readonly timeoutMs: number; readonly memoryMb: number }): CompiledScript;
  /** For steps that call out without a connection. */
  readonly outbound: import('./connection.ts').OutboundGuard;
}

/** Runs for one document. Throws WeftError. */
export type StepRun = (document: Document, context: StepContext) => Emissions | Promise<Emissions>;

/** Gathers the documents of one branching, as they come. Must not hold more than it has to: what it gathers may be a gigabyte. */
export interface Collector {
  add(document: Document): void | Promise<void>;
  /** Nothing more can come. */
  finish(): Emissions | Promise<Emissions>;
  /** In place of `finish`, where the execution or the scope around has failed. */
  discard?(): void | Promise<void>;
}

/** Role `collect`: called when a document passes the step that the collecting begins at. */
export type CollectorRun = (since: Document, context: StepContext) => Collector;

/** What ends a wait. */
export type WaitEnd = { readonly kind: 'time' } | { readonly kind: 'callback'; readonly document: Document };

export interface Wait {
  /** Milliseconds since 1970; the wait ends then at the latest. Without it only a callback ends it. */
  readonly until?: number;
  /** True where a call to `context.callbackUrl` ends it. */
  readonly callback: boolean;
  /** Sent on at once, before the waiting begins: who is to call back has to hear of it. */
  readonly before?: Emissions;
}

export interface WaitContext extends StepContext {
  /** Where a call ends this wait, the same in every attempt. */
  readonly callbackUrl: string;
}

/** Role `wait`. Each is called once per document; in another attempt than `begin` was, `end` may be called alone. */
export interface WaitRun {
  begin(document: Document, context: WaitContext): Wait | Promise<Wait>;
  end(document: Document, end: WaitEnd, context: StepContext): Emissions | Promise<Emissions>;
}

export interface StepImplementation<C extends z.ZodType = z.ZodType> {
  readonly definition: StepDefinition<C>;
  /** Called once per version and step: compile here, run there. */
  readonly prepare: (config: z.output<C>, tools: StepTools) => StepRun;
}

export interface CollectorImplementation<C extends z.ZodType = z.ZodType> {
  readonly definition: StepDefinition<C>;
  readonly prepareCollector: (config: z.output<C>, tools: StepTools) => CollectorRun;
}

export interface WaitImplementation<C extends z.ZodType = z.ZodType> {
  readonly definition: StepDefinition<C>;
  readonly prepareWait: (config: z.output<C>, tools: StepTools) => WaitRun;
}

// biome-ignore lint/suspicious/noExplicitAny: as AnyStepDefinition
export type AnyStepImplementation = StepImplementation<any> | CollectorImplementation<any> | WaitImplementation<any>;

export function implementStep<C extends z.ZodType>(
  definition: StepDefinition<C>,
  prepare: StepImplementation<C>['prepare'],
): StepImplementation<C> {
  return { definition, prepare };
}

export function implementCollector<C extends z.ZodType>(
  definition: StepDefinition<C>,
  prepareCollector: CollectorImplementation<C>['prepareCollector'],
): CollectorImplementation<C> {
  return { definition, prepareCollector };
}

export function implementWait<C extends z.ZodType>(
  definition: StepDefinition<C>,
  prepareWait: WaitImplementation<C>['prepareWait'],
): WaitImplementation<C> {
  return { definition, prepareWait };
}
