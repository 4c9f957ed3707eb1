import { callerOf } from '../access/require-role.ts';
import { defineRoute } from '../http/define-route.ts';
import { makeRouter } from '../http/make-router.ts';
import { idParams, jsonAnswer, jsonBody } from '../schemas/common.ts';
import {
  parkedBody,
  parkedPageSchema,
  parkedQuery,
  parkedSchema,
  presentParked,
  resumeBody,
  resumedSchema,
} from '../schemas/parked-document.ts';
import type { ManagementServices } from '../services.ts';
import { editParked } from '../use-cases/edit-parked.ts';
import { requireParked } from '../use-cases/require-parked.ts';
import { resumeParked } from '../use-cases/resume-parked.ts';
import { showParked } from '../use-cases/show-parked.ts';

const tags = ['parked documents'];

const list = defineRoute({
  operationId: 'listParkedDocuments',
  method: 'get',
  path: '/parked-documents',
  tags,
  summary: 'Documents that wait for somebody, newest first',
  request: { query: parkedQuery },
  responses: { 200: jsonAnswer(parkedPageSchema, 'A page.') },
});

const get = defineRoute({
  operationId: 'getParkedDocument',
  method: 'get',
  path: '/parked-documents/{id}',
  tags,
  summary: 'One parked document with its body',
  request: { params: idParams },
  responses: { 200: jsonAnswer(parkedSchema, 'The document.') },
});

const edit = defineRoute({
  operationId: 'editParkedDocument',
  method: 'put',
  path: '/parked-documents/{id}/body',
  tags,
  summary: 'Replace its body; the properties stay',
  request: { params: idParams, body: jsonBody(parkedBody) },
  responses: { 200: jsonAnswer(parkedSchema, 'As it is now.') },
});

const resume = defineRoute({
  operationId: 'resumeParkedDocument',
  method: 'post',
  path: '/parked-documents/{id}/resume',
  tags,
  summary: 'Send it on, in an execution of its own',
  request: { params: idParams, body: { required: false, content: { 'application/json': { schema: resumeBody } } } },
  responses: { 202: jsonAnswer(resumedSchema, 'The execution was accepted.') },
});

const discard = defineRoute({
  operationId: 'discardParkedDocument',
  method: 'post',
  path: '/parked-documents/{id}/discard',
  tags,
  summary: 'Decide that it does not go on',
  request: { params: idParams },
  responses: { 204: { description: 'Discarded.' } },
});

/** Documents that were put aside: looked at, mended, sent on or discarded. */
export function parkedDocumentRoutes(services: ManagementServices) {
  const { database } = services;
  return makeRouter()
    .openapi(list, async (context) => {
      const { process, state, limit, after } = context.req.valid('query');
      const { documents, next } = await database.parked.list({
        limit,
        ...(process === undefined ? {} : { processId: process }),
        ...(state === 'all' ? {} : { open: state === 'open' }),
        ...(after === undefined ? {} : { after }),
      });
      return context.json({ documents: documents.map(presentParked), next: next ?? null }, 200);
    })
    .openapi(get, async (context) => context.json(await showParked(services, context.req.valid('param').id), 200))
    .openapi(edit, async (context) => {
      const { id } = context.req.valid('param');
      const { text, base64 = '', contentType } = context.req.valid('json');
      const content = text === undefined ? { base64 } : { text };
      await editParked(services, { id, content, contentType, by: callerOf(context).by });
      return context.json(await showParked(services, id), 200);
    })
    .openapi(resume, async (context) => {
      const { id } = context.req.valid('param');
      // A request without a body is fine: then there are no defaults either.
      const { how, port, version = 'begun-with' } = context.req.valid('json');
      const executionId = await resumeParked(services, { id, how, port, version, by: callerOf(context).by });
      context.header('x-execution-id', executionId);
      return context.json({ executionId }, 202);
    })
    .openapi(discard, async (context) => {
      const { id } = context.req.valid('param');
      await requireParked(database, id);
      await database.parked.resolve(id, { kind: 'discarded', by: callerOf(context).by });
      return context.body(null, 204);
    });
}
