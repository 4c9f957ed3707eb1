import type { Document } from '@weft/document';
import { WeftError } from '@weft/errors';
import type { Emission, WaitContext, WaitEnd } from '@weft/step-kit/executor';
import { openBranchings } from './branching.ts';
import { take } from './delivery.ts';
import { isEmission, sourceOf } from './emissions.ts';
import { notAnEmission } from './failure.ts';
import { journalDocument, journalKey } from './journal.ts';
import { hold, type Lineage, release } from './lineage.ts';
import { pump } from './pump.ts';
import { emissionsOf, gather, resultEntry } from './replay.ts';
import type { Run } from './run.ts';
import { isDead } from './scope-frame.ts';
import { type Active, makeActive, type StepState } from './step-state.ts';
import { shortWaitMs, timerMsMax, type Waiting, waitsMax } from './waits.ts';

/** What a wait begins with. */
interface Opening {
  readonly document: Document;
  readonly until: number | undefined;
  readonly callback: boolean;
  readonly isNoted: boolean;
  /** Sent on before the waiting begins. */
  readonly before: readonly Emission[];
  /** What ended it in an earlier attempt. */
  readonly end: WaitEnd | undefined;
}

/**
 * Sends on what is to be sent of documents that wait or have waited; else lets the next document begin to wait. Documents
 * wait beside one another: none holds up the next.
 */
export function beginWait(run: Run, state: StepState): void {
  const part = state.ready.shift();
  if (part !== undefined) {
    state.active = part;
    pump(run, state, part);
    return;
  }
  const delivery = take(run, state);
  if (delivery === undefined) return;
  const { document } = delivery;
  const lineage = openBranchings(state.step, document, delivery.lineage, run);
  run.trace.started(state.step, document);
  if (run.waits.entered >= waitsMax) {
    run.fail(state.step, document, tooMany(state), lineage);
    release(lineage);
    return;
  }
  run.waits.entered++;
  run.scheduler.await(
    open(run, state, document, lineage),
    (opening) => {
      if (run.ended || isDead(lineage)) leave(run, lineage);
      else announce(run, state, lineage, opening);
    },
    (thrown) => {
      run.fail(state.step, document, thrown, lineage);
      leave(run, lineage);
    },
  );
}

/** Asks the step what to wait for, or the journal; whatever another attempt must know is durable afterwards. */
async function open(run: Run, state: StepState, document: Document, lineage: Lineage | undefined): Promise<Opening> {
  const { step } = state;
  const { notebook } = run;
  const key = journalKey(step.id, document.id);
  const failure = notebook?.earlier('failure', key);
  if (failure !== undefined) throw failure.error;
  const noted = notebook?.earlier('wait', key);
  if (noted !== undefined) {
    const before = notebook?.earlier('result', key);
    const end = notebook?.earlier('resumed', key)?.end;
    const { document: kept, until, callback } = noted;
    return { document: kept, until, callback, isNoted: true, before: before === undefined ? [] : emissionsOf(before), end };
  }
  const context: WaitContext = { ...run.contextOf(state, lineage), callbackUrl: notebook?.callbackUrl(key) ?? '' };
  const wait = await step.wait?.begin(document, context);
  if (wait === undefined) throw notAnEmission(step, wait);
  const { until, callback } = wait;
  const before = await gather(step, wait.before);
  const isShort = !callback && until !== undefined && until - run.now() <= shortWaitMs;
  const opening = { document, until, callback, before, end: undefined };
  if (isShort && before.length === 0) return { ...opening, isNoted: false };
  if (notebook === undefined) {
    if (isShort) return { ...opening, isNoted: false };
    throw cannotBeKept(state);
  }
  const entry = { kind: 'wait' as const, key, document: journalDocument(document), callback, ...(until === undefined ? {} : { until }) };
  if (before.length === 0) await notebook.write(entry);
  else await notebook.write(resultEntry(key, step, document, before), entry);
  return { ...opening, isNoted: true };
}

