import { triggers } from '@weft/process';
import * as z from 'zod';

const wireDocument = z.object({
  id: z.string(),
  contentType: z.string(),
  properties: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  body: z.union([z.object({ base64: z.string() }), z.object({ blob: z.object({ key: z.string(), size: z.number() }) })]),
});

/** One call to execute: the only thing that travels through the queue. Adding it twice adds it once: see {@link queueIdOf}. */
export const executeJobSchema = z.object({
  executionId: z.string(),
  environmentId: z.string(),
  processId: z.string(),
  versionId: z.string(),
  trigger: z.enum(triggers),
  mode: z.enum(['general', 'bridge', 'low-latency']),
  /** Milliseconds since 1970. */
  acceptedAt: z.number(),
  /** `param_*`, `query_*`, `inmethod`, `inpath`, `inuser`. */
  properties: z.record(z.string(), z.string()),
  document: wireDocument,
  /** Where the gateway that accepted the call listens for its reply (`ws://host:port`). */
  replyTo: z.string().optional(),
  /** Attempts before this job: an execution that waited goes on in a job of its own, and its attempts go on counting. */
  attemptsBefore: z.int().min(1).optional(),
  /** The reply is kept for the status URL even where it is delivered: somebody may ask again with the same idempotency key. */
  keepsReply: z.boolean().optional(),
  /** Accepted by a row in the database, which goes when the execution has ended. */
  inbox: z.boolean().optional(),
  /** The execution that called this one. */
  parentId: z.string().optional(),
  /** How many executions stand above this one, each called by the next. */
  depth: z.int().min(1).optional(),
  /** Where a document that was put aside goes on. */
  entry: z.object({ stepId: z.string(), port: z.string().optional() }).optional(),
});

export type ExecuteJob = z.infer<typeof executeJobSchema>;

/** What the queue calls a job. One that goes on after a wait must not be taken for the one before, which may still be leaving. */
export function queueIdOf({ executionId, attemptsBefore }: ExecuteJob): string {
  return attemptsBefore === undefined ? executionId : `${executionId}.${attemptsBefore + 1}`;
}
