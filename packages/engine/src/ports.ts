import type { Document } from '@weft/document';
import type { ExecutionError, Plan, TraceEvent } from '@weft/process';
import type { ExecutionInfo, ReplyMessage, StepRun } from '@weft/step-kit/executor';
import type { PlanGraph } from './plan-graph.ts';

/** A plan whose executors are bound and whose expressions are compiled. Made once per version, shared by its executions. */
export interface PreparedPlan {
  readonly plan: Plan;
  readonly runs: ReadonlyMap<string, StepRun>;
  readonly graph: PlanGraph;
}

export interface ExecutionStart {
  readonly execution: ExecutionInfo;
  readonly document: Document;
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
  | { readonly status: 'cancelled'; readonly replied: boolean; readonly error: ExecutionError };
