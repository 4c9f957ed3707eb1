import { validateHeaderName, validateHeaderValue } from 'node:http';
import { Readable } from 'node:stream';
import type { Answer, WireReply } from '@weft/call';
import { codes, type ErrorCode, type Problem, toProblem, WeftError } from '@weft/errors';
import type { ExecutionError } from '@weft/process';
import type { FastifyReply } from 'fastify';

/** Headers that belong to the connection (RFC 9110 §7.6.1) or to this gateway: a process cannot set them. */
const own = new Set([
  'connection',
  'content-length',
  'date',
  'idempotent-replayed',
  'keep-alive',
  'proxy-authenticate',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-execution-id',
  'x-weft-debug',
]);

/** Sends a problem document (RFC 9457). */
export function sendProblem(reply: FastifyReply, error: WeftError, extra: Partial<Problem> = {}): FastifyReply {
  const problem = toProblem(error, extra);
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

/** Sends what the execution answered. Returns what to count it as. */
export function sendAnswer(reply: FastifyReply, executionId: string, answer: Answer): 'replied' | 'ended' | 'failed' {
  reply.header('x-execution-id', executionId);
  if (answer.kind === 'reply') {
    sendReply(reply, answer.reply);
    return 'replied';
  }
  if (answer.status === 'succeeded') {
    reply.code(204).send();
    return 'ended';
  }
  const error = endedError(answer.status, answer.error);
  sendProblem(reply, error, { executionId });
  return 'failed';
}

/** Sends a reply as the process made it, without what it may not set. */
export function sendReply(reply: FastifyReply, { status, headers, contentType, body }: WireReply): void {
  reply.code(status >= 200 && status <= 599 ? status : 500);
  for (const [name, value] of Object.entries(headers)) {
    if (!own.has(name.toLowerCase()) && isSendable(name, value)) reply.header(name, value);
  }
  if (contentType !== '' && isSendable('content-type', contentType)) reply.header('content-type', contentType);
  if (!(body instanceof Uint8Array)) reply.send(Readable.from(body, { objectMode: false }));
  else if (body.byteLength === 0) reply.send();
  else reply.send(Buffer.from(body.buffer, body.byteOffset, body.byteLength));
}

function isSendable(name: string, value: string): boolean {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}

/**
 * The problem of an execution that ended without a reply. It is the server's (5xx), except where the process chose a status, and
 * where the caller's own document cannot be read as its content type says: that is the caller's (400).
 */
export function endedError(status: 'failed' | 'cancelled', error: ExecutionError | undefined): WeftError {
  if (status === 'cancelled') return new WeftError('CANCELLED', 'The execution was cancelled.', { status: 500 });
  const code: ErrorCode = error !== undefined && error.code in codes ? (error.code as ErrorCode) : 'INTERNAL';
  const ownDocument = code === 'BODY_NOT_PARSABLE' && error?.documentId === 'root';
  const standard = codes[code].status;
  return new WeftError(code, error?.message ?? 'The execution failed.', {
    status: error?.status ?? (ownDocument || standard >= 500 ? standard : 500),
    place: { stepId: error?.stepId, pointer: error?.pointer },
  });
}
