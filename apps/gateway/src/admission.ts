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
  /** The same for a body that is arriving: slow ones hold no place that others need. @throws WeftError `OVERLOADED`. */
  receive(): () => void;
  readonly inFlight: number;
}

/** What a refused caller is told to wait, in seconds. */
export const retryAfterSeconds = 2;

/** Bodies that may be arriving at once, for each call that may be in flight: up to 64 KB of each are in memory. */
const receivingPerCall = 4;

const sampleMs = 1_000;

/** Limits what waits here and what waits in the queue, both before anything is accepted. */
export function createAdmission(options: AdmissionOptions): Admission {
  let inFlight = 0;
  let receiving = 0;
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

  const refuseWhereFull = () => {
    if (inFlight >= options.inFlightMax) throw overloaded('Too many calls are being answered');
    if (depth >= options.queueDepthMax) throw overloaded('Too many calls wait for a worker');
  };

  return {
    get inFlight() {
      return inFlight;
    },
    enter: () => {
      refuseWhereFull();
      inFlight += 1;
      return once(() => {
        inFlight -= 1;
      });
    },
    receive: () => {
      refuseWhereFull();
      if (receiving >= options.inFlightMax * receivingPerCall) throw overloaded('Too many calls are arriving');
      receiving += 1;
      return once(() => {
        receiving -= 1;
      });
    },
    [Symbol.dispose]: () => clearInterval(timer),
  };
}

function once(work: () => void): () => void {
  let done = false;
  return () => {
    if (!done) work();
    done = true;
  };
}

function overloaded(what: string): WeftError {
  return new WeftError('OVERLOADED', `${what}. Try again in ${retryAfterSeconds} seconds.`, { retryable: true });
}
