import type { Document } from '@weft/document';
import type { StepContext } from '@weft/step-kit/executor';
import type { BranchingEvents } from './branching.ts';
import type { GraphStep } from './plan-graph.ts';
import type { Scheduler } from './scheduler.ts';
import type { StepState } from './step-state.ts';
import type { TraceWriter } from './trace-writer.ts';

/** What the parts of the engine share while one execution runs. */
export interface Run extends BranchingEvents {
  readonly scheduler: Scheduler<StepState>;
  readonly trace: TraceWriter;
  /** True once it has failed or was cancelled: whatever still comes back is thrown away. */
  readonly ended: boolean;
  stateOf(step: GraphStep): StepState;
  contextOf(state: StepState): StepContext;
  /** Ends the execution because a step could not go on with a document. The first failure counts. */
  fail(step: GraphStep, document: Document, thrown: unknown): void;
}
