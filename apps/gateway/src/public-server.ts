import type { IncomingMessage } from 'node:http';
import { toWeftError, WeftError } from '@weft/errors';
import { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import { retryAfterSeconds } from './admission.ts';
import { sendProblem } from './answering.ts';
import { answerBrokenRequest, answerUnusualRequests } from './broken-requests.ts';
import { CallerGone } from './caller-gone.ts';
import { acceptedEncodings } from './content-encoding.ts';
import { serveCallbacks } from './serve-callbacks.ts';
import { serveEndpoints } from './serve-endpoints.ts';
import { serveStatus } from './serve-status.ts';
import type { GatewayServices } from './services.ts';

/** Who is refused may go on sending for so long. */
const lingerMs = 2_000;

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
    // A request without Host is refused below, in words.
    http: { headersTimeout: Math.min(requestTimeoutMs, 30_000), connectionsCheckingInterval: 1_000, requireHostHeader: false },
    frameworkErrors: (error, request, reply) => answerError(services, error, request, reply as FastifyReply),
    clientErrorHandler: answerBrokenRequest,
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));
  answerUnusualRequests(app.server);
  app.addHook('onRequest', async ({ raw }) => {
    if (raw.headers.host === undefined && raw.httpVersion === '1.1')
      throw new WeftError('REQUEST_INVALID', 'The request has no Host header.');
  });
  app.setErrorHandler((error, request, reply) => answerError(services, error, request, reply));
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, new WeftError('NOT_FOUND', 'Nothing is served at this address.')));
  serveEndpoints(app, services);
  serveStatus(app, services);
  serveCallbacks(app, services);
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
  if (error.status === 415) reply.header('accept-encoding', acceptedEncodings);
  if (!request.raw.complete) takeTheRest(request.raw);
  services.metrics.calls.inc({ method: request.method, status: String(error.status), outcome: 'refused' });
  sendProblem(reply, error);
}

/**
 * A caller that still sends would lose the answer if the connection ended under it: the rest of its body is taken and dropped
 * for a moment, and then the connection is ended all the same.
 */
function takeTheRest(request: IncomingMessage): void {
  const { socket } = request;
  const limit = setTimeout(() => socket.destroy(), lingerMs);
  const settled = () => clearTimeout(limit);
  request.once('end', settled).once('close', settled);
  request.resume();
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
