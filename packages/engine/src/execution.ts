import type { Document } from '@weft/document';
import { cancellationOf, toWeftError, WeftError } from '@weft/errors';
import type { StepContext } from '@weft/step-kit/executor';
import { advance } from './advance.ts';
import { type Branching, firesInOrder } from './branching.ts';
import { enter } from './entry.ts';
import { executionError, failureOf, graceMs } from './failure.ts';
import { keyOfBranching, recallJoin } from './join-memory.ts';
import { journalDocument, journalKey, Notebook } from './journal.ts';
import { StepStates } from './lanes.ts';
import { letGo } from './let-go.ts';
import type { Lineage } from './lineage.ts';
import { discardCollectors } from './open-collections.ts';
import type { GraphStep } from './plan-graph.ts';
import type { EngineServices, ExecutionOutcome, ExecutionStart, PreparedPlan } from './ports.ts';
import { makeReplier, type Replier } from './replier.ts';
import type { Run } from './run.ts';
import { Scheduler } from './scheduler.ts';
import { contextInScope, handlerIn, isDead } from './scope-frame.ts';
import { hasWork, type StepState } from './step-state.ts';
import { makeTraceWriter, type TraceWriter } from './trace-writer.ts';
import { shortWaitMs, timerMsMax, Waits } from './waits.ts';

/** One execution from its first document to its outcome. */
export class Execution implements Run {
  readonly scheduler: Scheduler<StepState>;
  readonly trace: TraceWriter;
  readonly notebook: Notebook | undefined;
  readonly waits = new Waits();
  readonly call: EngineServices['call'];
  readonly park: EngineServices['park'];
  readonly temporary: EngineServices['temporary'];
  readonly entry: ExecutionStart['entry'];
  readonly #prepared: PreparedPlan;
  readonly #start: ExecutionStart;
  readonly #services: EngineServices;
  readonly #replier: Replier;
  readonly states = new StepStates();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #abort = new AbortController();
  readonly #outcome = Promise.withResolvers<ExecutionOutcome>();
  #ending: { readonly status: 'succeeded' | 'failed' | 'cancelled'; readonly error: WeftError } | undefined;
  /** Joins with a time limit that have not closed. */
  readonly #limited = new Set<Branching>();
  #isOver = false;

