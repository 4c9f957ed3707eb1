import type { RouteConfig } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { type OperationId, operations } from '../access/operations.ts';
import { requireRole } from '../access/require-role.ts';
import { problemSchema } from '../schemas/common.ts';
import type { ApiEnv } from './env.ts';

const problemAnswer = {
  description: 'A problem (RFC 9457).',
  content: { 'application/problem+json': { schema: problemSchema } },
};

/**
 * A route of the API. Its role comes from the one table of operations and is checked before anything of the request is
 * looked at; the answer for problems and the security scheme are added to the description.
 */
export function defineRoute<
  const P extends string,
  const R extends Omit<RouteConfig, 'path' | 'operationId'> & { path: P; operationId: OperationId },
>(route: R): R & { middleware: MiddlewareHandler<ApiEnv>; getRoutingPath(): string } {
  const role = operations[route.operationId];
  const described = {
    ...route,
    ...(role === 'anyone'
      ? { security: [] }
      : { security: [{ token: [] }, { session: [] }], description: `${route.description ?? ''}\n\nNeeds the role ${role}.`.trim() }),
    responses: { ...route.responses, default: problemAnswer },
    middleware: requireRole(role),
    getRoutingPath: () => route.path.replaceAll(/\/{(.+?)}/g, '/:$1'),
  };
  // The type names successes only, so that a handler must return one of them; problems are thrown.
  return Object.defineProperty(described, 'getRoutingPath', { enumerable: false }) as unknown as ReturnType<typeof defineRoute<P, R>>;
}
