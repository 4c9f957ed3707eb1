import { WeftError } from '@weft/errors';

export interface AdmissionOptions {
  readonly inFlightMax: number;
  readonly queueDepthMax: number;
  /** Calls that wait for a worker; asked once a second. */
  readonly depth: () => Promise<number>;
  readonly onDepth?: (depth: number) => void;
  readonly onError?: (error: unknown) => void;
}

/** Decides whether one more call is taken on. */
export interface Admission extends Disposable {
  /** Takes a place; call the returned function when the call has been answered. @throws WeftError `OVERLOADED`. */
  enter(): () => void;
  readonly inFlight: number;
}

/** What a refused caller is told to wait, in seconds. */
export const retryAfterSeconds = 2;

const sampleMs = 1_000;

/** Limits what waits here and what waits in the queue, both before anything is accepted. */
export function createAdmission(options: AdmissionOptions): Admission {
  let inFlight = 0;
  let depth = 0;
  const timer = setInterval(() => {
    options.depth().then(
      (sampled) => {
        depth = sampled;
        options.onDepth?.(sampled);
      },
      (error: unknown) => options.onError?.(error),
    );
  }, sampleMs);
  timer.unref();

  return {
    get inFlight() {
      return inFlight;
    },
    enter: () => {
      if (inFlight >= options.inFlightMax) throw overloaded('Too many calls are being answered');
      if (depth >= options.queueDepthMax) throw overloaded('Too many calls wait for a worker');
      inFlight += 1;
      let left = false;
      return () => {
        if (!left) inFlight -= 1;
        left = true;
      };
    },
    [Symbol.dispose]: () => clearInterval(timer),
  };
}

function overloaded(what: string): WeftError {
  return new WeftError('OVERLOADED', `${what}. Try again in ${retryAfterSeconds} seconds.`, { retryable: true });
}
