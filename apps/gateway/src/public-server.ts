import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { toProblem, toWeftError, WeftError } from '@weft/errors';
import { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import { retryAfterSeconds } from './admission.ts';
import { sendProblem } from './answering.ts';
import { CallerGone } from './request-body.ts';
import { serveEndpoints } from './serve-endpoints.ts';
import { serveStatus } from './serve-status.ts';
import type { GatewayServices } from './services.ts';

/** The server that callers see: endpoints, the status URL, `/healthz` and `/metrics`. Every refusal is a problem document. */
export function createPublicServer(services: GatewayServices, requestTimeoutMs: number): FastifyInstance {
  const app = fastify({
    requestTimeout: requestTimeoutMs,
    connectionTimeout: 0,
    keepAliveTimeout: 72_000,
    // Idle keep-alive connections end at once on closing, those in use with their answer.
    forceCloseConnections: 'idle',
    // Limits of bodies belong to the endpoints, which count them while they read.
    bodyLimit: Number.MAX_SAFE_INTEGER,
    routerOptions: { maxParamLength: 8_192 },
    http: { headersTimeout: Math.min(requestTimeoutMs, 30_000), connectionsCheckingInterval: 1_000 },
    frameworkErrors: (error, request, reply) => answerError(services, error, request, reply as FastifyReply),
    clientErrorHandler: answerBrokenRequest,
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));
  app.setErrorHandler((error, request, reply) => answerError(services, error, request, reply));
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, new WeftError('NOT_FOUND', 'Nothing is served at this address.')));
  serveEndpoints(app, services);
  serveStatus(app, services);
  serveOperations(app, services);
  return app;
}

function serveOperations(app: FastifyInstance, { routes, database, metrics }: GatewayServices): void {
  app.get('/healthz', async (_request, reply) => {
    const healthy = routes.current !== undefined && (await database.healthy());
    return reply.code(healthy ? 200 : 503).send({ status: healthy ? 'ok' : 'unavailable', routeRevision: routes.current?.revision });
  });
  app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()));
}

function answerError(services: GatewayServices, thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
  if (thrown instanceof CallerGone) {
    reply.raw.destroy();
    return;
  }
  const error = thrown instanceof WeftError ? thrown : fromFramework(thrown);
  if (error.kind === 'bug') services.log.error('call.broke', { error: thrown, method: request.method });
  if (error.code === 'OVERLOADED') reply.header('retry-after', String(retryAfterSeconds));
  // Part of a body may not have been read: the connection cannot be used again.
  if (!request.raw.complete) {
    reply.header('connection', 'close');
    request.raw.resume();
  }
  services.metrics.calls.inc({ method: request.method, status: String(error.status), outcome: 'refused' });
  sendProblem(reply, error);
}

/** Fastify refuses some requests before they reach us. */
function fromFramework(thrown: unknown): WeftError {
  const { statusCode, code } = thrown as Partial<FastifyError>;
  if (code === 'FST_ERR_BAD_URL')
    return new WeftError('REQUEST_INVALID', 'The path has a percent sign that does not begin an encoded UTF-8 character.');
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500 && thrown instanceof Error) {
    return new WeftError('REQUEST_INVALID', thrown.message, { status: statusCode, cause: thrown });
  }
  return toWeftError(thrown);
}

/** What is not HTTP at all, or too slow to be: answered on the bare socket. */
function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const [status, message] = brokenAs(error.code);
  const problem = toProblem(new WeftError(status === 408 ? 'TIMEOUT' : 'REQUEST_INVALID', message, { status }));
  const body = JSON.stringify(problem);
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/problem+json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

function brokenAs(code: string | undefined): [number, string] {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return [408, 'The request did not arrive in time.'];
  if (code === 'HPE_HEADER_OVERFLOW') return [431, 'The headers are too large.'];
  return [400, 'This is not a valid HTTP request.'];
}
