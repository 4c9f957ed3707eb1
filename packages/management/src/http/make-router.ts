import { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from './env.ts';
import { validationHook } from './validation-hook.ts';

/** A router whose routes answer 400 with pointers where a request does not fit. */
export function makeRouter(): OpenAPIHono<ApiEnv> {
  return new OpenAPIHono<ApiEnv>({ defaultHook: (result) => validationHook(result) });
}
