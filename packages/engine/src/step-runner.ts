import type { Document } from '@weft/document';
import { openBranchings } from './branching.ts';
import { deliver, take } from './delivery.ts';
import { makeItems } from './each-step.ts';
import { isEmission, isPromise, sourceOf } from './emissions.ts';
import { notAnEmission } from './failure.ts';
import type { Lineage } from './lineage.ts';
import { awaitThen, finish, offer, pump } from './pump.ts';
import { failOrRetry } from './retry.ts';
import type { Run } from './run.ts';
import { type Active, makeActive, type StepState } from './step-state.ts';

/** Begins with the next document: start steps pass it on, others run their executor. */
export function beginStep(run: Run, state: StepState): void {
  const { step } = state;
  const delivery = take(run, state);
  if (delivery === undefined) return;
  const { document } = delivery;
  const lineage = openBranchings(step, document, delivery.lineage, run);
  run.trace.started(step, document);
  if (step.run === undefined) passOn(run, state, document, lineage);
  else {
    const active = makeActive(document, lineage);
    if (step.scope !== undefined) active.each = makeItems(run, state, active);
    execute(run, state, active);
  }
}

/** Start steps: the document goes on as it is, under its own id. */
function passOn(run: Run, state: StepState, document: Document, lineage: Lineage | undefined): void {
  const active = makeActive(document, lineage);
  state.active = active;
  for (const port of state.step.ports) {
    run.trace.emitted(state.step, port.id, document, '');
    deliver(run, document, port.links, lineage);
  }
  finish(run, state, active);
}

function execute(run: Run, state: StepState, active: Active): void {
  state.active = active;
  if (state.step.retry !== undefined) active.again = () => execute(run, state, active);
  let result: unknown;
  try {
    result = state.step.run?.(active.document, run.contextOf(state, active.lineage));
  } catch (thrown) {
    failOrRetry(run, state, active, thrown);
    return;
  }
  if (isPromise(result)) awaitThen(run, state, active, result, (value) => settle(run, state, active, value));
  else settle(run, state, active, result);
}

/** Goes on with what the step returned. */
function settle(run: Run, state: StepState, active: Active, result: unknown): void {
  if (result === undefined) finish(run, state, active);
  else if (isEmission(result)) {
    if (offer(run, state, active, result)) finish(run, state, active);
  } else {
    try {
      active.source = sourceOf(result);
    } catch (thrown) {
      failOrRetry(run, state, active, thrown);
      return;
    }
    if (active.source === undefined) run.fail(state.step, active.document, notAnEmission(state.step, result), active.lineage);
    else pump(run, state, active);
  }
}
