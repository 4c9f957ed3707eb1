import type { PersonRole } from '@weft/database';
import { WeftError } from '@weft/errors';
import type { MiddlewareHandler } from 'hono';
import type { ApiContext, ApiEnv } from '../http/env.ts';
import { type Caller, isAtLeast } from './caller.ts';

/** Lets only those pass who have at least this role. @throws WeftError `UNAUTHENTICATED`, `FORBIDDEN`. */
export function requireRole(role: PersonRole | 'anyone'): MiddlewareHandler<ApiEnv> {
  return async (context, next) => {
    if (role !== 'anyone') {
      const caller = callerOf(context);
      if (!isAtLeast(caller.role, role)) {
        throw new WeftError('FORBIDDEN', `This needs the role ${role}; you have the role ${caller.role}. Ask an admin.`);
      }
    }
    await next();
  };
}

/** Who sends this request. @throws WeftError `UNAUTHENTICATED` where that is nobody. */
export function callerOf(context: ApiContext): Caller {
  const caller = context.get('caller');
  if (caller === undefined) {
    throw new WeftError('UNAUTHENTICATED', 'Sign in, or send an API token as "Authorization: Bearer …".');
  }
  return caller;
}
