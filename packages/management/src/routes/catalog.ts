import { z } from '@hono/zod-openapi';
import { WeftError } from '@weft/errors';
import { processFileJsonSchema } from '@weft/process';
import { defineRoute } from '../http/define-route.ts';
import { makeRouter } from '../http/make-router.ts';
import { jsonAnswer } from '../schemas/common.ts';
import { endpointSchema, presentEndpoint } from '../schemas/process.ts';
import { stepTypeSchema, stepTypeSummarySchema } from '../schemas/step-type.ts';
import type { ManagementServices } from '../services.ts';
import { describeStepType, describeStepTypeWithDocs } from '../use-cases/describe-types.ts';

const tags = ['catalog'];

const stepTypes = defineRoute({
  operationId: 'listStepTypes',
  method: 'get',
  path: '/step-types',
  tags,
  summary: 'The step types of this Weft',
  responses: { 200: jsonAnswer(z.object({ stepTypes: z.array(stepTypeSummarySchema) }), 'In the order of the palette.') },
});

const stepType = defineRoute({
  operationId: 'getStepType',
  method: 'get',
  path: '/step-types/{type}',
  tags,
  summary: 'One step type with documentation and examples',
  request: { params: z.object({ type: z.string().max(63) }) },
  responses: { 200: jsonAnswer(stepTypeSchema, 'The step type.') },
});

const schema = defineRoute({
  operationId: 'getProcessSchema',
  method: 'get',
  path: '/process.schema.json',
  tags,
  summary: 'The JSON Schema of the process file',
  responses: {
    200: { description: 'JSON Schema 2020-12.', content: { 'application/schema+json': { schema: z.record(z.string(), z.unknown()) } } },
  },
});

const endpoints = defineRoute({
  operationId: 'listEndpoints',
  method: 'get',
  path: '/endpoints',
  tags: ['publishing'],
  summary: 'Every address that is live',
  responses: { 200: jsonAnswer(z.object({ endpoints: z.array(endpointSchema) }), 'By path.') },
});

/** What this Weft knows: step types, the process file, addresses. */
export function catalogRoutes(services: ManagementServices) {
  const { catalog, database, environmentId, gatewayUrl } = services;
  return makeRouter()
    .openapi(stepTypes, (context) => context.json({ stepTypes: [...catalog.steps.values()].map(describeStepType) }, 200))
    .openapi(stepType, (context) => {
      const { type } = context.req.valid('param');
      const entry = catalog.steps.get(type);
      if (entry === undefined) throw new WeftError('NOT_FOUND', `There is no step type "${type}".`);
      return context.json(describeStepTypeWithDocs(entry), 200);
    })
    .openapi(schema, () => {
      const headers = { 'content-type': 'application/schema+json', 'access-control-allow-origin': '*' };
      return new Response(JSON.stringify(processFileJsonSchema(catalog)), { headers }) as never;
    })
    .openapi(endpoints, async (context) => {
      const table = await database.endpoints.all(environmentId);
      const rows = table.endpoints.map((endpoint) => presentEndpoint(endpoint, gatewayUrl));
      return context.json({ endpoints: rows.sort((a, b) => (a.path < b.path ? -1 : 1)) }, 200);
    });
}
