import type { Document } from '@weft/document';
import { toWeftError, WeftError } from '@weft/errors';
import type { StepContext } from '@weft/step-kit/executor';
import { advance } from './advance.ts';
import { type Branching, firesInOrder } from './branching.ts';
import { cancellationOf, executionError, failureOf, graceMs } from './failure.ts';
import { StepStates } from './lanes.ts';
import type { Lineage } from './lineage.ts';
import type { GraphStep } from './plan-graph.ts';
import type { EngineServices, ExecutionOutcome, ExecutionStart, PreparedPlan } from './ports.ts';
import { makeReplier, type Replier } from './replier.ts';
import type { Run } from './run.ts';
import { Scheduler } from './scheduler.ts';
import { contextInScope, handlerIn, isDead } from './scope-frame.ts';
import { hasWork, type StepState } from './step-state.ts';
import { makeTraceWriter, type TraceWriter } from './trace-writer.ts';

/** The longest delay a timer of the platform takes. Milliseconds. */
const timerMsMax = 2 ** 31 - 1;

/** One execution from its first document to its outcome. */
export class Execution implements Run {
  readonly scheduler: Scheduler<StepState>;
  readonly trace: TraceWriter;
  readonly #prepared: PreparedPlan;
  readonly #start: ExecutionStart;
  readonly #services: EngineServices;
  readonly #replier: Replier;
  readonly states = new StepStates();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #abort = new AbortController();
  readonly #outcome = Promise.withResolvers<ExecutionOutcome>();
  #ending: { readonly status: 'succeeded' | 'failed' | 'cancelled'; readonly error: WeftError } | undefined;
  #isOver = false;

  constructor(prepared: PreparedPlan, start: ExecutionStart, services: EngineServices) {
    this.#prepared = prepared;
    this.#start = start;
    this.#services = services;
    this.trace = makeTraceWriter(services);
    this.#replier = makeReplier(services, this.trace);
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
    const first = this.states.of(this.#prepared.graph.start, undefined);
    first.queue.push({ document: this.#start.document, lineage: undefined, path: '' });
    this.scheduler.schedule(first);
    this.scheduler.run();
    try {
      return await this.#outcome.promise;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  get ended(): boolean {
    return this.#ending !== undefined;
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
    this.raise(error, lineage);
  }

  raise(error: WeftError, lineage: Lineage | undefined): void {
    if (this.ended || isDead(lineage)) return;
    const handler = handlerIn(lineage);
    if (handler === undefined) this.#end('failed', error);
    else handler(error);
  }

  after(ms: number, then: () => void): void {
    this.#after(ms, then);
  }

  due(branching: Branching): void {
    branching.joinState.due.push(branching);
    this.scheduler.schedule(branching.joinState);
  }

  opened(branching: Branching): void {
    const { joinStep } = branching;
    if (firesInOrder(joinStep)) branching.joinState.opened.push(branching);
    const limit = joinStep.join?.timeLimitMs;
    if (limit === undefined) return;
    branching.timer = this.#after(Math.min(limit, timerMsMax), () => {
      if (!branching.isClosed) this.due(branching);
    });
  }

  stopTimer({ timer }: Branching): void {
    if (timer === undefined) return;
    clearTimeout(timer);
    this.#timers.delete(timer);
  }

  #makeContext(step: GraphStep): StepContext {
    return {
      execution: this.#start.execution,
      signal: this.#abort.signal,
      log: (level, message, fields) => this.trace.log(level, message, { stepId: step.id, ...(fields === undefined ? {} : { fields }) }),
      now: () => this.#services.now(),
      ...(step.mayEnd ? { end: () => this.#end('succeeded', new WeftError('CANCELLED', 'The process has ended the execution.')) } : {}),
      ...(step.mayReply ? { reply: (message) => this.#replier.reply({ ...message, stepId: step.id }) } : {}),
    };
  }

  /** Stops everything, once: the steps are told, what they hold is released, nothing new begins. */
  #end(status: 'succeeded' | 'failed' | 'cancelled', error: WeftError): void {
    if (this.#ending !== undefined || this.#isOver) return;
    this.#ending = { status, error };
    this.#replier.close();
    this.scheduler.stop();
    this.#clearTimers();
    this.#after(graceMs, () => this.#finish());
    this.#abort.abort(error);
    for (const state of this.states.all()) this.#letGo(state);
  }

  #letGo(state: StepState): void {
    const source = state.active?.source;
    if (source === undefined) return;
    try {
      const closing = source.close();
      if (closing !== undefined) this.scheduler.await(closing, ignore, ignore);
    } catch {
      // The outcome stands; a step that fails while it lets go cannot change it.
    }
  }

  #idle(): void {
    if (this.#ending === undefined && this.states.all().some(isUnfinished)) {
      this.#end('failed', new WeftError('INTERNAL', 'The execution stands still although documents are on their way.'));
      this.scheduler.run();
    } else {
      this.#finish();
    }
  }

  #finish(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#clearTimers();
    const outcome = this.#outcomeNow();
    this.trace.end(outcome);
    this.#outcome.resolve(outcome);
  }

  #outcomeNow(): ExecutionOutcome {
    const replied = this.#replier.replied;
    if (this.#ending === undefined || this.#ending.status === 'succeeded') return { status: 'succeeded', replied };
    const { status, error } = this.#ending;
    if (status === 'cancelled') return { status, replied, error: executionError(error) };
    return { status, replied, error: executionError(error), ...(error.detail === undefined ? {} : { detail: error.detail }) };
  }

  #after(ms: number, then: () => void): NodeJS.Timeout {
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
