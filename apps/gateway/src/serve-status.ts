import { Readable } from 'node:stream';
import { WeftError } from '@weft/errors';
import type { ExecutionStatus } from '@weft/process';
import type { FastifyInstance, FastifyReply } from 'fastify';
import * as z from 'zod';
import { endedError, sendProblem, sendReply } from './answering.ts';
import type { GatewayServices } from './services.ts';
import { statusEvents } from './status-events.ts';
import { waitingTime } from './waiting-time.ts';

const parameters = z.object({ id: z.uuid() });
const query = z.object({ token: z.string().max(200) });

/** Each asks the database once a second. */
const streamsMax = 500;

/**
 * Serves the status URL of a 202: the late reply as the process made it where there is one; a problem where the execution failed;
 * else its status as JSON, with 202 while it goes on. A caller may wait here too (`Prefer: wait=`, `X-Max-Wait`), or watch
 * (`Accept: text/event-stream`).
 */
export function serveStatus(app: FastifyInstance, services: GatewayServices): void {
  let streams = 0;
  app.get('/executions/:id', async (request, reply) => {
    const id = parameters.safeParse(request.params);
    const token = query.safeParse(request.query);
    // A wrong token and an unknown execution look the same from outside.
    if (!id.success || !token.success || !services.statusUrls.isValid(id.data.id, token.data.token)) {
      throw new WeftError('NOT_FOUND', 'There is no such execution, or the token does not belong to it.');
    }
    const executionId = id.data.id;
    reply.header('x-execution-id', executionId).header('cache-control', 'no-store');
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    const signal = AbortSignal.any([gone.signal, services.stopping]);
    if (request.method !== 'GET' || !wantsEvents(request.headers.accept)) {
      return sendStatus(services, reply, executionId, waitingTime(request.headers, 0), signal);
    }
    if (streams >= streamsMax)
      throw new WeftError('OVERLOADED', 'Too many watch already. Ask without Accept: text/event-stream, or later.');
    streams += 1;
    gone.signal.addEventListener('abort', () => {
      streams -= 1;
    });
    const lastEventId = request.headers['last-event-id'];
    const states = services.outcomes.watch(executionId, signal);
    const about = { executionId, statusUrl: services.statusUrls.of(executionId) };
    return (
      reply
        .type('text/event-stream; charset=utf-8')
        // Understood by common reverse proxies: pass each event on at once.
        .header('x-accel-buffering', 'no')
        .send(Readable.from(statusEvents(about, states, typeof lastEventId === 'string' ? lastEventId : undefined, Date.now)))
    );
  });
}

async function sendStatus(services: GatewayServices, reply: FastifyReply, executionId: string, waitMs: number, signal: AbortSignal) {
  const outcome = await services.outcomes.wait(executionId, waitMs, signal);
  const sendState = (code: number, status: ExecutionStatus) =>
    reply
      .code(code)
      .type('application/json')
      .send(JSON.stringify({ executionId, status, statusUrl: services.statusUrls.of(executionId) }));
  if (outcome.kind === 'goes-on') {
    reply.header('retry-after', '1');
    return sendState(202, outcome.status);
  }
  const { answer } = outcome;
  if (answer.kind === 'reply') {
    sendReply(reply, answer.reply);
    return reply;
  }
  if (answer.status === 'succeeded') return sendState(200, answer.status);
  return sendProblem(reply, endedError(answer.status, answer.error), { executionId });
}

/** A browser's list of all it can show does not name it; `EventSource` does. */
function wantsEvents(accept: string | undefined): boolean {
  return (accept ?? '').split(',').some((range) => /^\s*text\/event-stream\s*(;|$)/i.test(range));
}
