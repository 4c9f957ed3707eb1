import { z } from '@hono/zod-openapi';
import { readableBody, type StartExecution, type StartedExecution } from '@weft/call/internal-api';
import { WeftError } from '@weft/errors';
import type { StartExecutionBody } from './execution.ts';

export const startedSchema = z
  .object({
    executionId: z.string(),
    outcome: z.enum(['replied', 'succeeded', 'failed', 'cancelled', 'accepted']).openapi({
      description: '`replied`: the process answered. `accepted`: nothing answered in time; it goes on. The rest: it ended without a reply.',
    }),
    reply: z
      .object({
        status: z.int(),
        headers: z.record(z.string(), z.string()),
        contentType: z.string(),
        body: z.union([z.object({ text: z.string() }), z.object({ base64: z.string() })]),
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
    statusUrl: z.string().optional(),
    replayed: z
      .boolean()
      .optional()
      .openapi({ description: 'true where the same Idempotency-Key came before: this is the earlier execution.' }),
  })
  .openapi('StartedExecution');

/** A gateway's answer as the API gives it: the reply's body as text where its bytes are UTF-8. */
export function presentStarted(started: StartedExecution, gatewayUrl: string): z.input<typeof startedSchema> {
  const { statusPath, reply, ...rest } = started;
  return {
    ...rest,
    ...(reply === undefined
      ? {}
      : {
          reply: {
            status: reply.status,
            headers: reply.headers,
            contentType: reply.contentType,
            truncated: reply.truncated,
            body: readableBody(reply.base64),
          },
        }),
    ...(statusPath === undefined ? {} : { statusUrl: `${gatewayUrl}${statusPath}` }),
  };
}

/** The document that a request asks to start with. @throws WeftError `REQUEST_INVALID` where the body does not fit the content type. */
export function toStartDocument(request: StartExecutionBody): StartExecution['document'] {
  const { body, base64, contentType } = request;
  if (base64 !== undefined) return { contentType, base64, properties: {} };
  if (body === undefined) return { contentType: '', base64: '', properties: {} };
  const isJson = /^application\/(?:[\w.-]+\+)?json\b/i.test(contentType);
  if (!isJson && typeof body !== 'string') {
    throw new WeftError('REQUEST_INVALID', `With the content type ${contentType} the body has to be text, or bytes in "base64".`, {
      place: { pointer: '/body' },
    });
  }
  const text = isJson ? JSON.stringify(body) : String(body);
  return { contentType, base64: Buffer.from(text).toString('base64'), properties: {} };
}
