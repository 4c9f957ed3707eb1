import { z } from '@hono/zod-openapi';
import { readProcessFile } from '@weft/process';
import { callerOf } from '../access/require-role.ts';
import { defineRoute } from '../http/define-route.ts';
import { makeRouter } from '../http/make-router.ts';
import { idParams, jsonAnswer, jsonBody } from '../schemas/common.ts';
import {
  createProcessBody,
  presentProcess,
  presentProcessDetail,
  processDetailSchema,
  processFileIn,
  processSummarySchema,
  replaceDraftBody,
  savedDraftSchema,
  validationSchema,
} from '../schemas/process.ts';
import type { ManagementServices } from '../services.ts';
import { checkProcess } from '../use-cases/check-process.ts';
import { createProcess } from '../use-cases/create-process.ts';
import { deleteProcess } from '../use-cases/delete-process.ts';
import { requireProcess } from '../use-cases/require-process.ts';
import { saveDraft } from '../use-cases/save-draft.ts';

const tags = ['processes'];

const list = defineRoute({
  operationId: 'listProcesses',
  method: 'get',
  path: '/processes',
  tags,
  summary: 'All processes, with what is live of each',
  responses: { 200: jsonAnswer(z.object({ processes: z.array(processSummarySchema) }), 'By name.') },
});

const create = defineRoute({
  operationId: 'createProcess',
  method: 'post',
  path: '/processes',
  tags,
  summary: 'Make a process from a process file',
  request: { body: jsonBody(createProcessBody) },
  responses: { 201: jsonAnswer(processDetailSchema, 'The new process.') },
});

const get = defineRoute({
  operationId: 'getProcess',
  method: 'get',
  path: '/processes/{id}',
  tags,
  summary: 'One process with its draft',
  request: { params: idParams },
  responses: { 200: jsonAnswer(processDetailSchema, 'The process.') },
});

const replaceDraft = defineRoute({
  operationId: 'replaceDraft',
  method: 'put',
  path: '/processes/{id}/draft',
  tags,
  summary: 'Replace the draft',
  description: 'Where somebody saved since `revision`: 409 with `current` and `yours`, each a revision and a draft.',
  request: { params: idParams, body: jsonBody(replaceDraftBody) },
  responses: { 200: jsonAnswer(savedDraftSchema, 'The new revision.') },
});

const remove = defineRoute({
  operationId: 'deleteProcess',
  method: 'delete',
  path: '/processes/{id}',
  tags,
  summary: 'Delete a process and take it off its endpoints',
  request: { params: idParams },
  responses: { 204: { description: 'Gone.' } },
});

const validate = defineRoute({
  operationId: 'validateProcess',
  method: 'post',
  path: '/processes/{id}/validate',
  tags,
  summary: 'What keeps a draft from being published',
  request: {
    params: idParams,
    body: { required: false, content: { 'application/json': { schema: z.strictObject({ file: processFileIn.optional() }) } } },
  },
  responses: { 200: jsonAnswer(validationSchema, 'The problems of the file that was sent, or else of the stored draft.') },
});

/** Everything about a process and its draft. */
export function processRoutes(services: ManagementServices) {
  const { database, gatewayUrl } = services;
  return makeRouter()
    .openapi(list, async (context) => {
      const processes = await database.processes.list();
      return context.json({ processes: processes.map((process) => presentProcess(process, gatewayUrl)) }, 200);
    })
    .openapi(create, async (context) => {
      const { id, file } = context.req.valid('json');
      const process = await createProcess(services, { id, file, by: callerOf(context).by });
      return context.json(presentProcessDetail(process, gatewayUrl), 201);
    })
    .openapi(get, async (context) => {
      const process = await requireProcess(database, context.req.valid('param').id);
      return context.json(presentProcessDetail(process, gatewayUrl), 200);
    })
    .openapi(replaceDraft, async (context) => {
      const { revision, file } = context.req.valid('json');
      const saved = await saveDraft(services, { processId: context.req.valid('param').id, revision, file });
      return context.json({ revision: saved.revision, updatedAt: saved.updatedAt.toISOString() }, 200);
    })
    .openapi(remove, async (context) => {
      await deleteProcess(services, context.req.valid('param').id, callerOf(context).by);
      return context.body(null, 204);
    })
    .openapi(validate, async (context) => {
      const process = await requireProcess(database, context.req.valid('param').id);
      const { file } = context.req.valid('json');
      const issues = await checkProcess(services, file === undefined ? process.draft : readProcessFile(file), process.id);
      const valid = issues.every(({ severity }) => severity !== 'error');
      return context.json({ valid, problems: issues.map((issue) => ({ ...issue })) }, 200);
    });
}
