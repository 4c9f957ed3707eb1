import { childDocument, type Document } from '@weft/document';
import type { WeftError } from '@weft/errors';
import type { RetryRule } from '@weft/process';
import type { CompiledExpression, ExecutionInfo } from '@weft/step-kit/executor';
import { awaitFor } from './await-for.ts';
import { failureOf } from './failure.ts';
import type { Run } from './run.ts';
import type { Active, StepState } from './step-state.ts';

/** The longest wait that a service may ask for. Milliseconds. */
const askedWaitMsMax = 3_600_000;

/** A step's rule, with its condition compiled. */
export interface Retry {
  readonly rule: RetryRule;
  readonly when: CompiledExpression | undefined;
}

/**
 * A step has failed with a document: it is tried again after a while where its rule says so, else the failure stands. What has
 * sent documents already is never tried again: they would be there twice.
 */
export function failOrRetry(run: Run, state: StepState, active: Active, thrown: unknown): void {
  const { step } = state;
  const { again } = active;
  const stand = (): void => run.fail(step, active.document, thrown, active.lineage);
  const { retry } = step;
  if (
    retry === undefined ||
    again === undefined ||
    active.emitted > 0 ||
    active.retries >= retry.rule.retries ||
    run.ended ||
    active.dropped
  ) {
    stand();
    return;
  }
  const error = failureOf(step, active.document, thrown);
  const { signal, execution } = run.contextOf(state, active.lineage);
  active.source = undefined;
  const goOn = (isWanted: boolean): void => {
    if (!isWanted) {
      stand();
      return;
    }
    active.retries++;
    const delay = waitBefore(retry.rule, active.retries, error.retryAfterMs);
    run.trace.retrying(step, active.document, error, { tries: active.retries, delay });
    awaitFor(run, active, pause(delay, signal), again, stand);
  };
  awaitFor(run, active, isWanted(retry, error, active.document, execution), goOn, stand);
}

/** A condition that fails or gives anything but true does not hold. */
async function isWanted({ when }: Retry, error: WeftError, document: Document, execution: ExecutionInfo): Promise<boolean> {
  if (when === undefined) return error.retryable;
  const properties = { ...document.properties, error_code: error.code, error_message: error.message };
  try {
    return (await when(childDocument(document, '', 0, { properties }), execution)) === true;
  } catch {
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
