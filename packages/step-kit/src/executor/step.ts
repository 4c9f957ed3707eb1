import type { Body, Document, Properties } from '@weft/document';
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
 * A plain value returned synchronously costs no promise: return a promise only where there is something to wait for.
 */
export type Emissions = Emission | readonly Emission[] | Iterable<Emission> | AsyncIterable<Emission> | undefined;

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
  /** Aborts on cancel, time limit and when a sibling path failed. */
  readonly signal: AbortSignal;
  /** A line in the execution's log. Never put secrets in. */
  log(level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>): void;
  /** In milliseconds since 1970. */
  now(): number;
  /** Capability `reply`: answers the caller; false (and a warning in the log) where it was answered before. */
  reply?(message: ReplyMessage): Promise<boolean>;
}

/** Compiled once per version. A promise only where the body must be fetched or the sandbox must be asked. */
export type CompiledExpression = (document: Document, execution: ExecutionInfo) => unknown | Promise<unknown>;
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

export interface StepImplementation<C extends z.ZodType = z.ZodType> {
  readonly definition: StepDefinition<C>;
  /** Called once per version and step: compile here, run there. */
  readonly prepare: (config: z.output<C>, tools: StepTools) => StepRun;
}

// biome-ignore lint/suspicious/noExplicitAny: as AnyStepDefinition
export type AnyStepImplementation = StepImplementation<any>;

export function implementStep<C extends z.ZodType>(
  definition: StepDefinition<C>,
  prepare: StepImplementation<C>['prepare'],
): StepImplementation<C> {
  return { definition, prepare };
}
