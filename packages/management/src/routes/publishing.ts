import { z } from '@hono/zod-openapi';
import type { Version } from '@weft/database';
import type { RouteSpec } from '@weft/step-kit';
import { callerOf } from '../access/require-role.ts';
import { defineRoute } from '../http/define-route.ts';
import { makeRouter } from '../http/make-router.ts';
import { idParams, idSchema, jsonAnswer } from '../schemas/common.ts';
import {
  presentFile,
  presentRoute,
  presentVersion,
  publicationSchema,
  publishBody,
  unpublicationSchema,
  versionSchema,
  versionSummarySchema,
} from '../schemas/process.ts';
import type { ManagementServices } from '../services.ts';
import { publishProcess } from '../use-cases/publish-process.ts';
import { requireProcess, requireVersion } from '../use-cases/require-process.ts';
import { rollBackProcess } from '../use-cases/roll-back-process.ts';
import { unpublishProcess } from '../use-cases/unpublish-process.ts';
import type { GatewaysServing } from '../use-cases/wait-for-gateways.ts';

const tags = ['publishing'];
const versionParams = z.object({ id: idSchema, versionId: idSchema });

const publish = defineRoute({
  operationId: 'publishProcess',
  method: 'post',
  path: '/processes/{id}/publish',
  tags,
  summary: 'Make a version of the draft and point the endpoints at it',
  description: 'Answers when every live gateway serves it, or after 10 seconds with the names of those that do not.',
  request: { params: idParams, body: { required: false, content: { 'application/json': { schema: publishBody } } } },
  responses: { 200: jsonAnswer(publicationSchema, 'Published.') },
});

const unpublish = defineRoute({
  operationId: 'unpublishProcess',
  method: 'post',
  path: '/processes/{id}/unpublish',
  tags,
  summary: 'Take the process off its endpoints',
  request: { params: idParams },
  responses: { 200: jsonAnswer(unpublicationSchema, 'Not published any more.') },
});

const listVersions = defineRoute({
  operationId: 'listVersions',
  method: 'get',
  path: '/processes/{id}/versions',
  tags,
  summary: 'The published versions, newest first',
  request: { params: idParams },
  responses: { 200: jsonAnswer(z.object({ versions: z.array(versionSummarySchema) }), 'Newest first.') },
});

const getVersion = defineRoute({
  operationId: 'getVersion',
  method: 'get',
  path: '/processes/{id}/versions/{versionId}',
  tags,
  summary: 'One version with its file',
  request: { params: versionParams },
  responses: { 200: jsonAnswer(versionSchema, 'The version.') },
});

const rollBack = defineRoute({
  operationId: 'rollBackProcess',
  method: 'post',
  path: '/processes/{id}/versions/{versionId}/roll-back',
  tags,
  summary: 'Point the endpoints at an older version again',
  request: { params: versionParams },
  responses: { 200: jsonAnswer(publicationSchema, 'This version is live.') },
});

/** Versions and what is live of them. */
export function publishingRoutes(services: ManagementServices) {
  const { database, gatewayUrl } = services;
  const present = ({ version, routes, gateways }: { version: Version; routes: readonly RouteSpec[]; gateways: GatewaysServing }) => ({
    version: presentVersion(version, version.id),
    routes: routes.map((route) => presentRoute(route, gatewayUrl)),
    gateways,
  });
  return makeRouter()
    .openapi(publish, async (context) => {
      // A publish without a body is fine: then there are no defaults either.
      const { revision, note = '' } = context.req.valid('json');
      const processId = context.req.valid('param').id;
      return context.json(present(await publishProcess(services, { processId, revision, note, by: callerOf(context).by })), 200);
    })
    .openapi(unpublish, async (context) => {
      const gateways = await unpublishProcess(services, context.req.valid('param').id, callerOf(context).by);
      return context.json({ gateways }, 200);
    })
    .openapi(listVersions, async (context) => {
      const process = await requireProcess(database, context.req.valid('param').id);
      const versions = await database.versions.list(process.id);
      return context.json({ versions: versions.map((version) => presentVersion(version, process.live?.versionId)) }, 200);
    })
    .openapi(getVersion, async (context) => {
      const { id, versionId } = context.req.valid('param');
      // The file an execution ran on can be looked at even when its process was deleted.
      const [process, version] = await Promise.all([database.processes.get(id), requireVersion(database, id, versionId)]);
      return context.json({ ...presentVersion(version, process?.live?.versionId), file: presentFile(version.file) }, 200);
    })
    .openapi(rollBack, async (context) => {
      const { id, versionId } = context.req.valid('param');
      return context.json(present(await rollBackProcess(services, { processId: id, versionId, by: callerOf(context).by })), 200);
    });
}
