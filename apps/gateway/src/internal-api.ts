import { timingSafeEqual } from 'node:crypto';
import { bearerOf } from '@weft/call';
import { queuedExecutionSchema, startExecutionPath, startExecutionSchema } from '@weft/call/internal-api';
import { WeftError } from '@weft/errors';
import { type FastifyInstance, fastify } from 'fastify';
import * as z from 'zod';
import { sendProblem } from './answering.ts';
import type { GatewayServices } from './services.ts';
import { startExecution } from './start-execution.ts';

const bodyLimit = 48 * 1024 * 1024;

/** The door for the studio, on the internal port. Every request proves `token` (`Authorization: Bearer`). */
export function createInternalApi(services: GatewayServices, token: string): FastifyInstance {
  const app = fastify({ bodyLimit });
  app.addHook('onRequest', async (request) => {
    if (!isSame(bearerOf(request.headers.authorization), token)) throw new WeftError('UNAUTHENTICATED', 'The internal token is wrong.');
  });
  app.setErrorHandler((thrown, _request, reply) => {
    const { statusCode, message } = thrown as { statusCode?: number; message?: string };
    if (thrown instanceof WeftError) return sendProblem(reply, thrown);
    if (thrown instanceof z.ZodError) return sendProblem(reply, new WeftError('REQUEST_INVALID', z.prettifyError(thrown)));
    if (statusCode !== undefined && statusCode < 500)
      return sendProblem(reply, new WeftError('REQUEST_INVALID', message ?? '', { status: statusCode }));
    services.log.error('internal.broke', { error: thrown });
    return sendProblem(reply, new WeftError('INTERNAL', 'The gateway failed.'));
  });

  app.post(startExecutionPath, async (request, reply) => {
    const started = await startExecution(services, startExecutionSchema.parse(request.body));
    reply.header('x-execution-id', started.executionId);
    return started;
  });

  app.get<{ Params: { id: string } }>(`${startExecutionPath}/:id`, async (request) => {
    const job = await acceptedJob(services, request.params.id);
    if (job === undefined) throw new WeftError('NOT_FOUND', 'No such execution is queued.');
    return queuedExecutionSchema.parse(job);
  });

  app.delete<{ Params: { id: string } }>(`${startExecutionPath}/:id`, async (request, reply) => {
    const removed = await services.callPath.cancel(request.params.id);
    if (removed === undefined) throw new WeftError('NOT_FOUND', 'No worker is still to take this execution up.');
    const now = Date.now();
    await services.database.executions.record([
      {
        id: removed.executionId,
        environmentId: removed.environmentId,
        processId: removed.processId,
        versionId: removed.versionId,
        trigger: removed.trigger,
        mode: removed.mode,
        acceptedAt: new Date(removed.acceptedAt),
        properties: removed.properties,
        attempt: 1,
        trace: {
          status: 'cancelled',
          attempt: 1,
          finishedAt: now,
          error: { code: 'CANCELLED', message: 'The execution was cancelled before a worker took it up.' },
          steps: {},
          documents: [],
          log: [],
          dropped: { documents: 0, log: 0 },
        },
      },
    ]);
    if (removed.inbox === true) await services.database.inbox.done([removed.executionId]);
    return reply.code(204).send();
  });
  return app;
}

/** What is accepted is in the queue, or, while that is away or has lost it, in the inbox. */
async function acceptedJob({ callPath, database, log }: GatewayServices, executionId: string): Promise<unknown> {
  const queued = await callPath.find(executionId).catch((error: unknown) => log.warn('queue.not-asked', { executionId, error }));
  if (queued !== undefined) return queued;
  const row = await database.inbox.find(executionId);
  return row === undefined ? undefined : JSON.parse(row);
}

function isSame(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}
