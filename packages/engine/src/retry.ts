import type { Document } from '@weft/document';
import type { WeftError } from '@weft/errors';
import type { RetryRule } from '@weft/process';
import type { StepContext } from '@weft/step-kit/executor';
import { withError } from './caught-error.ts';
import { failureOf } from './failure.ts';
import type { GraphStep, Retry } from './plan-graph.ts';
import type { Run } from './run.ts';

/** The longest wait that a service may ask for (`Retry-After`): it holds a worker. Milliseconds. */
const askedWaitMsMax = 600_000;

interface Attempted {
  readonly run: Run;
  readonly step: GraphStep;
  readonly retry: Retry;
  readonly document: Document;
  readonly context: StepContext;
}

/**
 * Calls a step's executor until it does not fail, its tries are used up, the failure is none that may pass, or it is told to
 * stop. A stream belongs to its try until its first document has come: what has sent documents is never tried again, because
 * they would be there twice.
 *
 * Resolves with what the executor gives; rejects with what the last try failed with.
 */
export async function withRetries(attempted: Attempted, call: () => unknown): Promise<unknown> {
  const { run, step, retry, document, context } = attempted;
  for (let tries = 1; ; tries++) {
    try {
      return await begun(await call());
    } catch (thrown) {
      const error = failureOf(step, document, thrown);
      if (tries > retry.rule.retries || context.signal.aborted || !(await isWanted(attempted, error))) throw thrown;
      const delay = waitBefore(retry.rule, tries, error.retryAfterMs);
      run.trace.retrying(step, document, error, { tries, delay });
      await pause(delay, context.signal);
    }
  }
}

/** A condition that fails, or gives anything but true, does not hold. */
async function isWanted({ retry: { when }, document, context }: Attempted, error: WeftError): Promise<boolean> {
  if (when === undefined) return error.retryable;
  try {
    return (await when({ ...document, properties: withError(document.properties, error) }, context.execution)) === true;
  } catch {
    context.log('warn', 'The condition for trying again failed, so it is not tried again.');
    return false;
  }
}

/** Milliseconds before the so-manieth try after the first; longer where the service asked for more. */
export function waitBefore(rule: RetryRule, retry: number, askedMs = 0): number {
  const full = Math.min(rule.delayMs * rule.factor ** (retry - 1), rule.delayMsMax);
  const drawn = rule.jitter ? full * (0.5 + Math.random() / 2) : full;
  return Math.round(Math.max(drawn, Math.min(askedMs, askedWaitMsMax)));
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const onAbort = (): void => {
    clearTimeout(timer);
    reject(signal.reason);
  };
  const timer = setTimeout(() => {
    signal.removeEventListener('abort', onAbort);
    resolve();
  }, ms);
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  return promise;
}

/** Waits for the first document of a stream; anything else is as it was. */
async function begun(returned: unknown): Promise<unknown> {
  if (typeof returned !== 'object' || returned === null || Array.isArray(returned)) return returned;
  const iterator = iteratorOf(returned);
  if (iterator === undefined) return returned;
  const first = await iterator.next();
  return first.done === true ? undefined : fromFirst(first.value, iterator);
}

function iteratorOf(value: object): AsyncIterator<unknown> | Iterator<unknown> | undefined {
  if (Symbol.asyncIterator in value) return (value as AsyncIterable<unknown>)[Symbol.asyncIterator]();
  return Symbol.iterator in value ? (value as Iterable<unknown>)[Symbol.iterator]() : undefined;
}

/** No generator: one that nobody has asked yet would not let go of the stream behind it. */
function fromFirst(first: unknown, iterator: AsyncIterator<unknown> | Iterator<unknown>): AsyncIterable<unknown> {
  let isGiven = false;
  return {
    [Symbol.asyncIterator]: () => ({
      async next() {
        if (isGiven) return iterator.next();
        isGiven = true;
        return { done: false, value: first };
      },
      async return() {
        await iterator.return?.();
        return { done: true, value: undefined };
      },
    }),
  };
}
