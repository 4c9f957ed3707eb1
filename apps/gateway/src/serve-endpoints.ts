import type { Answer } from '@weft/call';
import type { WireDocument } from '@weft/document';
import { WeftError } from '@weft/errors';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { acceptanceOf } from './accept-call.ts';
import { sendAnswer, sendProblem } from './answering.ts';
import { challengeOf } from './authentication.ts';
import { newExecutionId } from './execution-id.ts';
import { idempotencyKeyOf, requestHash, scopeOf } from './idempotency.ts';
import { recordingOf } from './recording-of.ts';
import { discardBody, keepingBody, takeBody } from './request-document.ts';
import { executionProperties, headerProperties } from './request-properties.ts';
import { readTarget } from './request-target.ts';
import type { RouteMatch } from './route-table.ts';
import type { GatewayServices } from './services.ts';
import { waitingTime } from './waiting-time.ts';

const prefix = '/ws/rest';

type Found = RouteMatch & { kind: 'found' };

/** Serves the published endpoints under `/ws/rest/`. */
export function serveEndpoints(app: FastifyInstance, services: GatewayServices): void {
  app.all(`${prefix}/*`, async (request, reply) => {
    const target = readTarget(request.raw.url ?? '/');
    const table = services.routes.current;
    if (table === undefined) throw new WeftError('OVERLOADED', 'The gateway is starting. Try again in a moment.');
    const match = table.match(request.method, target.path.slice(prefix.length));
    if (match.kind === 'not-found') throw new WeftError('NOT_FOUND', `No endpoint has the path "${target.path}".`);
    if (match.kind === 'method-not-allowed') return refuseMethod(request, reply, match.allow);
    return call(services, request, reply, match, target);
  });
}

function refuseMethod(request: FastifyRequest, reply: FastifyReply, allow: readonly string[]): FastifyReply {
  reply.header('allow', allow.join(', '));
  if (request.method === 'OPTIONS') return reply.code(204).send();
  return sendProblem(reply, new WeftError('METHOD_NOT_ALLOWED', `This endpoint accepts ${allow.join(', ')}, not ${request.method}.`));
}

async function call(
  services: GatewayServices,
  request: FastifyRequest,
  reply: FastifyReply,
  { endpoint, parameters }: Found,
  target: ReturnType<typeof readTarget>,
): Promise<FastifyReply> {
  const began = performance.now();
  const { metrics } = services;
  if (endpoint.authentication !== 'none') reply.header('www-authenticate', challengeOf(endpoint));
  const user = await services.authenticate(endpoint, request.headers);
  reply.removeHeader('www-authenticate');
  const { mode, debug } = recordingOf(endpoint, request.headers);
  if (debug !== undefined) reply.header('x-weft-debug', debug);

  const key = idempotencyKeyOf(request.headers, endpoint.requiresKey === true);
  const hash = key === undefined ? undefined : requestHash(request.method, request.raw.url ?? '');
  const { body, contentType } = await takeBody(services, request, { bytesMax: endpoint.bodyBytesMax, hash });
  const keyed =
    key === undefined || hash === undefined ? undefined : { scope: scopeOf(endpoint, user), key, requestHash: hash.digest('hex') };
  const leave = await enterWith(services, body);
  metrics.inFlight.inc();
  const gone = new AbortController();
  const closed = () => gone.abort();
  reply.raw.once('close', closed);
  if (reply.raw.destroyed) closed();
  try {
    const executionId = newExecutionId(Date.now());
    const job = {
      executionId,
      environmentId: services.environmentId,
      processId: endpoint.processId,
      versionId: endpoint.versionId,
      trigger: 'http',
      mode,
      acceptedAt: Date.now(),
      properties: executionProperties(request.method, target, parameters, user),
      document: { id: 'root', contentType, properties: headerProperties(request.headers), body },
      ...(keyed === undefined ? {} : { keepsReply: true }),
    } as const;
    const waitMs = waitingTime(request.headers, endpoint.timeoutMs);
    const signal = AbortSignal.any([gone.signal, services.stopping]);
    const accept = acceptanceOf(services.database, endpoint.inbox === true, keyed);
    const outcome = await keepingBody(services, body, services.callPath.call(job, waitMs, signal, accept));
    const counted =
      outcome.kind === 'same'
        ? await join(services, reply, { executionId: outcome.executionId, body, waitMs, signal })
        : sendOutcome(services, reply, executionId, outcome);
    metrics.calls.inc({ method: request.method, status: String(reply.statusCode), outcome: counted });
    metrics.callSeconds.observe({ outcome: counted }, (performance.now() - began) / 1_000);
    return reply;
  } finally {
    reply.raw.off('close', closed);
    leave();
    metrics.inFlight.dec();
  }
}

/** Answers a call that came before with what the first one gets, waiting with it where that is not known yet. */
async function join(
  services: GatewayServices,
  reply: FastifyReply,
  call: { readonly executionId: string; readonly body: WireDocument['body']; readonly waitMs: number; readonly signal: AbortSignal },
) {
  const { executionId, body, waitMs, signal } = call;
  await discardBody(services, body);
  reply.header('idempotent-replayed', 'true');
  return sendOutcome(services, reply, executionId, await services.outcomes.wait(executionId, waitMs, signal));
}

function sendOutcome(
  services: GatewayServices,
  reply: FastifyReply,
  executionId: string,
  outcome: { readonly kind: 'answered'; readonly answer: Answer } | { readonly kind: 'waiting' | 'goes-on' },
) {
  return outcome.kind === 'answered' ? sendAnswer(reply, executionId, outcome.answer) : sendWaiting(services, reply, executionId);
}

/** Takes a place among the calls in flight; a body that was spooled goes again where there is none. */
async function enterWith(services: GatewayServices, body: WireDocument['body']): Promise<() => void> {
  try {
    return services.admission.enter();
  } catch (refusal) {
    await discardBody(services, body);
    throw refusal;
  }
}

/** The execution goes on (RFC 9110 §15.3.3): where to ask for its outcome. */
function sendWaiting(services: GatewayServices, reply: FastifyReply, executionId: string): 'waiting' {
  const statusUrl = services.statusUrls.of(executionId);
  reply
    .code(202)
    .header('x-execution-id', executionId)
    .header('location', statusUrl)
    .header('retry-after', '1')
    .type('application/json')
    .send(JSON.stringify({ executionId, statusUrl }));
  return 'waiting';
}
