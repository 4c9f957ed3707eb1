import type { Document } from '@weft/document';
import { openBranchings } from './branching.ts';
import { deliver, take } from './delivery.ts';
import { documentContext } from './document-context.ts';
import { makeItems } from './each-step.ts';
import { isEmission, isPromise, sourceOf } from './emissions.ts';
import { notAnEmission } from './failure.ts';
import type { Lineage } from './lineage.ts';
import { awaitThen, finish, offer, pump } from './pump.ts';
import { callKept } from './replay.ts';
import { withRetries } from './retry.ts';
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
    if (step.scope !== undefined) active.items = makeItems(run, state, active);
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
  let result: unknown;
  try {
    result = call(run, state, active);
  } catch (thrown) {
    run.fail(state.step, active.document, thrown, active.lineage);
    return;
  }
  if (isPromise(result)) awaitThen(run, state, active, result, (value) => settle(run, state, active, value));
  else settle(run, state, active, result);
}

function call(run: Run, state: StepState, active: Active): unknown {
  const { notebook } = run;
  const { step } = state;
  const { document, lineage } = active;
  const context = documentContext(run, step, document, run.contextOf(state, lineage));
  const runOnce = (): unknown => step.run?.(document, context);
  const { retry } = step;
  const runStep = retry === undefined ? runOnce : (): unknown => withRetries({ run, step, retry, document, context }, runOnce);
  return notebook === undefined ? runStep() : callKept(run, notebook, { step, document, lineage, call: runStep });
}

/** Goes on with what the step returned. */
export function settle(run: Run, state: StepState, active: Active, result: unknown): void {
  if (result === undefined) finish(run, state, active);
  else if (isEmission(result)) {
    if (offer(run, state, active, result)) finish(run, state, active);
  } else {
    try {
      active.source = sourceOf(result);
    } catch (thrown) {
      run.fail(state.step, active.document, thrown, active.lineage);
      return;
    }
    if (active.source === undefined) run.fail(state.step, active.document, notAnEmission(state.step, result), active.lineage);
    else pump(run, state, active);
  }
}
