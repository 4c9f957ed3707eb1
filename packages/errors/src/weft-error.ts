import { codes, type ErrorCode, type ErrorKind } from './codes.ts';

/** Where in a process an error happened. */
export interface Place {
  readonly stepId?: string;
  readonly stepTitle?: string;
  readonly documentId?: string;
  /** JSON Pointer (RFC 6901) into the step's config or the process file. */
  readonly pointer?: string;
}

export interface WeftErrorInit {
  readonly retryable?: boolean;
  /** How long what failed has asked to be left alone (`Retry-After`), in milliseconds. */
  readonly retryAfterMs?: number;
  /** For logs and operators: never shown to a caller. */
  readonly detail?: string;
  readonly place?: Place;
  readonly cause?: unknown;
  /** Overrides the status of the code's row. */
  readonly status?: number;
  /** Where one error stands for several faults: each as plain data, fit for a caller. Goes to `problems` of the problem document. */
  readonly problems?: readonly unknown[];
}

/**
 * The only error Weft throws on purpose.
 *
 * `message` is a sentence for people: what failed, with which value, what to do. It may reach a caller, so it never
 * holds secrets, stack traces or internal addresses; those go to `detail`.
 */
export class WeftError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly detail: string | undefined;
  readonly place: Place | undefined;
  readonly status: number;
  readonly problems: readonly unknown[] | undefined;

  constructor(code: ErrorCode, message: string, init: WeftErrorInit = {}) {
    super(message, init.cause === undefined ? undefined : { cause: init.cause });
    this.name = 'WeftError';
    this.code = code;
    this.retryable = init.retryable ?? false;
    this.retryAfterMs = init.retryAfterMs;
    this.detail = init.detail;
    this.place = init.place;
    this.status = init.status ?? codes[code].status;
    this.problems = init.problems;
  }

  get kind(): ErrorKind {
    return codes[this.code].kind;
  }

  /** The same error with knowledge of where it happened added (what is already known is kept). */
  at(place: Place): WeftError {
    return new WeftError(this.code, this.message, {
      retryable: this.retryable,
      detail: this.detail,
      place: { ...place, ...this.place },
      cause: this.cause,
      status: this.status,
      ...(this.retryAfterMs === undefined ? {} : { retryAfterMs: this.retryAfterMs }),
      ...(this.problems === undefined ? {} : { problems: this.problems }),
    });
  }
}

/** Anything thrown, as a WeftError. What is not one already becomes `INTERNAL`, its text kept in `detail` only. */
export function toWeftError(thrown: unknown): WeftError {
  if (thrown instanceof WeftError) return thrown;
  const detail = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  return new WeftError('INTERNAL', 'Something unexpected happened inside Weft. The log of the server has the details.', {
    detail,
    cause: thrown,
  });
}
