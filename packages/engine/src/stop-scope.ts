import { wakeWaiters } from './delivery.ts';
import { graceMs } from './failure.ts';
import type { Frame, Lineage } from './lineage.ts';
import { release } from './lineage.ts';
import type { Run } from './run.ts';
import type { Inside } from './scope-frame.ts';
import { type Active, hasWork, type StepState } from './step-state.ts';

/**
 * Ends everything that descends from a scope's frame: what waits is dropped, what is being worked on is told to stop and its
 * result thrown away, joins inside do not go on. Those who hold other documents go on with them.
 */
export function stopScope(run: Run, frame: Frame & { readonly join: string; readonly inside: Inside }): void {
  frame.inside.dead = true;
  for (const state of run.states.all()) {
    if (!state.step.regions.has(frame.join)) continue;
    if (state.active !== undefined && descends(state.active.lineage, frame)) dropActive(run, state, state.active);
    for (const { lineage } of state.queue.remove((delivery) => descends(delivery.lineage, frame))) release(lineage);
    dropBranchings(run, state, frame);
    wakeWaiters(run, state);
    if (hasWork(state)) run.scheduler.schedule(state);
  }
}

function descends(lineage: Lineage | undefined, frame: Frame): boolean {
  for (let at = lineage; at !== undefined; at = at.outer) if (at.frame === frame) return true;
  return false;
}

function dropActive(run: Run, state: StepState, active: Active): void {
  active.dropped = true;
  state.active = undefined;
  if (state.step.role !== 'join') run.trace.finished(state.step, active.document);
  try {
    active.source?.close()?.catch(ignore);
  } catch {
    // The failure that ended the scope stands; a step that fails while it lets go cannot change it.
  }
  active.source = undefined;
  // A step that does not heed its signal must not keep the execution from its end.
  if (active.promised) run.after(graceMs, () => forgo(run, active));
  release(active.lineage);
}

function forgo(run: Run, active: Active): void {
  if (!active.promised) return;
  active.forgone = true;
  run.scheduler.forgo();
}

/** Joins that fire in order have theirs in a list; the others let go by themselves when nothing can arrive any more. */
function dropBranchings(run: Run, state: StepState, frame: Frame): void {
  for (let at = state.opened.length - 1; at >= 0; at--) {
    const branching = state.opened[at];
    if (branching === undefined || !descends(branching.exit, frame)) continue;
    state.opened.splice(at, 1);
    branching.fired = true;
    run.stopTimer(branching);
    const { exit } = branching;
    branching.exit = undefined;
    release(exit);
  }
}

const ignore = (): void => undefined;
