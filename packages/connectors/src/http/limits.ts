import { cancellation } from './failure.ts';

/** Lets requests through, so many at once and so many a second; the others wait in the order they came. */
export interface Limiter {
  /** Resolves when it may begin, with what to call when it has ended. @throws WeftError `CANCELLED`, or why the signal ended it. */
  enter(signal: AbortSignal): Promise<() => void>;
}

export interface Limits {
  /** 0 for no limit. */
  readonly concurrent: number;
  /** 0 for no limit. */
  readonly perSecond: number;
}

interface Waiting {
  readonly begin: () => void;
}

export function createLimiter({ concurrent, perSecond }: Limits, now: () => number): Limiter {
  const waiting: Waiting[] = [];
  const gapMs = perSecond > 0 ? 1_000 / perSecond : 0;
  let running = 0;
  /** When the next may begin. Up to a second's worth may begin together after a pause. */
  let nextAt = 0;
  let timer: NodeJS.Timeout | undefined;

  function wake(): void {
    timer = undefined;
    pump();
  }

  function pump(): void {
    while (waiting.length > 0 && (concurrent === 0 || running < concurrent)) {
      const at = now();
      if (gapMs > 0 && nextAt > at) {
        if (timer === undefined) timer = setTimeout(wake, Math.ceil(nextAt - at));
        return;
      }
      nextAt = Math.max(nextAt, at - 1_000 + gapMs) + gapMs;
      running += 1;
      waiting.shift()?.begin();
    }
  }

  function leave(): void {
    running -= 1;
    pump();
  }

  return {
    async enter(signal) {
      if (signal.aborted) throw cancellation(signal);
      const turn = Promise.withResolvers<void>();
      const own: Waiting = { begin: turn.resolve };
      const onAbort = () => {
        const at = waiting.indexOf(own);
        // One whose turn has come goes on, and hears of it in its request.
        if (at === -1) return;
        waiting.splice(at, 1);
        turn.reject(cancellation(signal));
      };
      signal.addEventListener('abort', onAbort, { once: true });
      waiting.push(own);
      pump();
      try {
        await turn.promise;
      } finally {
        signal.removeEventListener('abort', onAbort);
      }
      let hasLeft = false;
      return () => {
        if (!hasLeft) leave();
        hasLeft = true;
      };
    },
  };
}
