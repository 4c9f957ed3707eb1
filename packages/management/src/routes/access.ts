import { z } from '@hono/zod-openapi';
import { callerOf } from '../access/require-role.ts';
import { hashSecretToken, makeSecretToken } from '../access/secret-token.ts';
import { defineRoute } from '../http/define-route.ts';
import { makeRouter } from '../http/make-router.ts';
import {
  auditEntrySchema,
  auditQuery,
  changePersonBody,
  createdEndpointKeySchema,
  createdTokenSchema,
  createEndpointKeyBody,
  createPersonBody,
  createTokenBody,
  endpointKeySchema,
  personSchema,
  presentAuditEntry,
  presentEndpointKey,
  presentPerson,
  presentToken,
  tokenSchema,
} from '../schemas/access.ts';
import { idParams, jsonAnswer, jsonBody } from '../schemas/common.ts';
import type { ManagementServices } from '../services.ts';
import { changePerson as changeThePerson } from '../use-cases/change-person.ts';
import { createPerson as createThePerson } from '../use-cases/create-person.ts';
import { requireProcess } from '../use-cases/require-process.ts';

const tags = ['access'];
const gone = { 204: { description: 'Gone.' } };

const listTokens = defineRoute({
  operationId: 'listTokens',
  method: 'get',
  path: '/tokens',
  tags,
  summary: 'API tokens, without their secrets',
  responses: { 200: jsonAnswer(z.object({ tokens: z.array(tokenSchema) }), 'Newest first.') },
});
const createToken = defineRoute({
  operationId: 'createToken',
  method: 'post',
  path: '/tokens',
  tags,
  summary: 'Make an API token',
  request: { body: jsonBody(createTokenBody) },
  responses: { 201: jsonAnswer(createdTokenSchema, 'The token, shown this once.') },
});
const deleteToken = defineRoute({
  operationId: 'deleteToken',
  method: 'delete',
  path: '/tokens/{id}',
  tags,
  summary: 'Make a token worthless',
  request: { params: idParams },
  responses: gone,
});

const listPeople = defineRoute({
  operationId: 'listPeople',
  method: 'get',
  path: '/people',
  tags,
  summary: 'Who may sign in',
  responses: { 200: jsonAnswer(z.object({ people: z.array(personSchema) }), 'By e-mail address.') },
});
const createPerson = defineRoute({
  operationId: 'createPerson',
  method: 'post',
  path: '/people',
  tags,
  summary: 'Let somebody in',
  request: { body: jsonBody(createPersonBody) },
  responses: { 201: jsonAnswer(personSchema, 'The person.') },
});
const changePerson = defineRoute({
  operationId: 'changePerson',
  method: 'patch',
  path: '/people/{id}',
  tags,
  summary: "Change somebody's role or password",
  request: { params: idParams, body: jsonBody(changePersonBody) },
  responses: { 200: jsonAnswer(personSchema, 'The person.') },
});
const removePerson = defineRoute({
  operationId: 'removePerson',
  method: 'delete',
  path: '/people/{id}',
  tags,
  summary: 'Shut somebody out',
  request: { params: idParams },
  responses: gone,
});

const listKeys = defineRoute({
  operationId: 'listEndpointKeys',
  method: 'get',
  path: '/endpoint-keys',
  tags,
  summary: 'Keys that callers of endpoints send, without their secrets',
  responses: { 200: jsonAnswer(z.object({ endpointKeys: z.array(endpointKeySchema) }), 'Newest first.') },
});
const createKey = defineRoute({
  operationId: 'createEndpointKey',
  method: 'post',
  path: '/endpoint-keys',
  tags,
  summary: 'Make a key for callers of endpoints',
  request: { body: jsonBody(createEndpointKeyBody) },
  responses: { 201: jsonAnswer(createdEndpointKeySchema, 'The key, shown this once.') },
});
const deleteKey = defineRoute({
  operationId: 'deleteEndpointKey',
  method: 'delete',
  path: '/endpoint-keys/{id}',
  tags,
  summary: 'Make a key worthless',
  request: { params: idParams },
  responses: gone,
});

const audit = defineRoute({
  operationId: 'listAudit',
  method: 'get',
  path: '/audit',
  tags,
  summary: 'Who did what, newest first',
  request: { query: auditQuery },
  responses: { 200: jsonAnswer(z.object({ entries: z.array(auditEntrySchema) }), 'Newest first; `before` pages.') },
});

/** Who may do what: people, tokens, keys of endpoints, and the audit log. */
export function accessRoutes(services: ManagementServices) {
  const { database } = services;
  return makeRouter()
    .openapi(listTokens, async (context) => context.json({ tokens: (await database.tokens.list()).map(presentToken) }, 200))
    .openapi(createToken, async (context) => {
      const { name, role, expiresAt } = context.req.valid('json');
      const token = makeSecretToken('weft_token');
      const expiry = expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt) };
      const created = await database.tokens.create({ name, role, tokenHash: hashSecretToken(token), ...expiry }, callerOf(context).by);
      return context.json({ ...presentToken(created), token }, 201);
    })
    .openapi(deleteToken, async (context) => {
      await database.tokens.delete(context.req.valid('param').id, callerOf(context).by);
      return context.body(null, 204);
    })
    .openapi(listPeople, async (context) => context.json({ people: (await database.people.list()).map(presentPerson) }, 200))
    .openapi(createPerson, async (context) => {
      return context.json(presentPerson(await createThePerson(services, context.req.valid('json'), callerOf(context).by)), 201);
    })
    .openapi(changePerson, async (context) => {
      const { id } = context.req.valid('param');
      return context.json(presentPerson(await changeThePerson(services, { id, ...context.req.valid('json') }, callerOf(context).by)), 200);
    })
    .openapi(removePerson, async (context) => {
      await database.people.remove(context.req.valid('param').id, callerOf(context).by);
      return context.body(null, 204);
    })
    .openapi(listKeys, async (context) => context.json({ endpointKeys: (await database.endpointKeys.list()).map(presentEndpointKey) }, 200))
    .openapi(createKey, async (context) => {
      const { name, processId } = context.req.valid('json');
      if (processId !== undefined) await requireProcess(database, processId);
      const key = makeSecretToken('weft_key');
      const scope = processId === undefined ? {} : { processId };
      const created = await database.endpointKeys.create({ name, keyHash: hashSecretToken(key), ...scope }, callerOf(context).by);
      return context.json({ ...presentEndpointKey(created), key }, 201);
    })
    .openapi(deleteKey, async (context) => {
      await database.endpointKeys.delete(context.req.valid('param').id, callerOf(context).by);
      return context.body(null, 204);
    })
    .openapi(audit, async (context) => {
      const { limit, before } = context.req.valid('query');
      const entries = await database.audit.list(limit, before === undefined ? undefined : new Date(before));
      return context.json({ entries: entries.map(presentAuditEntry) }, 200);
    });
}
