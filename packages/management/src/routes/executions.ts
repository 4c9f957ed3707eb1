import { z } from '@hono/zod-openapi';
import { readIdempotencyKey, type StartedExecution } from '@weft/call/internal-api';
import { callerOf } from '../access/require-role.ts';
import { defineRoute } from '../http/define-route.ts';
import { eventStream } from '../http/event-stream.ts';
import { makeRouter } from '../http/make-router.ts';
import { idParams, jsonAnswer, jsonBody } from '../schemas/common.ts';
import {
  executionPageSchema,
  executionQuery,
  executionSchema,
  presentExecution,
  presentExecutionDetail,
  startExecutionBody,
  startExecutionHeaders,
} from '../schemas/execution.ts';
import { presentStarted, startedSchema, toStartDocument } from '../schemas/started-execution.ts';
import type { ManagementServices } from '../services.ts';
import { cancelExecution } from '../use-cases/cancel-execution.ts';
import { requireExecution } from '../use-cases/require-execution.ts';
import { rerunExecution } from '../use-cases/rerun-execution.ts';
import { startExecution } from '../use-cases/start-execution.ts';
import { awaitExecution, watchExecution } from '../use-cases/watch-execution.ts';
import { watchExecutions } from '../use-cases/watch-executions.ts';

const tags = ['executions'];
const events = { 'text/event-stream': { schema: z.string() } };

const start = defineRoute({
  operationId: 'startExecution',
  method: 'post',
  path: '/processes/{id}/executions',
  tags,
  summary: 'Execute Process API: start an execution',
  request: { params: idParams, headers: startExecutionHeaders, body: jsonBody(startExecutionBody) },
  responses: {
    200: jsonAnswer(startedSchema, 'It replied or ended.'),
    202: jsonAnswer(startedSchema, 'It was accepted and goes on.'),
  },
});

const list = defineRoute({
  operationId: 'listExecutions',
  method: 'get',
  path: '/executions',
  tags,
  summary: 'Executions, newest first',
  request: { query: executionQuery },
  responses: { 200: jsonAnswer(executionPageSchema, 'A page.') },
});

const watchList = defineRoute({
  operationId: 'watchExecutions',
  method: 'get',
  path: '/executions/events',
  tags,
  summary: 'The newest executions, again whenever they change (server-sent events)',
  description: 'Event `executions`: an object with `executions`, as the list gives them.',
  request: { query: executionQuery.omit({ after: true }) },
  responses: { 200: { description: 'A stream that does not end.', content: events } },
});

const get = defineRoute({
  operationId: 'getExecution',
  method: 'get',
  path: '/executions/{id}',
  tags,
  summary: 'One execution with step runs, documents and log',
  request: { params: idParams },
  responses: { 200: jsonAnswer(executionSchema, 'The execution.') },
});

const watch = defineRoute({
  operationId: 'watchExecution',
  method: 'get',
  path: '/executions/{id}/events',
  tags,
  summary: 'Watch one execution (server-sent events)',
  description:
    'Event `trace`: everything so far; `events`: a list of trace events, in order; `end`: the whole trace, then the stream ends.',
  request: { params: idParams },
  responses: { 200: { description: 'A stream that ends with the execution.', content: events } },
});

const cancel = defineRoute({
  operationId: 'cancelExecution',
  method: 'post',
  path: '/executions/{id}/cancel',
  tags,
  summary: 'Ask the execution to stop',
  request: { params: idParams },
  responses: { 202: { description: 'Asked.' } },
});

const rerun = defineRoute({
  operationId: 'rerunExecution',
  method: 'post',
  path: '/executions/{id}/rerun',
  tags,
  summary: 'Start the same version again with the document that came in',
  request: { params: idParams },
  responses: { 202: jsonAnswer(startedSchema, 'The new execution was accepted.') },
});

/** Executions: started, listed, watched, cancelled, run again. */
export function executionRoutes(services: ManagementServices) {
  const { database } = services;
  return makeRouter()
    .openapi(start, async (context) => {
      const body = context.req.valid('json');
      const { 'idempotency-key': idempotencyKey } = context.req.valid('header');
      const started = await startExecution(services, {
        processId: context.req.valid('param').id,
        draft: body.draft,
        document: toStartDocument(body),
        properties: body.properties,
        wait: body.wait,
        callbackUrl: body.callbackUrl,
        idempotencyKey: idempotencyKey === undefined ? undefined : readIdempotencyKey(idempotencyKey),
        by: callerOf(context).by,
      });
      context.header('x-execution-id', started.executionId);
      if (started.replayed === true) context.header('idempotent-replayed', 'true');
      return context.json(presentStarted(started, services.gatewayUrl), statusOf(started));
    })
    .openapi(list, async (context) => {
      const { executions, next } = await database.executions.list(toFilter(context.req.valid('query')));
      return context.json({ executions: executions.map(presentExecution), next: next ?? null }, 200);
    })
    .openapi(watchList, (context) => {
      const filter = toFilter(context.req.valid('query'));
      return eventStream(context.req.raw, (sink) => watchExecutions(services, filter, sink)) as never;
    })
    .openapi(get, async (context) => {
      return context.json(presentExecutionDetail(await requireExecution(services, context.req.valid('param').id)), 200);
    })
    .openapi(watch, async (context) => {
      const { id } = context.req.valid('param');
      await awaitExecution(services, id, context.req.raw.signal);
      return eventStream(context.req.raw, (sink) => watchExecution(services, id, sink)) as never;
    })
    .openapi(cancel, async (context) => {
      await cancelExecution(services, context.req.valid('param').id, callerOf(context).by);
      return context.body(null, 202);
    })
    .openapi(rerun, async (context) => {
      const started = await rerunExecution(services, context.req.valid('param').id, callerOf(context).by);
      context.header('x-execution-id', started.executionId);
      return context.json(presentStarted(started, services.gatewayUrl), 202);
    });
}

function statusOf(started: StartedExecution): 200 | 202 {
  return started.outcome === 'accepted' ? 202 : 200;
}

function toFilter({ process, status, trigger, parent, from, to, limit, after }: z.output<typeof executionQuery>) {
  return {
    limit,
    ...(process === undefined ? {} : { processId: process }),
    ...(status === undefined ? {} : { status }),
    ...(trigger === undefined ? {} : { trigger }),
    ...(parent === undefined ? {} : { parentId: parent }),
    ...(from === undefined ? {} : { from: new Date(from) }),
    ...(to === undefined ? {} : { to: new Date(to) }),
    ...(after === undefined ? {} : { after }),
  };
}
