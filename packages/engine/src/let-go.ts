import { isPromise } from './emissions.ts';
import type { Schedulable, Scheduler } from './scheduler.ts';

/**
 * Has something release what it holds, because nothing of it is wanted any more. What it throws changes nothing: the outcome
 * stands. Where it takes time, the scheduler is not idle until then.
 */
export function letGo<T extends Schedulable>(scheduler: Scheduler<T>, release: () => unknown): void {
  try {
    const releasing = release();
    if (isPromise(releasing)) scheduler.await(releasing, ignore, ignore);
  } catch {
    // As above.
  }
}

const ignore = (): void => undefined;
