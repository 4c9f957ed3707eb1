import type { Document } from '@weft/document';
import type { WeftError } from '@weft/errors';
import type { StepContext } from '@weft/step-kit/executor';
import type { BranchingEvents } from './branching.ts';
import type { Lineage } from './lineage.ts';
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
  /** Aborts when the execution fails, is cancelled or is ended. */
  readonly signal: AbortSignal;
  /** What a step may use for a document of this lineage. */
  contextOf(state: StepState, lineage: Lineage | undefined): StepContext;
  /** A step could not go on with a document: ends the scope around it, else the execution. The first failure counts. */
  fail(step: GraphStep, document: Document, thrown: unknown, lineage: Lineage | undefined): void;
  /** As {@link fail}, for a failure that has been told already. */
  raise(error: WeftError, lineage: Lineage | undefined): void;
  /** Calls back later, unless the execution has ended before. Milliseconds. */
  after(ms: number, then: () => void): void;
}
