import { sourceOf } from './emissions.ts';
import { letGo } from './let-go.ts';
import type { Run } from './run.ts';
import type { Active } from './step-state.ts';

/**
 * Waits for a promise on behalf of a step. What comes back after the execution has ended, or the scope around, is handed to
 * `tooLate` (which releases it, unless told otherwise), and what is thrown then is nobody's failure.
 */
export function awaitFor<V>(
  run: Run,
  active: Active,
  promise: PromiseLike<V>,
  onValue: (value: V) => void,
  onError: (thrown: unknown) => void,
  tooLate: (value?: V) => unknown = (value) => sourceOf(value)?.close(),
): void {
  active.awaiting = true;
  active.promise = 'awaited';
  run.scheduler.await(
    promise,
    (value) => {
      if (isStillWanted(run, active)) onValue(value);
      else letGo(run.scheduler, () => tooLate(value));
    },
    (thrown) => {
      if (isStillWanted(run, active)) onError(thrown);
      else letGo(run.scheduler, tooLate);
    },
  );
}

/** The promise has settled: nothing is awaited any more. */
function isStillWanted({ scheduler, ended }: Run, active: Active): boolean {
  active.awaiting = false;
  if (active.promise === 'forgone') scheduler.regain();
  active.promise = 'none';
  return !ended && !active.dropped;
}
