import type { Person } from '@weft/database';
import { WeftError } from '@weft/errors';
import { verifyPassword } from '../access/password.ts';
import { hashSecretToken, makeSecretToken } from '../access/secret-token.ts';
import { sessionMs } from '../access/session-cookie.ts';
import type { ManagementServices } from '../services.ts';

export interface SignedIn {
  readonly person: Person;
  /** The session's secret, for the cookie. */
  readonly token: string;
}

/**
 * Opens a session for an e-mail address and a password.
 * @throws WeftError `UNAUTHENTICATED` (never saying which of the two was wrong), `RATE_LIMITED`.
 */
export async function signIn(
  services: Pick<ManagementServices, 'database' | 'signInLimiter' | 'now'>,
  request: { readonly email: string; readonly password: string; readonly address: string },
): Promise<SignedIn> {
  const { database, signInLimiter, now } = services;
  const email = request.email.trim().toLowerCase();
  signInLimiter.attempt(email, request.address);
  const found = await database.people.forSignIn(email);
  if (!(await verifyPassword(request.password, found?.passwordHash)) || found === undefined) {
    await database.audit.add({ by: email.slice(0, 254), action: 'sign-in.refused', subject: 'session', detail: {} });
    throw new WeftError('UNAUTHENTICATED', 'The e-mail address or the password is not right.');
  }
  signInLimiter.succeeded(email);
  await database.audit.add({ by: found.email, action: 'sign-in', subject: 'session', detail: {} });
  const { passwordHash: _, ...person } = found;
  return { person, token: await openSession(database, person.id, now()) };
}

/** A new session of this person; returns its secret. */
export async function openSession(database: ManagementServices['database'], personId: string, at: Date): Promise<string> {
  const token = makeSecretToken('weft_session');
  await database.sessions.create({ tokenHash: hashSecretToken(token), personId, expiresAt: new Date(at.getTime() + sessionMs) });
  return token;
}
