import { timingSafeEqual } from 'node:crypto';
import { type Answer, bearerOf } from '@weft/call';
import { queuedExecutionSchema, type StartedExecution, startExecutionPath, startExecutionSchema } from '@weft/call/internal-api';
import { WeftError } from '@weft/errors';
import { type FastifyInstance, fastify } from 'fastify';
import * as z from 'zod';
import { sendProblem } from './answering.ts';
import { newExecutionId } from './execution-id.ts';
import type { GatewayServices } from './services.ts';

/** A reply in an answer of this API is cut off here: it is for people, who see the rest in the execution. */
const replyBytesMax = 5 * 1024 * 1024;
const bodyLimit = 48 * 1024 * 1024;
const inlineBytesMax = 64 * 1024;

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
    const start = startExecutionSchema.parse(request.body);
    const executionId = newExecutionId(Date.now());
    const leave = services.admission.enter();
    try {
      const outcome = await services.callPath.call(
        {
          executionId,
          environmentId: start.environmentId,
          processId: start.processId,
          versionId: start.versionId,
          trigger: start.trigger,
          mode: start.mode,
          acceptedAt: Date.now(),
          properties: start.properties,
          document: {
            id: 'root',
            contentType: start.document.contentType,
            properties: start.document.properties,
            body: await startBody(services, start.document.base64),
          },
        },
        start.waitMs,
        services.stopping,
      );
      reply.header('x-execution-id', executionId);
      if (outcome.kind === 'answered') return await startedExecution(executionId, outcome.answer);
      return { executionId, outcome: 'accepted', statusPath: services.statusUrls.of(executionId) } satisfies StartedExecution;
    } finally {
      leave();
    }
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

async function startedExecution(executionId: string, answer: Answer): Promise<StartedExecution> {
  if (answer.kind === 'ended') return { executionId, outcome: answer.status, error: answer.error };
  const { status, headers, contentType, body } = answer.reply;
  return { executionId, outcome: 'replied', reply: { status, headers: { ...headers }, contentType, ...(await capped(body)) } };
}

async function startBody(services: GatewayServices, base64: string) {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.byteLength <= inlineBytesMax) return { base64 };
  async function* whole() {
    yield bytes;
  }
  return { blob: await services.blobs.put(whole()) };
}

async function capped(body: Uint8Array | AsyncIterable<Uint8Array>): Promise<{ base64: string; truncated: boolean }> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body instanceof Uint8Array ? [body] : body) {
    parts.push(part);
    bytes += part.byteLength;
    if (bytes > replyBytesMax) break;
  }
  const kept = Buffer.concat(parts).subarray(0, replyBytesMax);
  return { base64: kept.toString('base64'), truncated: bytes > replyBytesMax };
}

function isSame(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}
