import type { Emission } from '@weft/step-kit/executor';

/** What a step returned, as one thing to pull from. */
export interface EmissionSource {
  /** The next emission (unchecked), or `done`; a promise of it only where the step streams asynchronously. May throw what the step throws. */
  next(): unknown | Promise<unknown>;
  /** Lets the step release what it holds. The promise is one to wait for, and may reject with what the step throws. */
  close(): Promise<unknown> | undefined;
}

/** The end of an {@link EmissionSource}. */
export const done: unique symbol = Symbol('done');

export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
}

export function isEmission(value: unknown): value is Emission {
  return typeof value === 'object' && value !== null && typeof (value as { port?: unknown }).port === 'string';
}

/** `undefined` where the value is neither an array nor an iterable. */
export function sourceOf(value: unknown): EmissionSource | undefined {
  if (Array.isArray(value)) return fromArray(value);
  if (typeof value !== 'object' || value === null) return undefined;
  if (Symbol.asyncIterator in value) return fromAsyncIterator((value as AsyncIterable<unknown>)[Symbol.asyncIterator]());
  if (Symbol.iterator in value) return fromIterator((value as Iterable<unknown>)[Symbol.iterator]());
  return undefined;
}

function fromArray(emissions: readonly unknown[]): EmissionSource {
  let at = 0;
  return { next: () => (at < emissions.length ? emissions[at++] : done), close: () => undefined };
}

function fromIterator(iterator: Iterator<unknown>): EmissionSource {
  return {
    next: () => emissionOf(iterator.next()),
    close: () => {
      iterator.return?.();
      return undefined;
    },
  };
}

/** What comes as a list is given one by one: a step that makes many documents at once costs a promise per list. */
function fromAsyncIterator(iterator: AsyncIterator<unknown>): EmissionSource {
  let batch: readonly unknown[] = [];
  let at = 0;
  const next = (): unknown => (at < batch.length ? batch[at++] : iterator.next().then(take));
  const take = (result: IteratorResult<unknown>): unknown => {
    const value = emissionOf(result);
    if (!Array.isArray(value)) return value;
    batch = value;
    at = 0;
    return next();
  };
  return { next, close: () => iterator.return?.() };
}

function emissionOf(result: IteratorResult<unknown>): unknown {
  return result.done === true ? done : result.value;
}
