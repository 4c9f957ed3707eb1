import { z } from '@hono/zod-openapi';
import type { ExecutionDetail, ExecutionSummary } from '@weft/database';
import { type ExecutionTrace, triggers } from '@weft/process';
import { idSchema, time } from './common.ts';

const statusSchema = z.enum(['queued', 'running', 'waiting', 'succeeded', 'failed', 'cancelled']);
const triggerSchema = z.enum(triggers);

export const executionErrorSchema = z
  .object({
    code: z.string(),
    message: z.string(),
    stepId: z.string().optional(),
    documentId: z.string().optional(),
    pointer: z.string().optional(),
    status: z.int().optional(),
  })
  .openapi('ExecutionError');

export const executionSummarySchema = z
  .object({
    id: z.string(),
    environmentId: z.string(),
    processId: z.string(),
    processName: z.string(),
    versionId: z.string(),
    versionNumber: z.int().nullable().openapi({ description: 'null where a draft was tried.' }),
    status: statusSchema,
    trigger: triggerSchema,
    mode: z.enum(['general', 'bridge', 'low-latency']),
    attempt: z.int(),
    acceptedAt: time,
    startedAt: time.nullable(),
    finishedAt: time.nullable(),
    error: executionErrorSchema.nullable(),
    parentId: z.string().nullable().openapi({ description: 'The execution that called this one.' }),
  })
  .openapi('ExecutionSummary');

const milliseconds = z.number().openapi({ description: 'Milliseconds since 1970.' });

const traceDocumentSchema = z
  .object({
    id: z.string(),
    stepId: z.string(),
    port: z.string(),
    parentId: z.string(),
    contentType: z.string(),
    size: z.int().optional(),
    body: z.union([z.object({ text: z.string() }), z.object({ base64: z.string() })]).optional(),
    truncated: z.boolean().optional(),
    redacted: z.boolean().optional().openapi({ description: 'Values were left out because the process marks them as not to be recorded.' }),
    properties: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  })
  .openapi('TraceDocument');

const logLineSchema = z
  .object({
    at: milliseconds,
    level: z.enum(['debug', 'info', 'warn', 'error']),
    stepId: z.string().optional(),
    message: z.string(),
    fields: z.record(z.string(), z.unknown()).optional(),
  })
  .openapi('LogLine');

const stepRunSchema = z
  .object({
    stepId: z.string(),
    status: z.enum(['running', 'succeeded', 'failed', 'cancelled']),
    documentsIn: z.int(),
    documentsOut: z.int(),
    outByPort: z.record(z.string(), z.int()),
    startedAt: milliseconds,
    finishedAt: milliseconds.optional(),
    error: executionErrorSchema.optional(),
  })
  .openapi('StepRun');

const traceSchema = z
  .object({
    status: statusSchema,
    attempt: z.int(),
    startedAt: milliseconds.optional(),
    finishedAt: milliseconds.optional(),
    replied: z.object({ at: milliseconds, stepId: z.string(), status: z.int(), contentType: z.string() }).optional(),
    error: executionErrorSchema.optional(),
    steps: z.record(z.string(), stepRunSchema),
    documents: z.array(traceDocumentSchema),
    log: z.array(logLineSchema),
    dropped: z.object({ documents: z.int(), log: z.int() }),
  })
  .openapi('ExecutionTrace');

export const executionSchema = executionSummarySchema
  .extend({ trace: traceSchema, properties: z.record(z.string(), z.string()) })
  .openapi('Execution');

export const executionPageSchema = z
  .object({
    executions: z.array(executionSummarySchema),
    next: z.string().nullable().openapi({ description: 'Give it as `after` for the next page.' }),
  })
  .openapi('ExecutionPage');

export const executionQuery = z.object({
  process: idSchema.optional(),
  status: statusSchema.optional(),
  trigger: triggerSchema.optional(),
  parent: idSchema.optional().openapi({ description: 'Those that this execution called.' }),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(500).optional(),
});

const propertyName = z.string().regex(/^[A-Za-z_][\w-]{0,99}$/, 'A property name has letters, digits, dashes and underscores.');

export const startExecutionBody = z
  .strictObject({
    body: z.unknown().optional().openapi({ description: 'A JSON value; with a content type that is not JSON, text.' }),
    base64: z.base64().optional().openapi({ description: 'Instead of `body`: any bytes.' }),
    contentType: z.string().max(200).default('application/json'),
    properties: z.record(propertyName, z.string().max(8000)).default({}).openapi({
      description:
        'Of the call, as an endpoint would set them: `param_customerId`, `query_q`; `inheader_x-source` belongs to the document.',
    }),
    wait: z
      .union([z.boolean(), z.number().min(0).max(300)])
      .default(true)
      .openapi({
        description: 'true: until the reply or the time limit of the endpoint; a number: at most so many seconds; false: not at all (202).',
      }),
    callbackUrl: z
      .url({ protocol: /^https?$/, error: 'A callback URL begins with http:// or https://.' })
      .max(2000)
      .optional()
      .openapi({
        description:
          'When the execution has ended its result is sent here (POST, JSON: `executionId`, `status`, `reply` and `error` where there are any); again for about a day until it is answered with 2xx.',
      }),
    draft: z.boolean().default(false).openapi({ description: 'Tries the draft instead of what is live.' }),
  })
  .refine((body) => body.base64 === undefined || body.body === undefined, 'Send either body or base64.');

/** The length is checked with the rest of the key. */
export const startExecutionHeaders = z.object({
  'idempotency-key': z.string().optional().openapi({
    description:
      'A text of your own, a new one for each execution. The same key again within 24 hours gives the first answer and starts nothing.',
  }),
});

export type StartExecutionBody = z.output<typeof startExecutionBody>;

export function presentExecution(execution: ExecutionSummary): z.input<typeof executionSummarySchema> {
  return {
    id: execution.id,
    environmentId: execution.environmentId,
    processId: execution.processId,
    processName: execution.processName,
    versionId: execution.versionId,
    versionNumber: execution.versionNumber ?? null,
    status: execution.status,
    trigger: execution.trigger,
    mode: execution.mode,
    attempt: execution.attempt,
    acceptedAt: execution.acceptedAt.toISOString(),
    startedAt: execution.startedAt?.toISOString() ?? null,
    finishedAt: execution.finishedAt?.toISOString() ?? null,
    error: execution.error === undefined ? null : { ...execution.error },
    parentId: execution.parentId ?? null,
  };
}

export function presentExecutionDetail(execution: ExecutionDetail): z.input<typeof executionSchema> {
  return { ...presentExecution(execution), trace: presentTrace(execution.trace), properties: { ...execution.properties } };
}

/** A trace as plain, writable members, which is what the schema describes. */
function presentTrace(trace: ExecutionTrace): z.input<typeof traceSchema> {
  return {
    ...trace,
    steps: Object.fromEntries(Object.entries(trace.steps).map(([id, step]) => [id, { ...step, outByPort: { ...step.outByPort } }])),
    documents: trace.documents.map((document) => ({ ...document, properties: { ...document.properties } })),
    log: trace.log.map(({ fields, ...line }) => ({ ...line, ...(fields === undefined ? {} : { fields: { ...fields } }) })),
  };
}
