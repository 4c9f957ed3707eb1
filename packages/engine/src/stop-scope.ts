import { wakeWaiters } from './delivery.ts';
import { graceMs } from './failure.ts';
import type { Frame, Lineage } from './lineage.ts';
import { release } from './lineage.ts';
import { discardCollectors } from './open-collections.ts';
import type { Run } from './run.ts';
import type { ScopeFrame } from './scope-frame.ts';
import { type Active, gathers, hasWork, type StepState } from './step-state.ts';

/**
 * Ends everything that descends from a scope's frame: what waits is dropped, what is being worked on is told to stop and its
 * result thrown away, joins and collections inside do not go on. Those who hold other documents go on with them.
 */
export function stopScope(run: Run, frame: ScopeFrame): void {
  frame.inside.dead = true;
  const descends = (lineage: Lineage | undefined): boolean => standsIn(lineage, frame);
  run.waits.drop((waiting) => descends(waiting.lineage));
  for (const state of run.states.all()) {
    if (!state.step.regions.has(frame.join)) continue;
    dropActives(run, state, descends);
    for (const { lineage } of state.queue.remove((delivery) => descends(delivery.lineage))) release(lineage);
    discardCollectors(run, state, ({ exit }) => descends(exit));
    dropBranchings(run, state, descends);
    wakeWaiters(run, state);
    if (hasWork(state)) run.scheduler.schedule(state);
  }
}

type Descends = (lineage: Lineage | undefined) => boolean;

function standsIn(lineage: Lineage | undefined, frame: Frame): boolean {
  for (let at = lineage; at !== undefined; at = at.outer) if (at.frame === frame) return true;
  return false;
}

function dropActives(run: Run, state: StepState, descends: Descends): void {
  const { active } = state;
  if (active !== undefined && descends(active.lineage)) {
    state.active = undefined;
    dropActive(run, state, active);
  }
  for (let at = state.ready.length - 1; at >= 0; at--) {
    const part = state.ready[at];
    if (part === undefined || !descends(part.lineage)) continue;
    state.ready.splice(at, 1);
    dropActive(run, state, part);
  }
}

function dropActive(run: Run, state: StepState, active: Active): void {
  active.dropped = true;
  if (active.afterwards !== undefined) active.afterwards();
  else if (!gathers(state.step)) run.trace.finished(state.step, active.document);
  try {
    active.source?.close()?.catch(ignore);
  } catch {
    // The failure that ended the scope stands; a step that fails while it lets go cannot change it.
  }
  active.source = undefined;
  // A step that does not heed its signal must not keep the execution from its end.
  if (active.promise === 'awaited') run.after(graceMs, () => forgo(run, active));
  release(active.lineage);
}

function forgo(run: Run, active: Active): void {
  if (active.promise !== 'awaited') return;
  active.promise = 'forgone';
  run.scheduler.forgo();
}

/** Joins that fire in order have theirs in a list; the others let go by themselves when nothing can arrive any more. */
function dropBranchings(run: Run, state: StepState, descends: Descends): void {
  for (let at = state.opened.length - 1; at >= 0; at--) {
    const branching = state.opened[at];
    if (branching === undefined || !descends(branching.exit)) continue;
    state.opened.splice(at, 1);
    branching.fired = true;
    run.stopTimer(branching);
    const { exit } = branching;
    branching.exit = undefined;
    release(exit);
  }
}

const ignore = (): void => undefined;
