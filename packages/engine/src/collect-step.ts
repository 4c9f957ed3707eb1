import { WeftError } from '@weft/errors';
import type { Collector } from '@weft/step-kit/executor';
import { awaitFor } from './await-for.ts';
import { type Branching, openBranchings } from './branching.ts';
import { mayFork, queueLow, take, wakeWaiters } from './delivery.ts';
import { isPromise } from './emissions.ts';
import { frameFor, type Lineage, release } from './lineage.ts';
import { discardCollector } from './open-collections.ts';
import { awaitThen } from './pump.ts';
import type { Run } from './run.ts';
import { isDead } from './scope-frame.ts';
import { settle } from './step-runner.ts';
import { type Active, makeActive, type StepState } from './step-state.ts';

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
    run.fail(step, document, new WeftError('INTERNAL', `A document reached "${step.title}" from outside of what it collects.`), lineage);
    release(lineage);
    return;
  }
  run.trace.started(step, document);
  const through = (): void => {
    run.trace.finished(step, document);
    release(lineage);
  };
  let adding: void | Promise<void>;
  try {
    adding = collectorOf(run, state, branching, lineage).add(document);
  } catch (thrown) {
    run.fail(step, document, thrown, lineage);
    release(lineage);
    return;
  }
  if (isPromise(adding)) awaitAdding(run, state, { branching, active: makeActive(document, lineage), adding, through });
  else through();
}

function collectorOf(run: Run, state: StepState, branching: Branching, lineage: Lineage | undefined): Collector {
  if (branching.collector === undefined) {
    branching.collector = state.step.collector?.(branching.forkDocument, run.contextOf(state, lineage)) as Collector;
    state.collecting?.add(branching);
  }
  return branching.collector;
}

interface Adding {
  readonly branching: Branching;
  readonly active: Active;
  readonly adding: PromiseLike<void>;
  readonly through: () => void;
}

/** Where the execution or the scope around ends meanwhile, the collector is let go only afterwards: never while it adds. */
function awaitAdding(run: Run, state: StepState, { branching, active, adding, through }: Adding): void {
  state.active = active;
  active.afterwards = () => run.trace.finished(state.step, active.document);
  branching.adding = true;
  const added = (then: () => void): void => {
    branching.adding = false;
    then();
  };
  awaitFor(
    run,
    active,
    adding,
    () =>
      added(() => {
        state.active = undefined;
        through();
        run.scheduler.schedule(state);
      }),
    (thrown) =>
      added(() => {
        state.active = undefined;
        run.fail(state.step, active.document, thrown, active.lineage);
        release(active.lineage);
      }),
    () => added(() => discardCollector(run, state, branching)),
  );
}

/** Nothing more can come: the collection's result goes on, as children of the document that it began with. */
function finishCollection(run: Run, state: StepState, branching: Branching): void {
  const { step } = state;
  const { forkDocument, exit } = branching;
  branching.exit = undefined;
  if (step.isGuarded && isDead(exit)) {
    release(exit);
    return;
  }
  const active = makeActive(forkDocument, openBranchings(step, forkDocument, exit, run));
  state.active = active;
  try {
    const collector = collectorOf(run, state, branching, active.lineage);
    state.collecting?.delete(branching);
    const result = collector.finish();
    if (isPromise(result)) awaitThen(run, state, active, result, (value) => settle(run, state, active, value));
    else settle(run, state, active, result);
  } catch (thrown) {
    run.fail(step, forkDocument, thrown, active.lineage);
  }
}
