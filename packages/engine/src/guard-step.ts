import { childDocument, type Document } from '@weft/document';
import type { WeftError } from '@weft/errors';
import type { ScopeRule } from '@weft/step-kit';
import { openBranchings } from './branching.ts';
import { deliver, hasRoom, mayFork, take, waitForRoom } from './delivery.ts';
import { type Frame, hold, type Lineage, release, within } from './lineage.ts';
import type { GraphPort, GraphStep } from './plan-graph.ts';
import type { Run } from './run.ts';
import { endsAt, type Inside, isDead, stoppableIn } from './scope-frame.ts';
import { regionKey } from './scope-regions.ts';
import type { StepState } from './step-state.ts';
import { stopScope } from './stop-scope.ts';

type GuardRule = Extract<ScopeRule, { kind: 'guard' }>;
type Phase = 'inside' | 'failed' | 'ended';

/** One document's passing of a guard scope. Many may be under way at once. */
export interface Guard {
  readonly document: Document;
  /** What stands around the scope; one reference is the guard's own until it is over. */
  readonly lineage: Lineage | undefined;
  phase: Phase | undefined;
  /** What has ended the present phase, where it has failed. */
  failure: WeftError | undefined;
  /** What goes further out when the scope is over. */
  uncaught: WeftError | undefined;
}

/** One turn of a guard scope: guards whose phase has ended go on, then the next document enters. False where it has to wait. */
export function beginGuard(run: Run, state: StepState): boolean {
  if (state.guards.length > 0) return goOnWithOne(run, state);
  const { step } = state;
  if (!mayFork(run, state, [...step.forks, ...step.ports.flatMap(({ forks }) => forks)])) return false;
  const delivery = take(run, state);
  if (delivery === undefined) return false;
  run.trace.started(step, delivery.document);
  const lineage = openBranchings(step, delivery.document, delivery.lineage, run);
  state.guards.push({ document: delivery.document, lineage, phase: undefined, failure: undefined, uncaught: undefined });
  return goOnWithOne(run, state);
}

/** Takes the first guard that can go on: one that finds no room does not hold back another. */
function goOnWithOne(run: Run, state: StepState): boolean {
  const links = (guard: Guard) => nextPort(state, guard)?.links ?? [];
  const at = state.guards.findIndex((guard) => isDead(guard.lineage) || hasRoom(run, links(guard), state.lane));
  if (at === -1) {
    for (const guard of state.guards) waitForRoom(run, state, links(guard));
    return false;
  }
  const [guard] = state.guards.splice(at, 1);
  if (guard !== undefined) goOn(run, state, guard);
  return true;
}

function goOn(run: Run, state: StepState, guard: Guard): void {
  const phase = nextPhase(state.step, guard.phase, guard.failure !== undefined);
  // Whatever has failed and is not caught now waits for the end of the scope.
  if (phase !== 'failed') guard.uncaught = guard.failure ?? guard.uncaught;
  if (phase === undefined || isDead(guard.lineage)) leave(run, state, guard);
  else enter(run, state, guard, phase);
}

/** `undefined` where the scope is over. */
function nextPhase(step: GraphStep, phase: Phase | undefined, hasFailed: boolean): Phase | undefined {
  const { failed, ended } = step.scope as GuardRule;
  const isLinked = (id: string): boolean => (step.portsById.get(id)?.links.length ?? 0) > 0;
  if (phase === undefined) return 'inside';
  if (phase === 'inside' && hasFailed && isLinked(failed)) return 'failed';
  return phase !== 'ended' && isLinked(ended) ? 'ended' : undefined;
}

function nextPort({ step }: StepState, guard: Guard): GraphPort | undefined {
  const phase = nextPhase(step, guard.phase, guard.failure !== undefined);
  return phase === undefined ? undefined : step.portsById.get((step.scope as GuardRule)[phase]);
}

function leave(run: Run, { step }: StepState, { document, lineage, uncaught }: Guard): void {
  run.trace.finished(step, document);
  if (uncaught !== undefined) run.raise(uncaught, lineage);
  release(lineage);
}

/** Sends the document into the next region, with a frame around all it leads to there. */
function enter(run: Run, state: StepState, guard: Guard, phase: Phase): void {
  const { step } = state;
  const rule = step.scope as GuardRule;
  const port = step.portsById.get(rule[phase]);
  const document = childDocument(guard.document, step.id, places[phase], phase === 'failed' ? withError(guard) : {});
  if (phase === 'failed') tellOfCatching(run, state, guard.failure);
  guard.phase = phase;
  guard.failure = undefined;
  const around = hold(within(frameOf(run, state, guard, regionKey(step.id, rule[phase])), guard.lineage));
  const path = port === undefined ? around : openBranchings(port, document, around, run);
  if (port !== undefined) {
    if (port.links.length > 0) run.trace.emitted(step, port.id, document, guard.document.id);
    endsAt(port, document, path);
    deliver(run, document, port.links, path);
  }
  release(path);
}

/** The index of each document among the children of the one that came in: the same whether something fails or not. */
const places: Readonly<Record<Phase, number>> = { inside: 0, failed: 1, ended: 2 };

function withError({ document, failure }: Guard) {
  return {
    properties: {
      ...document.properties,
      error_code: failure?.code ?? '',
      error_message: failure?.message ?? '',
      error_step: failure?.place?.stepId ?? '',
      error_document: failure?.place?.documentId ?? '',
    },
  };
}

function tellOfCatching(run: Run, { step }: StepState, failure: WeftError | undefined): void {
  const title = failure?.place?.stepTitle ?? failure?.place?.stepId ?? '';
  run.trace.log('warn', `A failure of "${title}" was caught: ${failure?.message}`, { stepId: step.id });
}

function frameOf(run: Run, state: StepState, guard: Guard, key: string): Frame & { readonly join: string; readonly inside: Inside } {
  const due = (): void => {
    state.guards.push(guard);
    run.scheduler.schedule(state);
  };
  const frame: Frame & { readonly join: string; readonly inside: Inside } = {
    join: key,
    cells: 0,
    inside: insideOf(run, state, guard, () => stopScope(run, frame), due),
    closed: () => {
      if (!frame.inside.dead) due();
    },
  };
  return frame;
}

/** Where nothing is linked that could take over a failure, it goes further out at once. */
function insideOf(run: Run, { step }: StepState, guard: Guard, stop: () => void, due: () => void): Inside {
  if (nextPhase(step, guard.phase, true) === undefined) return { dead: false };
  const controller = new AbortController();
  let signal: AbortSignal | undefined;
  const outer = (): AbortSignal => stoppableIn(guard.lineage)?.signal?.() ?? run.signal;
  return {
    dead: false,
    signal: () => {
      signal ??= AbortSignal.any([outer(), controller.signal]);
      return signal;
    },
    fail: (error) => {
      stop();
      controller.abort(error);
      guard.failure = error;
      due();
    },
  };
}
