import { z } from '@hono/zod-openapi';

/** RFC 3339, UTC. */
export const time = z.iso.datetime();

/** Ids are made by Weft, or by `weft process import --id`. */
export const idSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, 'An id is 1 to 64 letters, digits, dashes and underscores.')
  .openapi({ description: 'An id.', example: 'hello' });

export const idParams = z.object({ id: idSchema });

export const problemSchema = z
  .looseObject({
    type: z.string().openapi({ example: 'urn:weft:error:conflict' }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string().openapi({ example: 'CONFLICT' }),
    problems: z.array(z.unknown()).optional(),
  })
  .openapi('Problem', { description: 'A problem document (RFC 9457).' });

/** A success with JSON. */
export function jsonAnswer<S extends z.ZodType>(schema: S, description: string) {
  return { description, content: { 'application/json': { schema } } };
}

/** A required JSON body. */
export function jsonBody<S extends z.ZodType>(schema: S) {
  return { required: true, content: { 'application/json': { schema } } };
}
