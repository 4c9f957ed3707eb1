import { z } from '@hono/zod-openapi';
import type { ParkedDocument } from '@weft/database';
import { idSchema, time } from './common.ts';
import { executionErrorSchema } from './execution.ts';

const resolutionSchema = z.object({
  kind: z.enum(['resumed', 'discarded']),
  at: time,
  by: z.string(),
  executionId: z.string().nullable().openapi({ description: 'The execution it went on in.' }),
});

export const parkedSummarySchema = z
  .object({
    id: z.string(),
    kind: z.enum(['parked', 'outcome-unknown']).openapi({
      description:
        '`parked`: a step put it aside. `outcome-unknown`: a worker died in the middle of a step, and nobody knows whether it took effect.',
    }),
    processId: z.string(),
    processName: z.string(),
    versionId: z.string(),
    executionId: z.string(),
    stepId: z.string(),
    stepTitle: z.string(),
    reason: z.string(),
    error: executionErrorSchema.nullable(),
    parkedAt: time,
    resolution: resolutionSchema.nullable().openapi({ description: 'null while it waits for somebody.' }),
  })
  .openapi('ParkedDocumentSummary');

export const parkedSchema = parkedSummarySchema
  .extend({
    document: z.object({
      contentType: z.string(),
      size: z.int().nullable().openapi({ description: 'In bytes, where known.' }),
      body: z
        .union([z.object({ text: z.string() }), z.object({ base64: z.string() })])
        .nullable()
        .openapi({
          description: 'null where it is not kept any more.',
        }),
      truncated: z.boolean().openapi({ description: 'Only the first 4 MB are shown; such a body cannot be edited.' }),
      properties: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    }),
    properties: z.record(z.string(), z.string()).openapi({ description: 'Of the execution: `param_*`, `query_*` …' }),
    port: z.string().nullable().openapi({ description: 'By which it leaves the step when it is sent on.' }),
    ports: z
      .array(z.object({ id: z.string(), title: z.string() }))
      .openapi({ description: 'Those of the step, in the version that parked it.' }),
  })
  .openapi('ParkedDocument');

export const parkedPageSchema = z
  .object({
    documents: z.array(parkedSummarySchema),
    next: z.string().nullable().openapi({ description: 'Give it as `after` for the next page.' }),
  })
  .openapi('ParkedDocumentPage');

export const parkedQuery = z.object({
  process: idSchema.optional(),
  state: z.enum(['open', 'resolved', 'all']).default('open'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(500).optional(),
});

export const parkedBody = z
  .strictObject({
    text: z.string().optional(),
    base64: z.base64().optional().openapi({ description: 'Instead of `text`: any bytes.' }),
    contentType: z.string().max(200).optional().openapi({ description: 'What it was where it is not given.' }),
  })
  .refine(({ text, base64 }) => (text === undefined) !== (base64 === undefined), 'Send either text or base64.');

export const resumeBody = z.strictObject({
  how: z.enum(['go-on', 'run-again']).optional().openapi({
    description: '`go-on` behind the step, or `run-again` the step itself. Needed where nobody knows whether the step took effect.',
  }),
  port: z.string().max(100).optional().openapi({ description: 'To go on by, where the step has several.' }),
  version: z.enum(['begun-with', 'live']).default('begun-with').openapi({
    description: 'Of the process: the one it was parked by, or the one that is live now.',
  }),
});

export const resumedSchema = z.object({ executionId: z.string() });

export function presentParked(parked: ParkedDocument): z.input<typeof parkedSummarySchema> {
  const { id, processId, processName, versionId, executionId, stepId, stepTitle, reason, error, parkedAt, port, resolution } = parked;
  return {
    ...{ id, processId, processName, versionId, executionId, stepId, stepTitle, reason },
    kind: port === undefined ? 'outcome-unknown' : 'parked',
    error: error === undefined ? null : { ...error },
    parkedAt: parkedAt.toISOString(),
    resolution:
      resolution === undefined
        ? null
        : { kind: resolution.kind, at: resolution.at.toISOString(), by: resolution.by, executionId: resolution.executionId ?? null },
  };
}
