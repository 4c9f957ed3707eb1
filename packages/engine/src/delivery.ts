import type { Document } from '@weft/document';
import type { Delivery } from './delivery-queue.ts';
import type { Lane } from './lanes.ts';
import { hold, type Lineage, narrow } from './lineage.ts';
import type { GraphLink, GraphStep } from './plan-graph.ts';
import type { Run } from './run.ts';
import type { StepState } from './step-state.ts';

/** How many documents may wait in front of a step before those that fill it have to wait. */
const queueMax = 16;
/**
 * How many documents may pile up in front of the slow path of a branch while its siblings go on. They are in memory, so
 * there has to be an end: from here on the branch waits for the slow path too.
 */
const pileMax = 4_096;
/** Those who wait go on when it has come down to this: waking them for every single place would cost more. */
export const queueLow = queueMax / 2;
/** As {@link queueLow}, for what has piled up. */
export const pileLow = pileMax / 2;

/**
 * True where a document may be sent. Where it is copied to several links, one with room is enough: a slow path never
 * blocks its sibling, but when all are slow nothing is gained by piling up.
 */
export function hasRoom(run: Run, links: readonly GraphLink[], lane: Lane | undefined): boolean {
  if (links.length === 0) return true;
  let hasOneRoom = false;
  for (const link of links) {
    const { length } = run.states.near(link.to, lane).queue;
    if (length >= pileMax) return false;
    hasOneRoom ||= length < queueMax;
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
    if (joinState.due.length < queueMax && joinState.opened.length < pileMax) continue;
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
    target.queue.push({ document, lineage: held, path: link.path });
    run.scheduler.schedule(target);
  }
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
