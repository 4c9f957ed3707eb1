import * as z from 'zod';
import { executeJobSchema } from './execute-job.ts';

export type { ExecuteJob } from './execute-job.ts';
export { readIdempotencyKey } from './idempotency-key.ts';

/**
 * What the studio asks gateways and workers, over their internal doors (`Authorization: Bearer` with the internal token).
 * This file imports neither queue nor database, so that the studio may read it: `@weft/call/internal-api`.
 */

/** `POST <gateway>/internal/executions`. */
export const startExecutionPath = '/internal/executions';

export const startExecutionSchema = z.object({
  environmentId: z.string(),
  processId: z.string(),
  versionId: z.string(),
  trigger: z.enum(['api', 'try']),
  mode: z.enum(['general', 'bridge', 'low-latency']).default('general'),
  /** Of the execution: `param_*`, `query_*`, `inuser` …; `inheader_*` stand with the document. */
  properties: z.record(z.string(), z.string()),
  document: z.object({
    /** `''` where there is no content at all. */
    contentType: z.string(),
    base64: z.string(),
    properties: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).default({}),
  }),
  /** How long to wait for the reply. 0: answer as soon as the execution is accepted. */
  waitMs: z.int().min(0).max(300_000),
  /** Accepted by a row in the database, as at endpoints that ask for it. */
  inbox: z.boolean().default(false),
  /** Where the result is sent when the execution has ended. */
  callbackUrl: z.string().optional(),
  /** The same key of the same caller again is the same execution. */
  idempotency: z.object({ caller: z.string(), key: z.string() }).optional(),
});

/** What the studio sends. */
export type StartExecution = Omit<z.infer<typeof startExecutionSchema>, 'inbox'> & { readonly inbox?: boolean };

/** The answer (200) of a gateway that accepted the execution. Refusals are problems (RFC 9457), as at endpoints. */
export const startedExecutionSchema = z.object({
  executionId: z.string(),
  /** `accepted`: nothing has answered within `waitMs`; the execution goes on. */
  outcome: z.enum(['replied', 'succeeded', 'failed', 'cancelled', 'accepted']),
  reply: z
    .object({
      status: z.int(),
      headers: z.record(z.string(), z.string()),
      contentType: z.string(),
      /** At most 5 MB of it. */
      base64: z.string(),
      truncated: z.boolean(),
    })
    .optional(),
  error: z
    .object({
      code: z.string(),
      message: z.string(),
      stepId: z.string().optional(),
      documentId: z.string().optional(),
      pointer: z.string().optional(),
    })
    .optional(),
  /** Of `accepted`: where the reply can be fetched later, on the gateway's public port. */
  statusPath: z.string().optional(),
  /** True where the same key came before: this is the earlier execution. */
  replayed: z.boolean().optional(),
});

export type StartedExecution = z.infer<typeof startedExecutionSchema>;

/** The answer (200) of `GET <gateway>/internal/executions/<id>` for one that is accepted and of which nothing is recorded yet; else 404. */
export const queuedExecutionSchema = executeJobSchema.pick({
  executionId: true,
  environmentId: true,
  processId: true,
  versionId: true,
  trigger: true,
  mode: true,
  acceptedAt: true,
});

export type QueuedExecution = z.infer<typeof queuedExecutionSchema>;

/** The bytes of a reply for JSON: as text where they are UTF-8. */
export function readableBody(base64: string): { readonly text: string } | { readonly base64: string } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(base64, 'base64')) };
  } catch {
    return { base64 };
  }
}

/** `POST <worker>/internal/connections/test`: opens the connection, makes one harmless round trip, closes it. */
export const testConnectionPath = '/internal/connections/test';

/** `config` holds the secrets too: it travels only between Weft's own processes. */
export const testConnectionSchema = z.object({ type: z.string(), config: z.record(z.string(), z.unknown()) });

/** 200 whether or not the system was reached. */
export const testedConnectionSchema = z.object({
  ok: z.boolean(),
  /** One sentence for the person who pressed the button, without secrets. */
  message: z.string(),
  code: z.string().optional(),
});

export type TestedConnection = z.infer<typeof testedConnectionSchema>;