  constructor(prepared: PreparedPlan, start: ExecutionStart, services: EngineServices) {
    this.#prepared = prepared;
    this.#start = start;
    this.#services = services;
    this.trace = makeTraceWriter(services);
    this.notebook =
      services.journal === undefined || !prepared.graph.keepsJournal
        ? undefined
        : new Notebook(services.journal, (thrown) => this.scheduler.enter(() => this.#loseJournal(thrown)));
    this.call = services.call?.bind(services);
    this.park = services.park?.bind(services);
    this.temporary = services.temporary;
    this.entry = start.entry;
    this.#replier = makeReplier(services, this.trace, this.notebook);
    this.scheduler = new Scheduler<StepState>({
      work: (state) => advance(this, state),
      idle: () => this.#idle(),
      broken: (thrown) => this.#end('failed', toWeftError(thrown)),
    });
  }

  /** To be called once. */
  async run(signal: AbortSignal): Promise<ExecutionOutcome> {
    const onAbort = (): void => this.scheduler.enter(() => this.#end('cancelled', cancellationOf(signal)));
    this.trace.begin(this.#start.execution.attempt);
    if (signal.aborted) this.#end('cancelled', cancellationOf(signal));
    signal.addEventListener('abort', onAbort, { once: true });
    this.scheduler.enter(() => {
      if (!this.ended) enter(this, this.#prepared.graph, this.#start);
    });
    try {
      return await this.#outcome.promise;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  get ended(): boolean {
    return this.#ending !== undefined;
  }

  now(): number {
    return this.#services.now();
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  contextOf(state: StepState, lineage: Lineage | undefined): StepContext {
    state.context ??= this.#makeContext(state.step);
    return state.step.isGuarded ? contextInScope(state, state.context, lineage) : state.context;
  }

  fail(step: GraphStep, document: Document, thrown: unknown, lineage: Lineage | undefined): void {
    if (this.ended || (step.isGuarded && isDead(lineage))) return;
    const error = failureOf(step, document, thrown);
    this.trace.failed(step, document, error);
    // What is caught decides the way: another attempt must fail here too. Steps of effect `once` have noted it themselves.
    if (step.keeps !== 'once' && step.isGuarded && handlerIn(lineage) !== undefined) {
      this.notebook?.note({ kind: 'failure', key: journalKey(step.id, document.id), error });
    }
    this.raise(error, lineage);
  }

  raise(error: WeftError, lineage: Lineage | undefined): void {
    if (this.ended || isDead(lineage)) return;
    const handler = handlerIn(lineage);
    if (handler === undefined) this.#end('failed', error);
    else handler(error);
  }

  end(step: GraphStep, document: Document, failure: WeftError | undefined): void {
    if (this.ended) return;
    if (failure === undefined) {
      this.#end('succeeded', new WeftError('CANCELLED', `The step "${step.title}" ended the execution.`));
      return;
    }
    const error = failureOf(step, document, failure);
    this.trace.failed(step, document, error);
    this.#end('failed', error);
  }

  due(branching: Branching): void {
    const state = this.states.at(branching.joinStep, branching.item);
    state.due.push(branching);
    this.scheduler.schedule(state);
  }

  opened(branching: Branching): void {
    const { joinStep } = branching;
    if (firesInOrder(joinStep)) this.states.at(joinStep, branching.item).opened.push(branching);
    if (this.notebook !== undefined && recallJoin(this.notebook, branching)) {
      if (joinStep.join?.mode !== 'each') this.due(branching);
      return;
    }
    const limit = joinStep.join?.timeLimitMs;
    if (limit === undefined) return;
    this.#limited.add(branching);
    const noted = this.notebook?.earlier('wait', keyOfBranching(branching))?.until;
    branching.deadline = noted ?? this.now() + limit;
    branching.isDeadlineNoted = noted !== undefined;
    const left = branching.deadline - this.now();
    // Where the time was up while the execution was put aside, what had come by then comes again first: see #idle.
    if (noted !== undefined && left <= 0) return;
    branching.timer = this.after(Math.min(left, timerMsMax), () => {
      if (!branching.isClosed) this.due(branching);
    });
  }

  stopTimer(branching: Branching): void {
    this.#limited.delete(branching);
    if (branching.timer !== undefined) this.stop(branching.timer);
  }

  stop(timer: NodeJS.Timeout): void {
    clearTimeout(timer);
    this.#timers.delete(timer);
  }

  #makeContext(step: GraphStep): StepContext {
    return {
      execution: this.#start.execution,
      stepId: step.id,
      signal: this.#abort.signal,
      log: (level, message, fields) => this.trace.log(level, message, { stepId: step.id, ...(fields === undefined ? {} : { fields }) }),
      now: () => this.#services.now(),
      ...(step.mayReply ? { reply: (message) => this.#replier.reply({ ...message, stepId: step.id }) } : {}),
      ...(step.mayStore && this.#services.store !== undefined ? { store: this.#services.store } : {}),
      ...(step.mayKeepFiles && this.#services.temporary !== undefined ? { temporary: this.#services.temporary } : {}),
    };
  }

  /** Stops everything, once: the steps are told, what they hold is released, nothing new begins. */
  #end(status: 'succeeded' | 'failed' | 'cancelled', error: WeftError): void {
    if (this.#ending !== undefined || this.#isOver) return;
    this.#ending = { status, error };
    this.#replier.close();
    this.scheduler.stop();
    this.#clearTimers();
    this.waits.clear();
    this.after(graceMs, () => this.#finish());
    this.#abort.abort(error);
    for (const state of this.states.all()) this.#letGo(state);
  }

  #letGo(state: StepState): void {
    discardCollectors(this, state);
    letGo(this.scheduler, () => state.active?.source?.close());
  }

  #idle(): void {
    if (this.#isOver) return;
    if (this.#ending === undefined && this.waits.count > 0) {
      this.#putAside();
    } else if (this.#ending === undefined && this.states.some(isUnfinished)) {
      this.#end('failed', new WeftError('INTERNAL', 'The execution stands still although documents are on their way.'));
      this.scheduler.run();
    } else {
      this.#finish();
    }
  }

  /** Nothing is left to do but to wait. Where all that is waited for is far enough away, the worker is let go. */
  #putAside(): void {
    const overdue = [...this.#limited].filter(({ deadline = 0, fired, isReady }) => !fired && !isReady && deadline <= this.now());
    if (overdue.length > 0) {
      for (const branching of overdue) this.due(branching);
      this.scheduler.run();
      return;
    }
    const aside = this.#services.staysAwake === true ? undefined : this.waits.untilAside(this.now());
    if (aside === undefined || this.notebook === undefined) return;
    let { until } = aside;
    for (const branching of this.#limited) {
      const { deadline, fired, isReady } = branching;
      if (deadline === undefined || fired || isReady) continue;
      if (deadline - this.now() <= shortWaitMs) return;
      this.#noteDeadline(this.notebook, branching, deadline);
      until = Math.min(until ?? deadline, deadline);
    }
    // While the notes are being written a wait may end; this is asked again afterwards.
    if (this.notebook.hasNotes) this.scheduler.await(this.notebook.flush(), ignore, ignore);
    else this.#leave(until);
  }

  /** It goes on in another attempt, which makes anew whatever steps hold just now. */
  #leave(until: number | undefined): void {
    this.scheduler.stop();
    this.#finish({ status: 'waiting', replied: this.#replier.replied, ...(until === undefined ? {} : { until }) });
    for (const state of this.states.all()) this.#letGo(state);
  }

  #noteDeadline(notebook: Notebook, branching: Branching, until: number): void {
    if (branching.isDeadlineNoted) return;
    branching.isDeadlineNoted = true;
    const key = keyOfBranching(branching);
    notebook.note({ kind: 'wait', key, document: journalDocument(branching.forkDocument), until, callback: false });
  }

  /** Without its journal an execution must not go on; where a later attempt has begun, it is that one that goes on. */
  #loseJournal(thrown: unknown): void {
    const error = toWeftError(thrown);
    this.#end(error.code === 'ATTEMPT_REFUSED' ? 'cancelled' : 'failed', error);
  }

  #finish(outcome = this.#outcomeNow()): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#clearTimers();
    this.waits.clear();
    // What a refused attempt comes to is not the end of the execution.
    if (this.#ending?.error.code !== 'ATTEMPT_REFUSED') this.trace.end(outcome);
    this.#outcome.resolve(outcome);
  }

  #outcomeNow(): ExecutionOutcome {
    const replied = this.#replier.replied;
    if (this.#ending === undefined || this.#ending.status === 'succeeded') return { status: 'succeeded', replied };
    const { status, error } = this.#ending;
    if (status === 'cancelled') return { status, replied, error: executionError(error) };
    return { status, replied, error: executionError(error), ...(error.detail === undefined ? {} : { detail: error.detail }) };
  }

  after(ms: number, then: () => void): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.scheduler.enter(then);
    }, ms);
    this.#timers.add(timer);
    return timer;
  }

  #clearTimers(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}

const ignore = (): void => undefined;

function isUnfinished(state: StepState): boolean {
  return state.active !== undefined || hasWork(state);
}
