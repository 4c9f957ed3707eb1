import { z } from '@hono/zod-openapi';
import type { Endpoint, ProcessDetail, ProcessSummary, Version } from '@weft/database';
import type { ProcessFile } from '@weft/process';
import { idSchema, time } from './common.ts';

/**
 * A process file on its way in. Only that it is an object is checked here: `readProcessFile` upgrades and checks it, and
 * its problems have better words. The published schema is `/api/v1/process.schema.json`.
 */
export const processFileIn = z
  .record(z.string(), z.unknown())
  .openapi('ProcessFile', { description: 'A process file; its JSON Schema is at /api/v1/process.schema.json.' });

const routeSchema = z.object({
  protocol: z.literal('rest'),
  methods: z.array(z.string()),
  path: z.string().openapi({ example: 'demo/hello' }),
  /** Where callers reach it on the gateway. */
  url: z.string().openapi({ example: 'http://127.0.0.1:8080/ws/rest/demo/hello' }),
  timeoutMs: z.int(),
  bodyBytesMax: z.int(),
  authentication: z.enum(['none', 'api-key', 'basic']),
  mode: z.enum(['general', 'bridge', 'low-latency']),
  inbox: z.boolean().optional().openapi({ description: 'true: calls are accepted by a row in the database before they are queued.' }),
  requiresKey: z.boolean().optional().openapi({ description: 'true: calls without `Idempotency-Key` are refused.' }),
});

export const endpointSchema = routeSchema
  .extend({ id: z.string(), environmentId: z.string(), processId: z.string(), processName: z.string(), versionId: z.string() })
  .openapi('Endpoint');

export const processSummarySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    revision: z.int(),
    updatedAt: time,
    live: z
      .object({ versionId: z.string(), number: z.int(), publishedAt: time, routes: z.array(endpointSchema) })
      .nullable()
      .openapi({ description: 'What callers get now; null where it is not published.' }),
    changed: z.boolean().openapi({ description: 'True where the draft means something else than what is live.' }),
  })
  .openapi('ProcessSummary');

export const processDetailSchema = processSummarySchema.extend({ draft: processFileIn }).openapi('Process');

export const createProcessBody = z.strictObject({
  id: idSchema.optional().openapi({ description: 'A stable id of your choice; made where it is left out.' }),
  file: processFileIn,
});

export const replaceDraftBody = z.strictObject({
  revision: z.int().min(0).openapi({ description: 'The revision the change was made on.' }),
  file: processFileIn,
});

export const savedDraftSchema = z.object({ revision: z.int(), updatedAt: time }).openapi('SavedDraft');

const processProblemSchema = z
  .looseObject({ message: z.string() })
  .openapi('ProcessProblem', { description: 'Something wrong with a process: what, where and how bad.' });

export const validationSchema = z.object({ valid: z.boolean(), problems: z.array(processProblemSchema) }).openapi('Validation');

export const versionSummarySchema = z
  .object({
    id: z.string(),
    processId: z.string(),
    number: z.int().nullable(),
    publishedAt: time,
    publishedBy: z.string(),
    note: z.string(),
    live: z.boolean(),
  })
  .openapi('VersionSummary');

export const versionSchema = versionSummarySchema.extend({ file: processFileIn }).openapi('Version');

const gatewaysSchema = z
  .object({
    serving: z.array(z.string()),
    notServing: z.array(z.string()).openapi({ description: 'Live gateways that did not follow within 10 seconds.' }),
  })
  .openapi('GatewaysServing');

export const publishBody = z.strictObject({
  revision: z.int().min(0).optional().openapi({ description: 'Refuses with 409 where the draft has moved on.' }),
  note: z.string().max(2000).default(''),
});

export const publicationSchema = z
  .object({ version: versionSummarySchema, routes: z.array(routeSchema), gateways: gatewaysSchema })
  .openapi('Publication');

export const unpublicationSchema = z.object({ gateways: gatewaysSchema }).openapi('Unpublication');

/** A route as callers see it. */
export function presentRoute<R extends { readonly path: string; readonly methods: readonly string[] }>(route: R, gatewayUrl: string) {
  return { ...route, methods: [...route.methods], url: `${gatewayUrl}/ws/rest/${route.path}` };
}

export function presentEndpoint(endpoint: Endpoint, gatewayUrl: string) {
  return presentRoute(endpoint, gatewayUrl);
}

export function presentProcess(process: ProcessSummary, gatewayUrl: string): z.input<typeof processSummarySchema> {
  const { id, name, description, revision, updatedAt, live, changed } = process;
  return {
    id,
    name,
    description,
    revision,
    updatedAt: updatedAt.toISOString(),
    changed,
    live:
      live === undefined
        ? null
        : {
            versionId: live.versionId,
            number: live.number,
            publishedAt: live.publishedAt.toISOString(),
            routes: live.routes.map((route) => presentEndpoint(route, gatewayUrl)),
          },
  };
}

export function presentProcessDetail(process: ProcessDetail, gatewayUrl: string): z.input<typeof processDetailSchema> {
  return { ...presentProcess(process, gatewayUrl), draft: presentFile(process.draft) };
}

export function presentVersion(version: Version, liveId: string | undefined): z.input<typeof versionSummarySchema> {
  const { id, processId, number, publishedAt, publishedBy, note } = version;
  return { id, processId, number: number ?? null, publishedAt: publishedAt.toISOString(), publishedBy, note, live: id === liveId };
}

/** The file as plain members: the schema of the API does not repeat what the JSON Schema says. */
export function presentFile(file: ProcessFile): Record<string, unknown> {
  return { ...file };
}
