import { WeftError } from '@weft/errors';
import type { MiddlewareHandler } from 'hono';
import type { ApiEnv } from '../http/env.ts';
import type { ManagementServices } from '../services.ts';
import type { Caller } from './caller.ts';
import { hashSecretToken } from './secret-token.ts';
import { readSessionCookie, refuseCrossSite, sessionMs } from './session-cookie.ts';

type Services = Pick<ManagementServices, 'database' | 'now'>;

/** Finds out who calls and leaves it as `caller`. A credential that is wrong is refused even where none is needed. */
export function authenticate(services: Services): MiddlewareHandler<ApiEnv> {
  return async (context, next) => {
    context.set('caller', await identify(context.req.raw, services));
    await next();
  };
}

/** Who sends this request: by bearer token, else by session cookie; undefined where it names nobody. @throws WeftError. */
export async function identify(request: Request, services: Services): Promise<Caller | undefined> {
  const authorization = request.headers.get('authorization');
  if (authorization !== null) return identifyToken(authorization, services);
  const cookie = readSessionCookie(request);
  if (cookie === undefined) return undefined;
  const caller = await identifySession(cookie, services);
  if (caller !== undefined) refuseCrossSite(request);
  return caller;
}

async function identifyToken(authorization: string, { database, now }: Services): Promise<Caller> {
  const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
  const found = token === undefined ? undefined : await database.tokens.find(hashSecretToken(token), now());
  if (found === undefined) throw new WeftError('UNAUTHENTICATED', 'The API token is not known or has expired.');
  return { kind: 'token', id: found.id, by: `token ${found.name}`, name: found.name, role: found.role };
}

async function identifySession(cookie: string, { database, now }: Services): Promise<Caller | undefined> {
  const tokenHash = hashSecretToken(cookie);
  const at = now();
  const found = await database.sessions.find(tokenHash, at);
  if (found === undefined) return undefined;
  const { person, expiresAt } = found;
  // Once a day is often enough: a write per request is not.
  const full = at.getTime() + sessionMs;
  if (full - expiresAt.getTime() > 24 * 60 * 60 * 1000) await database.sessions.extend(tokenHash, new Date(full));
  return { kind: 'person', id: person.id, by: person.email, name: person.name, role: person.role };
}
