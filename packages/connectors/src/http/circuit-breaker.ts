import { WeftError } from '@weft/errors';

/** Leaves a service alone that has failed too often in a row. */
export interface CircuitBreaker {
  /** @throws WeftError `CONNECTION_FAILED` at once while the service is left alone. */
  check(): void;
  /** How a request that was let through has ended. */
  ended(isFailure: boolean): void;
}

export interface CircuitLimits {
  /** 0 for never. */
  readonly failuresMax: number;
  readonly restMs: number;
}

export function createCircuitBreaker({ failuresMax, restMs }: CircuitLimits, now: () => number): CircuitBreaker {
  let failures = 0;
  let restsUntil = 0;
  return {
    check() {
      if (failuresMax === 0 || failures < failuresMax) return;
      const left = restsUntil - now();
      if (left > 0) {
        throw new WeftError(
          'CONNECTION_FAILED',
          `The service has failed ${failures} times in a row and is left alone for another ${Math.ceil(left / 1_000)} s (see the limits of its connection).`,
          { retryable: true, retryAfterMs: left },
        );
      }
      // One goes to see whether it is back; the others wait for what it finds.
      restsUntil = now() + restMs;
    },
    ended(isFailure) {
      failures = isFailure ? failures + 1 : 0;
      if (failuresMax > 0 && failures >= failuresMax) restsUntil = now() + restMs;
    },
  };
}
