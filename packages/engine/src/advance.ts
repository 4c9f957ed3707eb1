import { beginBranch, nextPath } from './branch-step.ts';
import { beginCollect } from './collect-step.ts';
import { mayFork } from './delivery.ts';
import { beginGuard } from './guard-step.ts';
import { beginJoin } from './join-step.ts';
import { pump } from './pump.ts';
import type { Run } from './run.ts';
import { beginStep } from './step-runner.ts';
import { type Active, hasWork, type StepState } from './step-state.ts';
import { beginWait } from './wait-step.ts';

/** So many documents a step may begin with before others get their turn. */
const documentsPerTurn = 16;
/** Joins only sort what has arrived, and every path of a branch waits for them: they go on until nothing is left. */
const documentsPerTurnOfJoins = Number.POSITIVE_INFINITY;

/** One turn of a step: it goes on with what it has begun, then begins with the documents that wait, while nothing holds it up. */
export function advance(run: Run, state: StepState): void {
  if (state.active !== undefined) goOn(run, state, state.active);
  const most = state.step.role === 'join' ? documentsPerTurnOfJoins : documentsPerTurn;
  for (let count = 0; count < most; count++) {
    if (run.ended || state.active !== undefined || !hasWork(state)) return;
    if (!begin(run, state)) return;
  }
  if (hasWork(state)) run.scheduler.schedule(state);
}

function goOn(run: Run, state: StepState, active: Active): void {
  if (run.ended || active.awaiting) return;
  if (state.step.inOrder) nextPath(run, state, active);
  else pump(run, state, active);
}

/** False where the step has to wait before it may begin; it is woken then. */
function begin(run: Run, state: StepState): boolean {
  const { step } = state;
  if (step.role === 'join') beginJoin(run, state);
  else if (step.role === 'collect') return beginCollect(run, state);
  else if (step.scope?.kind === 'guard') return beginGuard(run, state);
  else if (!mayFork(run, state, step.forks)) return false;
  else if (step.role === 'wait') beginWait(run, state);
  else if (step.role === 'branch') return beginBranch(run, state);
  else beginStep(run, state);
  return true;
}
