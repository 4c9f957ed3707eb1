import type { Document, TemporaryFiles } from '@weft/document';
import { toWeftError } from '@weft/errors';
import { pileLow } from './delivery-queue.ts';
import type { Delivery } from './delivery-shape.ts';
import { hold, type Lineage, narrow } from './lineage.ts';
import { Overflow, type OverflowEvents } from './overflow.ts';
import type { GraphLink, GraphStep } from './plan-graph.ts';
import type { Run } from './run.ts';
import type { Lane, StepState } from './step-state.ts';

/** How many documents may wait in front of a step before those that fill it have to wait. */
const queueMax = 16;
/** Those who wait go on when it has come down to this: waking them for every single place would cost more. */
export const queueLow = queueMax / 2;
/** How many branchings may be open in front of one join. */
const openedMax = 4_096;
/** As {@link queueLow}, for those. */
export const openedLow = openedMax / 2;

/**
 * True where a document may be sent. Where it is copied to several links, one with room is enough: a slow path never
 * blocks its sibling, but when all are slow nothing is gained by piling up.
 */
export function hasRoom(run: Run, links: readonly GraphLink[], lane: Lane | undefined): boolean {
  if (links.length === 0) return true;
  let hasOneRoom = false;
  for (const link of links) {
    const { queue } = run.states.near(link.to, lane);
    if (queue.isFull) return false;
    hasOneRoom ||= queue.length < queueMax;
  }
  return hasOneRoom;
}

/** Has `state` go on as soon as one of the links has room. */
export function waitForRoom(run: Run, state: StepState, links: readonly GraphLink[], lane: Lane | undefined = state.lane): void {
  for (const link of links) run.states.near(link.to, lane).waiters.add(state);
}

/**
 * True where a fork may let in another document; else it has to wait until its joins have worked off branchings. That
 * matters where paths drop their documents, so that nothing else holds the fork back.
 */
export function mayFork(run: Run, state: StepState, forks: readonly GraphStep[]): boolean {
  for (const join of forks) {
    const joinState = run.states.near(join, state.lane);
    if (joinState.due.length < queueMax && joinState.opened.length < openedMax) continue;
    joinState.waiters.add(state);
    return false;
  }
  return true;
}

/** Puts a document in front of the steps at the end of `links`. Does not ask whether there is room. */
export function deliver(run: Run, document: Document, links: readonly GraphLink[], lineage: Lineage | undefined): void {
  for (const link of links) {
    const target = run.states.of(link.to, lineage);
    const held = hold(link.narrows ? narrow(lineage, link.to.holdsIn) : lineage);
    if (target.queue.wantsOverflow && run.temporary !== undefined) overflow(run, target, run.temporary);
    target.queue.push({ document, lineage: held, path: link.path });
    run.scheduler.schedule(target);
  }
}

/** From here on what piles up in front of the step goes to the disk. */
function overflow(run: Run, state: StepState, files: TemporaryFiles): void {
  const events: OverflowEvents = {
    await: (promise, onValue, onError) => run.scheduler.await(promise, onValue, onError),
    hasRoom: () => wakeWaiters(run, state),
    loaded(deliveries) {
      state.queue.accept(deliveries);
      run.scheduler.schedule(state);
    },
    failed: (thrown) => run.raise(toWeftError(thrown), undefined),
  };
  state.queue.overflowInto(new Overflow(files, events));
}

/** The next document in front of a step; whoever waited for its place is told. */
export function take(run: Run, state: StepState): Delivery | undefined {
  const delivery = state.queue.shift();
  const { length } = state.queue;
  if (state.waiters.size > 0 && (length <= queueLow || length === pileLow)) wakeWaiters(run, state);
  return delivery;
}

export function wakeWaiters(run: Run, state: StepState): void {
  for (const waiter of state.waiters) run.scheduler.schedule(waiter);
  state.waiters.clear();
}
