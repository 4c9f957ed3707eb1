import { z } from '@hono/zod-openapi';
import { callerOf } from '../access/require-role.ts';
import { defineRoute } from '../http/define-route.ts';
import { makeRouter } from '../http/make-router.ts';
import { idParams, jsonAnswer, jsonBody } from '../schemas/common.ts';
import { pauseBody, presentSchedule, scheduleQuery, scheduleSchema } from '../schemas/schedule.ts';
import { presentStarted, startedSchema } from '../schemas/started-execution.ts';
import type { ManagementServices } from '../services.ts';
import { runSchedule } from '../use-cases/run-schedule.ts';

const tags = ['schedules'];

const list = defineRoute({
  operationId: 'listSchedules',
  method: 'get',
  path: '/schedules',
  tags,
  summary: 'What the clock starts: rhythm, next and last times',
  request: { query: scheduleQuery },
  responses: { 200: jsonAnswer(z.object({ schedules: z.array(scheduleSchema) }), 'By the name of the process.') },
});

const pause = defineRoute({
  operationId: 'setSchedulePaused',
  method: 'patch',
  path: '/schedules/{id}',
  tags,
  summary: 'Hold a schedule, or let it go on',
  description: 'Times that pass while it is paused are not made up for. It stays paused when the next version is published.',
  request: { params: idParams, body: jsonBody(pauseBody) },
  responses: { 200: jsonAnswer(scheduleSchema, 'The schedule.') },
});

const run = defineRoute({
  operationId: 'runSchedule',
  method: 'post',
  path: '/schedules/{id}/run',
  tags,
  summary: 'Start now what the schedule starts',
  description: 'Paused or not; the next time stays as it is.',
  request: { params: idParams },
  responses: { 202: jsonAnswer(startedSchema, 'The execution was accepted.') },
});

/** Schedules: listed, paused, run now. Publishing makes and removes them. */
export function scheduleRoutes(services: ManagementServices) {
  const { database } = services;
  return makeRouter()
    .openapi(list, async (context) => {
      const rows = await database.schedules.list(services.environmentId, context.req.valid('query').process);
      return context.json({ schedules: rows.map(presentSchedule) }, 200);
    })
    .openapi(pause, async (context) => {
      const { paused } = context.req.valid('json');
      const changed = await database.schedules.setPaused(context.req.valid('param').id, paused, callerOf(context).by);
      return context.json(presentSchedule(changed), 200);
    })
    .openapi(run, async (context) => {
      const started = await runSchedule(services, context.req.valid('param').id, callerOf(context).by);
      context.header('x-execution-id', started.executionId);
      return context.json(presentStarted(started, services.gatewayUrl), 202);
    });
}
