import * as z from 'zod';

/*
 * The protocol between worker and gateway: WebSocket binary messages, each a head and a body.
 *
 *   4 bytes  length of the head (unsigned, big endian)
 *   n bytes  the head, JSON (UTF-8)
 *   rest     a part of a reply's body
 *
 * `n` numbers the answers of one connection; frames of many answers are interleaved.
 *
 *   worker → gateway   claim · answer (with the first part of the body) · part · broken
 *   gateway → worker   ack (taken or not) · more (so many bytes were passed on) · stop (the caller left)
 *
 * A worker sends at most `windowBytes` of one body beyond what `more` has acknowledged.
 */

/** The largest part of a body in one frame. */
export const partBytesMax = 256 * 1024;
/** Bytes of one body that may be under way. */
export const windowBytes = 1024 * 1024;
/** A head is small; anything larger is not ours. */
const headBytesMax = 256 * 1024;

const answerNumber = z.int().nonnegative();
const executionError = z.object({
  code: z.string(),
  message: z.string(),
  stepId: z.string().optional(),
  documentId: z.string().optional(),
  pointer: z.string().optional(),
  status: z.int().min(400).max(599).optional(),
});
const named = { n: answerNumber, executionId: z.string(), attempt: z.int().positive() };

export const fromWorkerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('claim'), executionId: z.string(), attempt: z.int().positive() }),
  z.object({
    kind: z.literal('reply'),
    ...named,
    status: z.int(),
    headers: z.record(z.string(), z.string()),
    contentType: z.string(),
    last: z.boolean(),
  }),
  z.object({ kind: z.literal('ended'), ...named, status: z.enum(['succeeded', 'failed', 'cancelled']), error: executionError.optional() }),
  z.object({ kind: z.literal('part'), n: answerNumber, last: z.boolean() }),
  z.object({ kind: z.literal('broken'), n: answerNumber }),
]);
export type FromWorker = z.infer<typeof fromWorkerSchema>;

export const fromGatewaySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ack'), n: answerNumber, taken: z.boolean() }),
  z.object({ kind: z.literal('more'), n: answerNumber, bytes: z.int().positive() }),
  z.object({ kind: z.literal('stop'), n: answerNumber }),
]);
export type FromGateway = z.infer<typeof fromGatewaySchema>;

/** The bytes of one message. */
export function encodeFrame(head: FromWorker | FromGateway, body: Uint8Array = empty): Buffer {
  const text = Buffer.from(JSON.stringify(head));
  const frame = Buffer.allocUnsafe(4 + text.byteLength + body.byteLength);
  frame.writeUInt32BE(text.byteLength, 0);
  text.copy(frame, 4);
  frame.set(body, 4 + text.byteLength);
  return frame;
}

const empty = new Uint8Array(0);

/** Head and body of a message; throws where it is not one. The body shares memory with `frame`. */
export function decodeFrame<S extends z.ZodType>(frame: Buffer, schema: S): { readonly head: z.output<S>; readonly body: Buffer } {
  if (frame.byteLength < 4) throw new Error('A frame ends within its length.');
  const length = frame.readUInt32BE(0);
  if (length > headBytesMax || 4 + length > frame.byteLength) throw new Error('A frame names a wrong length.');
  return { head: schema.parse(JSON.parse(frame.toString('utf8', 4, 4 + length))), body: frame.subarray(4 + length) };
}
