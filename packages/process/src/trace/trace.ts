import type { Properties } from '@weft/document';

/**
 * What started an execution: a call of an endpoint, the Execute Process API, a try in the studio, the clock, another process,
 * a person who sent a parked document on.
 */
export const triggers = ['http', 'api', 'try', 'schedule', 'process', 'resume'] as const;
export type Trigger = (typeof triggers)[number];

export type ExecutionStatus = 'queued' | 'running' | 'waiting' | 'succeeded' | 'failed' | 'cancelled';

/** An error as people see it in the studio. */
export interface ExecutionError {
  readonly code: string;
  readonly message: string;
  readonly stepId?: string;
  readonly documentId?: string;
  readonly pointer?: string;
  /** The HTTP status that the caller is answered, where the process chose one. */
  readonly status?: number;
}

/** A document as it left a step (or entered the process). Its body is a capped copy made for people. */
export interface TraceDocument {
  readonly id: string;
  /** The step that emitted it; the start step for the one that came in. */
  readonly stepId: string;
  readonly port: string;
  /** The document it was made from; empty for the first. */
  readonly parentId: string;
  readonly contentType: string;
  /** In bytes, where known. */
  readonly size?: number;
  /** Text where the content is text, base64 otherwise; absent where payloads are not recorded. */
  readonly body?: { readonly text: string } | { readonly base64: string };
  /** True where the body was longer than the 256 KB that are kept. */
  readonly truncated?: boolean;
  /** True where values were left out because the process marks them as not to be recorded. */
  readonly redacted?: boolean;
  readonly properties: Properties;
}

export interface LogLine {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly stepId?: string;
  readonly message: string;
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** What happened, in order: what live watchers are sent, and what a record is made of. */
export type TraceEvent =
  | { readonly kind: 'execution.started'; readonly at: number; readonly attempt: number }
  | { readonly kind: 'step.started'; readonly at: number; readonly stepId: string; readonly documentId: string }
  | { readonly kind: 'step.emitted'; readonly at: number; readonly document: TraceDocument }
  | { readonly kind: 'step.finished'; readonly at: number; readonly stepId: string; readonly documentId: string }
  | {
      readonly kind: 'step.failed';
      readonly at: number;
      readonly stepId: string;
      readonly documentId: string;
      readonly error: ExecutionError;
    }
  | {
      /** The totals of a step so far. Beyond its thousandth document a step sends these and a sample of documents in place of single events. */
      readonly kind: 'step.counted';
      readonly at: number;
      readonly stepId: string;
      readonly documentsIn: number;
      /** Of those that entered, how many it has finished or failed with. */
      readonly documentsEnded?: number;
      readonly documentsOut: number;
      readonly outByPort: Readonly<Record<string, number>>;
    }
  | { readonly kind: 'log'; readonly line: LogLine }
  /** The step failed and is tried again at `nextAt`; the number is that of the try that failed, from 1. */
  | {
      readonly kind: 'step.retrying';
      readonly at: number;
      readonly stepId: string;
      readonly documentId: string;
      readonly error: ExecutionError;
      readonly tries: number;
      readonly nextAt: number;
    }
  /** A document waits here, `until` a time or for a callback. */
  | { readonly kind: 'step.waiting'; readonly at: number; readonly stepId: string; readonly documentId: string; readonly until?: number }
  /** Nothing is left to do but to wait: the execution has left its worker. */
  | { readonly kind: 'execution.waiting'; readonly at: number; readonly until?: number }
  | { readonly kind: 'replied'; readonly at: number; readonly stepId: string; readonly status: number; readonly contentType: string }
  | {
      readonly kind: 'execution.finished';
      readonly at: number;
      readonly status: 'succeeded' | 'failed' | 'cancelled';
      readonly error?: ExecutionError;
    };

/** One step's part in an execution, over all its documents. */
export interface StepRunRecord {
  readonly stepId: string;
  readonly status: 'running' | 'succeeded' | 'failed' | 'cancelled';
  readonly documentsIn: number;
  /** Of those that entered, how many it has finished or failed with. */
  readonly documentsEnded?: number;
  readonly documentsOut: number;
  /** Documents out, by port. */
  readonly outByPort: Readonly<Record<string, number>>;
  readonly startedAt: number;
  readonly finishedAt?: number;
  readonly error?: ExecutionError;
}

/** Everything an execution left behind; a pure fold over its events. */
export interface ExecutionTrace {
  readonly status: ExecutionStatus;
  readonly attempt: number;
  readonly startedAt?: number;
  readonly finishedAt?: number;
  readonly replied?: { readonly at: number; readonly stepId: string; readonly status: number; readonly contentType: string };
  readonly error?: ExecutionError;
  readonly steps: Readonly<Record<string, StepRunRecord>>;
  readonly documents: readonly TraceDocument[];
  readonly log: readonly LogLine[];
  /** Beyond the caps: how many documents and log lines were counted but not kept. */
  readonly dropped: { readonly documents: number; readonly log: number };
}
