import { toWeftError, WeftError } from '@weft/errors';
import type * as z from 'zod';

/**
 * Asks one of Weft's own processes and reads its answer by `schema`.
 * @throws WeftError what the other side refused with, or `CONNECTION_FAILED` where it did not answer.
 */
export async function callInternal<S extends z.ZodType>(options: {
  readonly baseUrl: string;
  readonly path: string;
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly token: string;
  readonly body?: unknown;
  readonly answer: S;
  readonly timeoutMs: number;
}): Promise<z.output<S>> {
  const response = await fetch(`${options.baseUrl}${options.path}`, {
    method: options.method ?? 'POST',
    headers: { authorization: `Bearer ${options.token}`, ...(options.body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    redirect: 'error',
    signal: AbortSignal.timeout(options.timeoutMs),
  }).catch((cause: unknown) => {
    throw new WeftError('CONNECTION_FAILED', 'A part of Weft that is needed for this did not answer. Try again.', {
      retryable: true,
      detail: `${options.path}: ${toWeftError(cause).detail ?? ''}`,
      cause,
    });
  });
  const json: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw refusal(response.status, json);
  const parsed = options.answer.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new WeftError('INTERNAL', 'Two parts of Weft do not understand each other.', {
    detail: `${options.path}: ${parsed.error.message}`,
  });
}

function refusal(status: number, json: unknown): WeftError {
  const problem = typeof json === 'object' && json !== null ? (json as { code?: unknown; detail?: unknown }) : {};
  const text = typeof problem.detail === 'string' ? problem.detail : 'The gateway refused the call.';
  if (status === 401 || status === 403) return new WeftError('INTERNAL', 'Two parts of Weft do not trust each other.', { detail: text });
  if (status === 429 || status === 503) return new WeftError('OVERLOADED', text, { retryable: true, status });
  if (status === 413) return new WeftError('BODY_TOO_LARGE', text);
  if (status === 404) return new WeftError('NOT_FOUND', text);
  if (problem.code === 'IDEMPOTENCY_KEY_REUSED') return new WeftError('IDEMPOTENCY_KEY_REUSED', text);
  if (status < 500) return new WeftError('REQUEST_INVALID', text, { status });
  return new WeftError('INTERNAL', text, { status });
}
