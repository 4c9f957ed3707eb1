import type { MiddlewareHandler } from 'hono';
import type { ApiEnv } from './env.ts';

/** No answer of the API is a page: nothing may frame it, run in it, guess its type, or keep it. */
export const securityHeaders: MiddlewareHandler<ApiEnv> = async (context, next) => {
  await next();
  const { headers } = context.res;
  headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
  headers.set('x-content-type-options', 'nosniff');
  headers.set('referrer-policy', 'no-referrer');
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
};
