import { type Problem, toProblem, toWeftError, WeftError } from '@weft/errors';
import { HTTPException } from 'hono/http-exception';
import type { ManagementServices } from '../services.ts';

/** A problem document as an answer (RFC 9457). `extra` adds members beside the registered ones. */
export function problemResponse(error: WeftError, extra: Readonly<Record<string, unknown>> = {}): Response {
  const headers = new Headers({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' });
  if (error.code === 'RATE_LIMITED') headers.set('retry-after', '30');
  if (error.code === 'UNAUTHENTICATED') headers.set('www-authenticate', 'Bearer realm="weft"');
  const problem: Problem & Record<string, unknown> = { ...toProblem(error), ...extra };
  return new Response(JSON.stringify(problem), { status: error.status, headers });
}

/** Carries more than a sentence to the caller: what is stored now, a list of problems, … */
export class DetailedError extends WeftError {
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(error: WeftError, extra: Readonly<Record<string, unknown>>) {
    super(error.code, error.message, {
      status: error.status,
      ...(error.detail === undefined ? {} : { detail: error.detail }),
      ...(error.place === undefined ? {} : { place: error.place }),
      ...(error.problems === undefined ? {} : { problems: error.problems }),
      cause: error.cause,
    });
    this.extra = extra;
  }
}

/** Anything thrown in a handler, as an answer. What is Weft's fault is logged, never shown. */
export function answerError(thrown: unknown, log: ManagementServices['log']): Response {
  if (thrown instanceof HTTPException) return problemResponse(fromHttpException(thrown));
  const error = toWeftError(thrown);
  if (error.kind === 'bug') log('api.failed', { code: error.code, detail: error.detail });
  return problemResponse(error, thrown instanceof DetailedError ? thrown.extra : {});
}

function fromHttpException(exception: HTTPException): WeftError {
  if (exception.status === 415) {
    return new WeftError('REQUEST_INVALID', 'The body has to be sent with Content-Type: application/json.', { status: 415 });
  }
  return new WeftError('REQUEST_INVALID', exception.message || 'The request is not valid.', { status: exception.status });
}
