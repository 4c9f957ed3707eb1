import { Worker } from 'node:worker_threads';
import { cancellationOf, WeftError } from '@weft/errors';
import type { Report } from './finding.ts';
import type { Answer, Question, Schema } from './thread-protocol.ts';

/** What is asked of the thread, in the order it will be. */
interface Turn {
  readonly schema: Schema;
  readonly question: Question;
  readonly timeLimitMs: number;
  readonly settle: PromiseWithResolvers<Report>;
}

/** Of the heap of the thread; the largest body takes less. */
const heapMbMax = 512;

/**
 * A thread of this process that checks documents against schemas, one after the other.
 *
 * Schemas come from people: a pattern or a structure may take for ever. A thread can be ended, so it takes its time
 * limit and no longer, and everything else goes on meanwhile. It starts with the first question and holds up no exit.
 */
export function createValidationThread(): { check(turn: Omit<Turn, 'settle'>, signal: AbortSignal): Promise<Report> } {
  const turns: Turn[] = [];
  let thread: Worker | undefined;
  let isReady = false;
  let timer: NodeJS.Timeout | undefined;

  function ask(question: Question): void {
    const [turn] = turns;
    if (turn === undefined) return;
    thread ??= start();
    thread.ref();
    thread.postMessage(question);
    if (isReady) watch(turn);
  }

  /** Loading the thread is not counted: a busy machine takes its time for that, whatever the schema. */
  function watch({ timeLimitMs }: Turn): void {
    timer ??= setTimeout(() => giveUp(tooSlow(timeLimitMs)), timeLimitMs);
  }

  function start(): Worker {
    const started = new Worker(new URL('./thread-entry.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: heapMbMax },
      env: {},
    });
    isReady = false;
    // What a thread said before it was ended must not answer the question of the next.
    started.on('message', (answer: Answer) => started === thread && take(answer));
    // Out of memory, and whatever else ends it: the document that was being checked fails, the next gets a new thread.
    started.on('error', (cause) => started === thread && giveUp(endedItself(cause)));
    return started;
  }

  function take(answer: Answer): void {
    if (answer.kind === 'ready') isReady = true;
    const [turn] = turns;
    if (turn === undefined) return;
    if (answer.kind === 'ready') watch(turn);
    else if (answer.kind === 'schema-wanted') ask({ ...turn.question, schema: turn.schema });
    else if (answer.kind === 'report') next(() => turn.settle.resolve(answer.report));
    else next(() => turn.settle.reject(errorOf(answer)));
  }

  function giveUp(error: WeftError): void {
    void thread?.terminate();
    thread = undefined;
    const [turn] = turns;
    next(() => turn?.settle.reject(error));
  }

  function next(settle: () => void): void {
    clearTimeout(timer);
    timer = undefined;
    turns.shift();
    settle();
    const [following] = turns;
    if (following === undefined) thread?.unref();
    else ask(following.question);
  }

  return {
    async check(wanted, signal) {
      if (signal.aborted) throw cancellationOf(signal);
      const turn: Turn = { ...wanted, settle: Promise.withResolvers<Report>() };
      const aborted = Promise.withResolvers<never>();
      const onAbort = () => aborted.reject(cancellationOf(signal));
      signal.addEventListener('abort', onAbort, { once: true });
      turns.push(turn);
      if (turns.length === 1) ask(turn.question);
      try {
        return await Promise.race([turn.settle.promise, aborted.promise]);
      } finally {
        signal.removeEventListener('abort', onAbort);
        // Somebody may have left; the answer still comes.
        turn.settle.promise.catch(() => undefined);
      }
    },
  };
}

function errorOf(answer: Exclude<Answer, { kind: 'ready' | 'report' | 'schema-wanted' }>): WeftError {
  if (answer.kind === 'schema-fault') return new WeftError('CONFIG_INVALID', answer.message, { place: { pointer: '/against/schema' } });
  return new WeftError('INTERNAL', 'The document could not be checked.', { detail: answer.detail });
}

function tooSlow(timeLimitMs: number): WeftError {
  return new WeftError(
    'TIMEOUT',
    `Checking the document took longer than ${timeLimitMs} ms. A pattern or a structure of the schema may take very long; simplify it or raise the time limit.`,
    { place: { pointer: '/timeLimitMs' } },
  );
}

function endedItself(cause: unknown): WeftError {
  return new WeftError('STEP_FAILED', 'Checking the document took more memory than allowed. Use a smaller document or a simpler schema.', {
    cause,
    detail: cause instanceof Error ? cause.message : String(cause),
  });
}
