import type { Document } from '@weft/document';
import type { WeftError } from '@weft/errors';
import type { StepContext } from '@weft/step-kit/executor';
import type { BranchingEvents } from './branching.ts';
import type { Notebook } from './journal.ts';
import type { StepStates } from './lanes.ts';
import type { Lineage } from './lineage.ts';
import type { GraphStep } from './plan-graph.ts';
import type { EngineServices, ExecutionStart } from './ports.ts';
import type { Scheduler } from './scheduler.ts';
import type { StepState } from './step-state.ts';
import type { TraceWriter } from './trace-writer.ts';
import type { Waits } from './waits.ts';

/** What the parts of the engine share while one execution runs. */
export interface Run extends BranchingEvents {
  readonly scheduler: Scheduler<StepState>;
  readonly states: StepStates;
  readonly trace: TraceWriter;
  /** Only where there is a journal and the plan has something to keep in it. */
  readonly notebook: Notebook | undefined;
  readonly waits: Waits;
  readonly call: EngineServices['call'];
  readonly park: EngineServices['park'];
  /** Where what piles up in front of slow steps goes. */
  readonly temporary: EngineServices['temporary'];
  /** Where the document was let in, if not at the start. */
  readonly entry: ExecutionStart['entry'];
  /** True once it has failed, was cancelled or was ended by a step: whatever still comes back is thrown away. */
  readonly ended: boolean;
  /** Aborts when that happens. */
  readonly signal: AbortSignal;
  now(): number;
  /** Calls back, as something that comes from outside, unless it is stopped or the execution ends first. */
  after(ms: number, then: () => void): NodeJS.Timeout;
  stop(timer: NodeJS.Timeout): void;
  /** What a step may use for a document of this lineage. */
  contextOf(state: StepState, lineage: Lineage | undefined): StepContext;
  /** A step could not go on with a document: stops the scope around it, else ends the execution. The first failure counts. */
  fail(step: GraphStep, document: Document, thrown: unknown, lineage: Lineage | undefined): void;
  /** As {@link fail}, for a failure that has been told already. */
  raise(error: WeftError, lineage: Lineage | undefined): void;
  /** A step ends the whole execution, whatever scopes it stands in: as succeeded, or as failed. */
  end(step: GraphStep, document: Document, failure: WeftError | undefined): void;
}
