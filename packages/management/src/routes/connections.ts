import { z } from '@hono/zod-openapi';
import { WeftError } from '@weft/errors';
import { callerOf } from '../access/require-role.ts';
import { defineRoute } from '../http/define-route.ts';
import { makeRouter } from '../http/make-router.ts';
import { idParams, jsonAnswer, jsonBody } from '../schemas/common.ts';
import {
  connectionSchema,
  connectionTestSchema,
  connectionTypeSchema,
  presentConnection,
  saveConnectionBody,
  testConnectionBody,
} from '../schemas/connection.ts';
import type { ManagementServices } from '../services.ts';
import { describeConnectionType } from '../use-cases/describe-types.ts';
import { requireConnection } from '../use-cases/require-connection.ts';
import { saveConnection } from '../use-cases/save-connection.ts';
import { testConnection } from '../use-cases/test-connection.ts';

const tags = ['connections'];

const list = defineRoute({
  operationId: 'listConnections',
  method: 'get',
  path: '/connections',
  tags,
  summary: 'All connections, without secrets',
  responses: { 200: jsonAnswer(z.object({ connections: z.array(connectionSchema) }), 'By name.') },
});

const create = defineRoute({
  operationId: 'createConnection',
  method: 'post',
  path: '/connections',
  tags,
  summary: 'Make a connection',
  request: { body: jsonBody(saveConnectionBody) },
  responses: { 201: jsonAnswer(connectionSchema, 'The connection.') },
});

const get = defineRoute({
  operationId: 'getConnection',
  method: 'get',
  path: '/connections/{id}',
  tags,
  summary: 'One connection, without secrets',
  request: { params: idParams },
  responses: { 200: jsonAnswer(connectionSchema, 'The connection.') },
});

const replace = defineRoute({
  operationId: 'replaceConnection',
  method: 'put',
  path: '/connections/{id}',
  tags,
  summary: 'Change a connection; secrets that are left out stay',
  request: { params: idParams, body: jsonBody(saveConnectionBody.omit({ id: true })) },
  responses: { 200: jsonAnswer(connectionSchema, 'The connection.') },
});

const remove = defineRoute({
  operationId: 'deleteConnection',
  method: 'delete',
  path: '/connections/{id}',
  tags,
  summary: 'Delete a connection that nothing live uses',
  request: { params: idParams },
  responses: { 204: { description: 'Gone.' } },
});

const test = defineRoute({
  operationId: 'testConnection',
  method: 'post',
  path: '/connections/test',
  tags,
  summary: 'Try a connection before saving it',
  request: { body: jsonBody(testConnectionBody) },
  responses: { 200: jsonAnswer(connectionTestSchema, 'Whether it works.') },
});

const testSaved = defineRoute({
  operationId: 'testSavedConnection',
  method: 'post',
  path: '/connections/{id}/test',
  tags,
  summary: 'Try a connection as it is saved',
  request: { params: idParams },
  responses: { 200: jsonAnswer(connectionTestSchema, 'Whether it works.') },
});

const types = defineRoute({
  operationId: 'listConnectionTypes',
  method: 'get',
  path: '/connection-types',
  tags,
  summary: 'What can be connected to',
  responses: { 200: jsonAnswer(z.object({ connectionTypes: z.array(connectionTypeSchema) }), 'By title.') },
});

/** Connections; their secrets go in and never come out. */
export function connectionRoutes(services: ManagementServices) {
  const { database, catalog } = services;
  return makeRouter()
    .openapi(list, async (context) => {
      return context.json({ connections: (await database.connections.list()).map(presentConnection) }, 200);
    })
    .openapi(create, async (context) => {
      const body = context.req.valid('json');
      if (body.id !== undefined && (await database.connections.get(body.id)) !== undefined) {
        throw new WeftError('CONFLICT', `There is a connection with the id "${body.id}" already.`);
      }
      return context.json(presentConnection(await saveConnection(services, { ...body, by: callerOf(context).by })), 201);
    })
    .openapi(get, async (context) => {
      return context.json(presentConnection(await requireConnection(database, context.req.valid('param').id)), 200);
    })
    .openapi(replace, async (context) => {
      const { id } = await requireConnection(database, context.req.valid('param').id);
      const body = context.req.valid('json');
      return context.json(presentConnection(await saveConnection(services, { ...body, id, by: callerOf(context).by })), 200);
    })
    .openapi(remove, async (context) => {
      const { id } = await requireConnection(database, context.req.valid('param').id);
      await database.connections.delete(id, callerOf(context).by);
      return context.body(null, 204);
    })
    .openapi(test, async (context) => {
      return context.json(await testConnection(services, context.req.valid('json')), 200);
    })
    .openapi(testSaved, async (context) => {
      const { id, type, config } = await requireConnection(database, context.req.valid('param').id);
      return context.json(await testConnection(services, { id, type, config, secrets: {} }), 200);
    })
    .openapi(types, (context) => {
      const connectionTypes = [...catalog.connections.values()].map(describeConnectionType);
      return context.json({ connectionTypes: connectionTypes.sort((a, b) => a.title.localeCompare(b.title, 'en')) }, 200);
    });
}
