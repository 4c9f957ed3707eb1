import { childDocument, type Document } from '@weft/document';
import type { WeftError } from '@weft/errors';
import type { ScopeRule } from '@weft/step-kit';
import { openBranchings } from './branching.ts';
import { catching } from './catching.ts';
import { withError } from './caught-error.ts';
import { deliver, hasRoom, mayFork, take, waitForRoom } from './delivery.ts';
import type { Guard, Phase } from './guard.ts';
import { hold, release, within } from './lineage.ts';
import type { GraphPort, GraphStep } from './plan-graph.ts';
import type { Run } from './run.ts';
import { endsAt, isDead, type ScopeFrame } from './scope-frame.ts';
import { regionKey } from './scope-regions.ts';
import type { StepState } from './step-state.ts';

type GuardRule = Extract<ScopeRule, { kind: 'guard' }>;
/** One turn of a guard scope: guards whose phase has ended go on, then the next document enters. False where it has to wait. */
export function beginGuard(run: Run, state: StepState): boolean {
  const { step } = state;
  const guards = state.guards ?? [];
  if (guards.length > 0) return goOnWithOne(run, state, guards);
  if (!mayFork(run, state, [...step.forks, ...step.ports.flatMap(({ forks }) => forks)])) return false;
  const delivery = take(run, state);
  if (delivery === undefined) return false;
  run.trace.started(step, delivery.document);
  const lineage = openBranchings(step, delivery.document, delivery.lineage, run);
  guards.push({ document: delivery.document, lineage, phase: undefined, failure: undefined, uncaught: undefined });
  return goOnWithOne(run, state, guards);
}

/** Takes the first guard that can go on: one that finds no room does not hold back another. */
function goOnWithOne(run: Run, state: StepState, guards: Guard[]): boolean {
  const links = (guard: Guard) => nextPort(state, guard)?.links ?? [];
  const at = guards.findIndex((guard) => isDead(guard.lineage) || hasRoom(run, links(guard), state.lane));
  if (at === -1) {
    for (const guard of guards) waitForRoom(run, state, links(guard));
    return false;
  }
  const [guard] = guards.splice(at, 1);
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
  const port = step.portsById.get((step.scope as GuardRule)[phase]);
  const { failure } = guard;
  const caught = phase === 'failed' ? failure : undefined;
  if (caught !== undefined) tellOfCatching(run, step, caught);
  const properties = caught === undefined ? {} : { properties: withError(guard.document.properties, caught) };
  const document = childDocument(guard.document, step.id, places[phase], properties);
  guard.phase = phase;
  guard.failure = undefined;
  const around = hold(within(frameOf(run, state, guard, document), guard.lineage));
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

function tellOfCatching(run: Run, step: GraphStep, failure: WeftError): void {
  const title = failure.place?.stepTitle ?? failure.place?.stepId ?? '';
  run.trace.log('warn', `A failure of "${title}" was caught: ${failure.message}`, { stepId: step.id });
}

/** Where nothing is linked that could take over a failure of the phase, it goes further out at once. */
function frameOf(run: Run, state: StepState, guard: Guard, document: Document): ScopeFrame {
  const { step } = state;
  const phase = guard.phase as Phase;
  const goOnLater = (failure: WeftError | undefined): void => {
    guard.failure = failure;
    state.guards?.push(guard);
    run.scheduler.schedule(state);
  };
  const frame: ScopeFrame = {
    join: regionKey(step.id, (step.scope as GuardRule)[phase]),
    cells: 0,
    inside:
      nextPhase(step, phase, true) === undefined
        ? { dead: false }
        : catching(run, { step, documentId: document.id, around: guard.lineage, frame: () => frame, caught: goOnLater }),
    closed: () => {
      if (!frame.inside.dead) goOnLater(frame.inside.failedBefore);
    },
  };
  return frame;
}
