import { codes } from './codes.ts';
import type { WeftError } from './weft-error.ts';

/** A problem document (RFC 9457), sent as `application/problem+json`. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly instance?: string;
  readonly step?: string;
  readonly pointer?: string;
  readonly executionId?: string;
  readonly problems?: readonly unknown[];
}

/** What a caller may see of an error. `extra` adds members such as `executionId` or `problems` (RFC 9457 §3.2). */
export function toProblem(error: WeftError, extra: Partial<Problem> = {}): Problem {
  return {
    type: `urn:weft:error:${error.code.toLowerCase().replaceAll('_', '-')}`,
    title: codes[error.code].title,
    status: error.status,
    detail: error.message,
    code: error.code,
    ...(error.place?.stepId === undefined ? {} : { step: error.place.stepId }),
    ...(error.place?.pointer === undefined ? {} : { pointer: error.place.pointer }),
    ...(error.problems === undefined ? {} : { problems: error.problems }),
    ...extra,
  };
}
