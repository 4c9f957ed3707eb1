import { type Frame, frameFor, type Lineage } from './lineage.ts';
import type { GraphStep } from './plan-graph.ts';
import { type Lane, makeStepState, type StepState } from './step-state.ts';

/** The states of all steps of one execution, made when a document first comes near. */
export class StepStates {
  readonly #root: Array<StepState | undefined> = [];
  /** Made with the first of them: most executions have none. */
  #lanes: Set<Lane> | undefined;
  #laneOf: WeakMap<Frame, Lane> | undefined;

  /** The state that a document of this lineage meets. */
  of(step: GraphStep, lineage: Lineage | undefined): StepState {
    return step.laneKey === undefined ? stateAt(this.#root, step, undefined) : this.at(step, frameFor(lineage, step.laneKey));
  }

  /** The state for the item that a for-each has given this frame; the one outside of all items without it. */
  at(step: GraphStep, item: Frame | undefined): StepState {
    const lane = item === undefined ? undefined : this.#laneOf?.get(item);
    return stateAt(lane?.states ?? this.#root, step, lane);
  }

  /** The state that a step of this lane meets: in the lane, or further out. */
  near(step: GraphStep, lane: Lane | undefined): StepState {
    if (step.laneKey === undefined) return stateAt(this.#root, step, undefined);
    let at = lane;
    while (at !== undefined && at.key !== step.laneKey) at = at.outer;
    return at === undefined ? stateAt(this.#root, step, undefined) : stateAt(at.states, step, at);
  }

  open(key: string, outer: Lane | undefined): Lane {
    const lane: Lane = { key, outer, states: [] };
    this.#lanes ??= new Set();
    this.#lanes.add(lane);
    return lane;
  }

  /** An item runs in this lane from now on. */
  enter(item: Frame, lane: Lane): void {
    this.#laneOf ??= new WeakMap();
    this.#laneOf.set(item, lane);
  }

  close(lane: Lane): void {
    this.#lanes?.delete(lane);
  }

  some(is: (state: StepState) => boolean): boolean {
    const isSome = (state: StepState | undefined): boolean => state !== undefined && is(state);
    if (this.#root.some(isSome)) return true;
    for (const lane of this.#lanes ?? []) if (lane.states.some(isSome)) return true;
    return false;
  }

  /** Those there are now; what happens meanwhile does not change the list. */
  all(): StepState[] {
    const lists = [this.#root, ...[...(this.#lanes ?? [])].map(({ states }) => states)];
    return lists.flatMap((states) => states.filter((state) => state !== undefined));
  }
}

function stateAt(states: Array<StepState | undefined>, step: GraphStep, lane: Lane | undefined): StepState {
  let state = states[step.index];
  if (state === undefined) {
    state = makeStepState(step, lane);
    states[step.index] = state;
  }
  return state;
}