/** Sends on what comes before the waiting, then begins to wait. */
function announce(run: Run, state: StepState, lineage: Lineage | undefined, opening: Opening): void {
  const { document, until, callback, isNoted } = opening;
  const key = journalKey(state.step.id, document.id);
  const end = (how: WaitEnd): void => resume(run, waiting, how);
  const drop = (): void => {
    if (!run.waits.remove(waiting)) return;
    if (waiting.timer !== undefined) run.stop(waiting.timer);
    run.trace.finished(state.step, document);
    leave(run, lineage);
  };
  const waiting: Waiting = { state, key, document, lineage, until, callback, isNoted, emitted: 0, timer: undefined, end, drop };
  if (opening.before.length === 0) {
    hibernate(run, waiting, opening.end);
    return;
  }
  const part = makeActive(document, hold(lineage));
  part.afterwards = () => {
    waiting.emitted = part.emitted;
    if (part.dropped) leave(run, lineage);
    else hibernate(run, waiting, opening.end);
  };
  sendOn(run, state, part, opening.before);
}

/** From now on the document waits, unless its wait has ended before. */
function hibernate(run: Run, waiting: Waiting, ended: WaitEnd | undefined): void {
  if (ended !== undefined) {
    goOn(run, waiting, Promise.resolve(ended));
    return;
  }
  const { state, document, until, callback, key } = waiting;
  run.waits.add(waiting);
  run.trace.waiting(state.step, document, until);
  if (until !== undefined) startTimer(run, waiting, until);
  if (callback) listen(run, waiting, key);
}

function startTimer(run: Run, waiting: Waiting, until: number): void {
  const ms = Math.min(Math.max(0, until - run.now()), timerMsMax);
  waiting.timer = run.after(ms, () => {
    if (ms === timerMsMax) startTimer(run, waiting, until);
    else waiting.end({ kind: 'time' });
  });
}

/** A callback may have come before: then the journal tells it at once, within this turn. */
function listen(run: Run, waiting: Waiting, key: string): void {
  let isTurn = true;
  run.notebook?.onCallback(key, (document) => {
    const end = (): void => waiting.end({ kind: 'callback', document });
    if (isTurn) end();
    else run.scheduler.enter(end);
  });
  isTurn = false;
}

/** The first thing that ends a wait counts, and is durable before anything comes of it. */
function resume(run: Run, waiting: Waiting, end: WaitEnd): void {
  if (run.ended || !run.waits.remove(waiting)) return;
  if (waiting.timer !== undefined) run.stop(waiting.timer);
  goOn(run, waiting, noteEnd(run, waiting, end));
}

async function noteEnd(run: Run, { isNoted, key }: Waiting, end: WaitEnd): Promise<WaitEnd> {
  if (isNoted) await run.notebook?.write({ kind: 'resumed', key, end });
  return end;
}

function goOn(run: Run, waiting: Waiting, noted: Promise<WaitEnd>): void {
  const { state, document, lineage } = waiting;
  const isOver = (): boolean => run.ended || isDead(lineage);
  const ending = noted.then((end) => (isOver() ? undefined : state.step.wait?.end(document, end, run.contextOf(state, lineage))));
  run.scheduler.await(
    ending,
    (emissions) => {
      if (isOver()) {
        leave(run, lineage);
        return;
      }
      const part = makeActive(document, lineage);
      part.emitted = waiting.emitted;
      part.afterwards = () => {
        run.waits.entered--;
        run.trace.finished(state.step, document);
      };
      sendOn(run, state, part, emissions ?? []);
    },
    (thrown) => {
      run.fail(state.step, document, thrown, lineage);
      leave(run, lineage);
    },
  );
}

/** The document is through with waiting, or is not wanted any more. */
function leave(run: Run, lineage: Lineage | undefined): void {
  run.waits.entered--;
  release(lineage);
}

function sendOn(run: Run, state: StepState, part: Active, emissions: unknown): void {
  part.source = sourceOf(isEmission(emissions) ? [emissions] : emissions);
  if (part.source === undefined) {
    run.fail(state.step, part.document, notAnEmission(state.step, emissions), part.lineage);
    part.dropped = true;
    part.afterwards?.();
    release(part.lineage);
    return;
  }
  state.ready.push(part);
  run.scheduler.schedule(state);
}

function tooMany({ step }: StepState): WeftError {
  return new WeftError(
    'STEP_FAILED',
    `More than ${waitsMax} documents would wait at once in this execution; the step "${step.title}" takes no more.`,
  );
}

function cannotBeKept({ step }: StepState): WeftError {
  return new WeftError(
    'STEP_FAILED',
    `The step "${step.title}" would wait for a call or for more than 5 seconds. That needs an execution that keeps a journal, which this one does not.`,
  );
}
