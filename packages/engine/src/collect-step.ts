import { WeftError } from '@weft/errors';
import type { Collector } from '@weft/step-kit/executor';
import { type Branching, openBranchings } from './branching.ts';
import { mayFork, queueLow, take, wakeWaiters } from './delivery.ts';
import { isPromise } from './emissions.ts';
import { letGo } from './let-go.ts';
import { frameFor, release } from './lineage.ts';
import { awaitThen } from './pump.ts';
import type { Run } from './run.ts';
import { settle } from './step-runner.ts';
import { makeActive, type StepState } from './step-state.ts';

/**
 * A collect step finishes the collections of which nothing more can come, else adds the next document to its own.
 *
 * It keeps nothing of the documents: whatever is gathered is the collector's. One document at a time, in order of arrival;
 * a collector that is slow holds back those before it, as any slow step does.
 *
 * @returns false where it has to wait before it may go on.
 */
export function beginCollect(run: Run, state: StepState): boolean {
  if (state.due.length > 0) {
    if (!mayFork(run, state, state.step.forks)) return false;
    const branching = state.due.shift() as Branching;
    if (state.due.length <= queueLow) wakeWaiters(run, state);
    finishCollection(run, state, branching);
    return true;
  }
  receive(run, state);
  return true;
}

function receive(run: Run, state: StepState): void {
  const { step } = state;
  const delivery = take(run, state);
  if (delivery === undefined) return;
  const { document, lineage } = delivery;
  const branching = frameFor(lineage, step.id) as Branching | undefined;
  if (branching === undefined) {
    run.fail(step, document, new WeftError('INTERNAL', `A document reached "${step.title}" from outside of what it collects.`));
    return;
  }
  run.trace.started(step, document);
  const through = (): void => {
    run.trace.finished(step, document);
    release(lineage);
  };
  try {
    const adding = collectorOf(run, state, branching).add(document);
    if (!isPromise(adding)) {
      through();
      return;
    }
    state.active = { ...makeActive(document, undefined), awaiting: true };
    branching.adding = true;
    awaitSettled(run, state, branching, adding, () => {
      state.active = undefined;
      through();
      run.scheduler.schedule(state);
    });
  } catch (thrown) {
    run.fail(step, document, thrown);
  }
}

function collectorOf(run: Run, state: StepState, branching: Branching): Collector {
  if (branching.collector === undefined) {
    branching.collector = state.step.collector?.(branching.forkDocument, run.contextOf(state)) as Collector;
    state.collecting?.add(branching);
  }
  return branching.collector;
}

/** Waits for an `add`. Where the execution has ended meanwhile, the collector is let go only now: never while it adds. */
function awaitSettled(run: Run, state: StepState, branching: Branching, adding: PromiseLike<unknown>, then: () => void): void {
  const settled = (after: () => void) => (): void => {
    branching.adding = false;
    if (run.ended) discardCollector(run, state, branching);
    else after();
  };
  run.scheduler.await(adding, settled(then), (thrown) => {
    settled(() => run.fail(state.step, state.active?.document ?? branching.forkDocument, thrown))();
  });
}

/** Nothing more can come: the collection's result goes on, as children of the document that it began with. */
function finishCollection(run: Run, state: StepState, branching: Branching): void {
  const { step } = state;
  const { forkDocument, exit } = branching;
  branching.exit = undefined;
  const active = makeActive(forkDocument, openBranchings(step, forkDocument, exit, run));
  state.active = active;
  try {
    const collector = collectorOf(run, state, branching);
    state.collecting?.delete(branching);
    const result = collector.finish();
    if (isPromise(result)) awaitThen(run, state, active, result, (value) => settle(run, state, active, value));
    else settle(run, state, active, result);
  } catch (thrown) {
    run.fail(step, forkDocument, thrown);
  }
}

/** The execution has ended before its time: what was gathered is of no use any more. */
export function discardCollectors(run: Run, state: StepState): void {
  for (const branching of state.collecting ?? []) if (!branching.adding) discardCollector(run, state, branching);
}

function discardCollector(run: Run, state: StepState, branching: Branching): void {
  if (state.collecting?.delete(branching)) letGo(run.scheduler, () => branching.collector?.discard?.());
}
