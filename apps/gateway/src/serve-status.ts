import { WeftError } from '@weft/errors';
import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { endedError, sendProblem, sendReply } from './answering.ts';
import type { GatewayServices } from './services.ts';

const parameters = z.object({ id: z.uuid() });
const query = z.object({ token: z.string().max(200) });

/**
 * Serves the status URL of a 202: the late reply as the process made it where there is one; a problem where the execution failed;
 * else its status as JSON, with 202 while it goes on.
 */
export function serveStatus(app: FastifyInstance, services: GatewayServices): void {
  app.get('/executions/:id', async (request, reply) => {
    const id = parameters.safeParse(request.params);
    const token = query.safeParse(request.query);
    // A wrong token and an unknown execution look the same from outside.
    if (!id.success || !token.success || !services.statusUrls.isValid(id.data.id, token.data.token)) {
      throw new WeftError('NOT_FOUND', 'There is no such execution, or the token does not belong to it.');
    }
    const executionId = id.data.id;
    reply.header('x-execution-id', executionId).header('cache-control', 'no-store');
    const kept = await services.shelf.find(executionId);
    if (kept !== undefined) {
      sendReply(reply, kept);
      return reply;
    }
    const found = await services.database.executions.get(executionId);
    const status = found?.status ?? 'queued';
    if (status === 'failed' || status === 'cancelled') return sendProblem(reply, endedError(status, found?.error), { executionId });
    const ended = status === 'succeeded';
    if (!ended) reply.header('retry-after', '1');
    const text = JSON.stringify({ executionId, status, statusUrl: services.statusUrls.of(executionId) });
    return reply
      .code(ended ? 200 : 202)
      .type('application/json')
      .send(text);
  });
}
