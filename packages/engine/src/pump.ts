import { Body, childDocument } from '@weft/document';
import type { Emission } from '@weft/step-kit/executor';
import { awaitFor } from './await-for.ts';
import { deliver, hasRoom, waitForRoom } from './delivery.ts';
import { done, isEmission, isPromise } from './emissions.ts';
import { notAnEmission, unknownPort } from './failure.ts';
import { release } from './lineage.ts';
import type { Run } from './run.ts';
import { endsAt } from './scope-frame.ts';
import { type Active, gathers, hasWork, type Outgoing, type StepState } from './step-state.ts';

/** After so many emissions in one go, other steps get their turn. */
const emissionsPerTurn = 256;

/** Sends what is held, then pulls from the step's emissions as long as there is room and nothing to wait for. */
export function pump(run: Run, state: StepState, active: Active): void {
  if (active.held !== undefined && !send(run, state, active, active.held)) return;
  active.held = undefined;
  const { source } = active;
  if (source === undefined) {
    finish(run, state, active);
    return;
  }
  for (let count = 0; count < emissionsPerTurn; count++) {
    let next: unknown;
    try {
      next = source.next();
    } catch (thrown) {
      active.source = undefined;
      run.fail(state.step, active.document, thrown, active.lineage);
      return;
    }
    if (isPromise(next)) {
      awaitThen(run, state, active, next, (value) => {
        if (accept(run, state, active, value)) pump(run, state, active);
      });
      return;
    }
    if (!accept(run, state, active, next)) return;
  }
  run.scheduler.schedule(state);
}

/** True where the source may be asked for more at once. */
function accept(run: Run, state: StepState, active: Active, next: unknown): boolean {
  if (next === done) {
    active.source = undefined;
    finish(run, state, active);
    return false;
  }
  if (isEmission(next)) return offer(run, state, active, next);
  run.fail(state.step, active.document, notAnEmission(state.step, next), active.lineage);
  return false;
}

/** Makes the document of an emission and sends it. False where it has to wait, or where the emission was not right. */
export function offer(run: Run, state: StepState, active: Active, emission: Emission): boolean {
  const { step } = state;
  const port = step.portsById.get(emission.port);
  if (port === undefined || active.items?.isClosedTo(port) === true) {
    run.fail(step, active.document, unknownPort(step, emission.port), active.lineage);
    return false;
  }
  if (emission.body !== undefined && !(emission.body instanceof Body)) {
    run.fail(step, active.document, notAnEmission(step, emission.body), active.lineage);
    return false;
  }
  const document = childDocument(active.document, step.id, active.emitted++, emission);
  run.trace.emitted(step, port.id, document, active.document.id);
  endsAt(port, document, active.lineage);
  return send(run, state, active, { document, links: port.links });
}

/** False where there is no room: the step holds the document and goes on when there is. */
function send(run: Run, state: StepState, active: Active, outgoing: Outgoing): boolean {
  if (active.items !== undefined && !active.items.isOver) return active.items.send(outgoing);
  if (hasRoom(run, outgoing.links, state.lane)) {
    deliver(run, outgoing.document, outgoing.links, active.lineage);
    return true;
  }
  active.held = outgoing;
  waitForRoom(run, state, outgoing.links);
  return false;
}

/** As {@link awaitFor}; a rejection is a failure of the step. */
export function awaitThen<V>(run: Run, state: StepState, active: Active, promise: PromiseLike<V>, then: (value: V) => void): void {
  awaitFor(run, active, promise, then, (thrown) => {
    active.source = undefined;
    run.fail(state.step, active.document, thrown, active.lineage);
  });
}

/** The step is through with its document: a for-each not before its items have ended. */
export function finish(run: Run, state: StepState, active: Active): void {
  if (active.items !== undefined && !active.items.isOver) {
    active.items.end();
    return;
  }
  state.active = undefined;
  if (active.afterwards !== undefined) active.afterwards();
  else if (!gathers(state.step)) run.trace.finished(state.step, active.document);
  release(active.lineage);
  if (hasWork(state)) run.scheduler.schedule(state);
}
