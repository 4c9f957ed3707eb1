import { childDocument, type Document } from '@weft/document';
import { openBranchings } from './branching.ts';
import { deliver, hasRoom, take, waitForRoom } from './delivery.ts';
import { type Frame, hold, type Lineage, release, within } from './lineage.ts';
import type { GraphPort } from './plan-graph.ts';
import { finish } from './pump.ts';
import type { Run } from './run.ts';
import { endsAt } from './scope-frame.ts';
import { type Active, makeActive, type StepState } from './step-state.ts';

/**
 * A branch copies its document to every port: to all at once, or to the next when the one before has ended.
 *
 * @returns false where it has to wait for room first.
 */
export function beginBranch(run: Run, state: StepState): boolean {
  const { step } = state;
  const links = step.ports.flatMap((port) => port.links);
  if (!hasRoom(run, links, state.lane)) {
    waitForRoom(run, state, links);
    return false;
  }
  const delivery = take(run, state);
  if (delivery === undefined) return false;
  const active = makeActive(delivery.document, openBranchings(step, delivery.document, delivery.lineage, run));
  state.active = active;
  run.trace.started(step, active.document);
  if (step.inOrder) {
    nextPath(run, state, active);
    return true;
  }
  for (const port of step.ports) deliver(run, copyFor(run, state, active, port), port.links, active.lineage);
  finish(run, state, active);
  return true;
}

/** In-order branches: sends the document down the next path and waits until everything it led to has ended. */
export function nextPath(run: Run, state: StepState, active: Active): void {
  const port = state.step.ports[active.nextPort++];
  if (port === undefined) {
    finish(run, state, active);
    return;
  }
  active.awaiting = true;
  const path = hold(within(turnOf(run, state, active), active.lineage)) as Lineage;
  deliver(run, copyFor(run, state, active, port), port.links, path);
  release(path);
}

/** A frame around everything one path leads to. */
function turnOf(run: Run, state: StepState, active: Active): Frame {
  return {
    join: undefined,
    cells: 0,
    closed: () => {
      active.awaiting = false;
      run.scheduler.schedule(state);
    },
  };
}

function copyFor(run: Run, state: StepState, active: Active, port: GraphPort): Document {
  const copy = childDocument(active.document, state.step.id, active.emitted++, {});
  endsAt(port, copy, active.lineage);
  run.trace.emitted(state.step, port.id, copy, active.document.id);
  return copy;
}
