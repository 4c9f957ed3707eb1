import type { Document } from '@weft/document';
import { WeftError } from '@weft/errors';
import { arrive, type Branching, firesInOrder, joinedDocument, openBranching, openBranchings } from './branching.ts';
import { openedLow, queueLow, take, wakeWaiters } from './delivery.ts';
import type { Delivery } from './delivery-shape.ts';
import { isPromise } from './emissions.ts';
import { noteJoin, passesEach } from './join-memory.ts';
import { frameFor, hold, type Lineage, release, within } from './lineage.ts';
import { awaitThen, pump } from './pump.ts';
import type { Run } from './run.ts';
import { endsAt, isDead } from './scope-frame.ts';
import { type Active, makeActive, type StepState } from './step-state.ts';

/** A join fires for the branching whose turn it is, else looks at those that have closed, else takes the next document. */
export function beginJoin(run: Run, state: StepState): void {
  if (state.opened[0]?.isReady === true) {
    fire(run, state, state.opened.shift() as Branching);
    if (state.opened.length === openedLow) wakeWaiters(run, state);
    return;
  }
  const branching = state.due.shift();
  if (branching === undefined) {
    const delivery = take(run, state);
    if (delivery !== undefined) receive(run, state, delivery);
    return;
  }
  if (state.due.length <= queueLow) wakeWaiters(run, state);
  lookAt(run, state, branching);
}

/** The branching has closed, or its time is up. */
function lookAt(run: Run, state: StepState, branching: Branching): void {
  if (!branching.isClosed && !branching.fired && !branching.recalled) warnOfTimeLimit(run, state, branching);
  if (branching.isClosed) run.stopTimer(branching);
  if (firesInOrder(state.step)) {
    branching.isReady = true;
    return;
  }
  // Mode `first` goes on empty-handed when its time is up; mode `each` has passed on everything it got.
  if (!branching.isClosed && !branching.fired && state.step.join?.mode === 'first') fire(run, state, branching);
  if (!branching.isClosed && !branching.fired && run.notebook !== undefined) noteJoin(run.notebook, branching);
  branching.fired = true;
  if (branching.isClosed) leave(branching);
}

function receive(run: Run, state: StepState, delivery: Delivery): void {
  const { step } = state;
  const { document, lineage, path } = delivery;
  const branching = frameFor(lineage, step.id) as Branching | undefined;
  if (branching === undefined && run.entry !== undefined) {
    receiveAlone(run, state, delivery);
    return;
  }
  if (branching === undefined) {
    run.fail(step, document, new WeftError('INTERNAL', `A document reached the join "${step.title}" from outside its branching.`), lineage);
    release(lineage);
    return;
  }
  run.trace.started(step, document);
  if (!branching.fired) {
    if (step.join?.mode === 'each') {
      if (run.notebook === undefined || passesEach(branching, path, document)) {
        produce(run, state, { from: document, arrived: new Map([[path, [document]]]), branching, lineage: hold(branching.exit) });
      }
    } else if (!branching.recalled) {
      arrive(branching, path, document);
      if (step.join?.mode === 'first') fire(run, state, branching);
    }
  }
  if (run.ended) return;
  run.trace.finished(step, document);
  release(lineage);
}

/**
 * A document that was let in behind the fork belongs to no branching: it is given one of its own, in which nothing else
 * comes.
 */
function receiveAlone(run: Run, state: StepState, { document, lineage, path }: Delivery): void {
  const inside = hold(within(openBranching(state.step, document, lineage, run), lineage));
  release(lineage);
  receive(run, state, { document, lineage: inside, path });
}

/** Gives the branching's one document. What still comes afterwards ends at the join. */
function fire(run: Run, state: StepState, branching: Branching): void {
  if (state.step.isGuarded && isDead(branching.exit)) {
    branching.fired = true;
    leave(branching);
    return;
  }
  if (run.notebook !== undefined) noteJoin(run.notebook, branching);
  branching.fired = true;
  const { exit, forkDocument, arrived } = branching;
  branching.exit = undefined;
  produce(run, state, { from: forkDocument, arrived, branching, lineage: exit });
}

/** Lets those further out know that nothing more comes from here. */
function leave(branching: Branching): void {
  const { exit } = branching;
  branching.exit = undefined;
  release(exit);
}

interface Production {
  readonly from: Document;
  readonly arrived: ReadonlyMap<string, readonly Document[]>;
  readonly branching: Branching;
  /** Taken over with its reference. */
  readonly lineage: Lineage | undefined;
}

function produce(run: Run, state: StepState, production: Production): void {
  const active = makeActive(production.from, production.lineage);
  state.active = active;
  try {
    const joined = joinedDocument(state.step, production.from, production.arrived, production.branching.forkDocument);
    if (isPromise(joined)) awaitThen(run, state, active, joined, (document) => emit(run, state, active, document));
    else emit(run, state, active, joined);
  } catch (thrown) {
    run.fail(state.step, production.from, thrown, production.lineage);
  }
}

function emit(run: Run, state: StepState, active: Active, document: Document): void {
  const { step } = state;
  active.lineage = openBranchings(step, document, active.lineage, run);
  for (const port of step.ports) {
    run.trace.emitted(step, port.id, document, active.document.id);
    endsAt(port, document, active.lineage);
  }
  active.held = { document, links: step.ports.flatMap((port) => port.links) };
  pump(run, state, active);
}

function warnOfTimeLimit(run: Run, state: StepState, branching: Branching): void {
  const missing = (state.step.join?.paths ?? []).filter((path) => !branching.arrived.has(path));
  const without = missing.length === 0 ? '' : `, without the paths ${missing.map((path) => `"${path}"`).join(', ')}`;
  run.trace.log(
    'warn',
    `The join's time limit of ${state.step.join?.timeLimitMs} ms has passed: it goes on with what has arrived${without}.`,
    {
      stepId: state.step.id,
    },
  );
}
