import { sourceOf } from './emissions.ts';
import type { Run } from './run.ts';
import type { Active } from './step-state.ts';

/**
 * Waits for a promise on behalf of a step. What comes back after the execution has ended, or the scope around, is released,
 * and what is thrown then is nobody's failure.
 */
export function awaitFor<V>(
  run: Run,
  active: Active,
  promise: PromiseLike<V>,
  onValue: (value: V) => void,
  onError: (thrown: unknown) => void,
): void {
  active.awaiting = true;
  active.promised = true;
  run.scheduler.await(
    promise,
    (value) => {
      settled(run, active);
      if (run.ended || active.dropped) discard(run, value);
      else onValue(value);
    },
    (thrown) => {
      settled(run, active);
      if (!run.ended && !active.dropped) onError(thrown);
    },
  );
}

function settled(run: Run, active: Active): void {
  active.awaiting = false;
  active.promised = false;
  if (active.forgone) run.scheduler.regain();
}

/** Releases what a step came back with too late. */
function discard(run: Run, value: unknown): void {
  try {
    const closing = sourceOf(value)?.close();
    if (closing !== undefined) run.scheduler.await(closing, ignore, ignore);
  } catch {
    // The execution has its end already; what a late step throws while it lets go changes nothing.
  }
}

const ignore = (): void => undefined;
