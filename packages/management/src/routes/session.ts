import { hashPassword } from '../access/password.ts';
import { callerOf } from '../access/require-role.ts';
import { hashSecretToken } from '../access/secret-token.ts';
import { readSessionCookie, refuseCrossSite, writeSessionCookie } from '../access/session-cookie.ts';
import { addressOf } from '../http/address-of.ts';
import { defineRoute } from '../http/define-route.ts';
import { makeRouter } from '../http/make-router.ts';
import { changePasswordBody, completeSetUpBody, meSchema, setUpSchema, signInBody } from '../schemas/access.ts';
import { jsonAnswer, jsonBody } from '../schemas/common.ts';
import type { ManagementServices } from '../services.ts';
import { changeMyPassword } from '../use-cases/change-my-password.ts';
import { openSession, signIn as signInPerson } from '../use-cases/sign-in.ts';

const tags = ['session'];

const getSetUp = defineRoute({
  operationId: 'getSetUp',
  method: 'get',
  path: '/set-up',
  tags,
  summary: 'Whether the first admin is still to be made',
  responses: { 200: jsonAnswer(setUpSchema, 'True only before anybody exists.') },
});

const completeSetUp = defineRoute({
  operationId: 'completeSetUp',
  method: 'post',
  path: '/set-up',
  tags,
  summary: 'Make the first admin, with the code printed at start, and sign in',
  request: { body: jsonBody(completeSetUpBody) },
  responses: { 201: jsonAnswer(meSchema, 'Signed in.') },
});

const signIn = defineRoute({
  operationId: 'signIn',
  method: 'post',
  path: '/session',
  tags,
  summary: 'Sign in with e-mail address and password',
  request: { body: jsonBody(signInBody) },
  responses: { 200: jsonAnswer(meSchema, 'Signed in; the session is a cookie.') },
});

const signOut = defineRoute({
  operationId: 'signOut',
  method: 'delete',
  path: '/session',
  tags,
  summary: 'Sign out',
  responses: { 204: { description: 'Signed out.' } },
});

const getMe = defineRoute({
  operationId: 'getMe',
  method: 'get',
  path: '/me',
  tags,
  summary: 'Who calls',
  responses: { 200: jsonAnswer(meSchema, 'You.') },
});

const changePassword = defineRoute({
  operationId: 'changeMyPassword',
  method: 'put',
  path: '/me/password',
  tags,
  summary: 'Change your password; ends your other sessions',
  request: { body: jsonBody(changePasswordBody) },
  responses: { 204: { description: 'Changed.' } },
});

/** Signing in and out, and the first admin. */
export function sessionRoutes(services: ManagementServices) {
  const { database, setUp, signInLimiter, now } = services;
  return makeRouter()
    .openapi(getSetUp, async (context) => context.json({ needed: await setUp.isNeeded() }, 200))
    .openapi(completeSetUp, async (context) => {
      refuseForeignPage(context.req.raw);
      signInLimiter.attempt('set-up', addressOf(context.req.raw));
      const person = await setUp.complete(context.req.valid('json'));
      context.header('set-cookie', writeSessionCookie(context.req.raw, await openSession(database, person.id, now())));
      return context.json({ kind: 'person' as const, id: person.id, name: person.name, email: person.email, role: person.role }, 201);
    })
    .openapi(signIn, async (context) => {
      refuseForeignPage(context.req.raw);
      const { person, token } = await signInPerson(services, { ...context.req.valid('json'), address: addressOf(context.req.raw) });
      context.header('set-cookie', writeSessionCookie(context.req.raw, token));
      return context.json({ kind: 'person' as const, id: person.id, name: person.name, email: person.email, role: person.role }, 200);
    })
    .openapi(signOut, async (context) => {
      const cookie = readSessionCookie(context.req.raw);
      if (cookie !== undefined) {
        refuseCrossSite(context.req.raw);
        await database.sessions.delete(hashSecretToken(cookie));
      }
      context.header('set-cookie', writeSessionCookie(context.req.raw, undefined));
      return context.body(null, 204);
    })
    .openapi(getMe, (context) => {
      const { kind, id, name, by, role } = callerOf(context);
      return context.json({ kind, id, name, role, ...(kind === 'person' ? { email: by } : {}) }, 200);
    })
    .openapi(changePassword, async (context) => {
      const { current, password } = context.req.valid('json');
      const caller = callerOf(context);
      await changeMyPassword(services, { caller, current, passwordHash: await hashPassword(password) });
      context.header('set-cookie', writeSessionCookie(context.req.raw, await openSession(database, caller.id, now())));
      return context.body(null, 204);
    });
}

/** A page of somebody else must not sign a browser in, not even to an account of theirs. Programs send neither header. */
function refuseForeignPage(request: Request): void {
  if (request.headers.has('origin') || request.headers.has('sec-fetch-site')) refuseCrossSite(request);
}
