import { beginBranch, nextPath } from './branch-step.ts';
import { mayFork } from './delivery.ts';
import { beginJoin } from './join-step.ts';
import { pump } from './pump.ts';
import type { Run } from './run.ts';
import { beginStep } from './step-runner.ts';
import type { StepState } from './step-state.ts';

/** One piece of work for a step: it goes on with what it has begun, or begins with the next document. */
export function advance(run: Run, state: StepState): void {
  if (run.ended) return;
  const { active, step } = state;
  if (active !== undefined) {
    if (active.awaiting) return;
    if (step.inOrder) nextPath(run, state, active);
    else pump(run, state, active);
  } else if (step.role === 'join') {
    beginJoin(run, state);
  } else if (state.queue.length > 0 && mayFork(run, state, step.forks)) {
    if (step.role === 'branch') beginBranch(run, state);
    else beginStep(run, state);
  }
}
