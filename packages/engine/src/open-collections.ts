import type { Branching } from './branching.ts';
import { letGo } from './let-go.ts';
import type { Run } from './run.ts';
import type { StepState } from './step-state.ts';

/**
 * What was gathered is of no use any more: the execution has ended before its time, or the scope around. A collector that is
 * just adding is let go when it has added: see {@link discardCollector}.
 */
export function discardCollectors(run: Run, state: StepState, isUnwanted: (branching: Branching) => boolean = () => true): void {
  for (const branching of state.collecting ?? []) {
    if (!branching.adding && isUnwanted(branching)) discardCollector(run, state, branching);
  }
}

export function discardCollector(run: Run, state: StepState, branching: Branching): void {
  if (state.collecting?.delete(branching)) letGo(run.scheduler, () => branching.collector?.discard?.());
}
