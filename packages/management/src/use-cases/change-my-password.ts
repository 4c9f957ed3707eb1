import { WeftError } from '@weft/errors';
import type { Caller } from '../access/caller.ts';
import { verifyPassword } from '../access/password.ts';
import type { ManagementServices } from '../services.ts';

/** Ends all sessions of the person. @throws WeftError `FORBIDDEN` for tokens and for a wrong current password, `RATE_LIMITED`. */
export async function changeMyPassword(
  { database, signInLimiter }: Pick<ManagementServices, 'database' | 'signInLimiter'>,
  request: { readonly caller: Caller; readonly current: string; readonly passwordHash: string },
): Promise<void> {
  const { caller, current, passwordHash } = request;
  if (caller.kind !== 'person') throw new WeftError('FORBIDDEN', 'An API token has no password.');
  signInLimiter.attempt(caller.by, `session of ${caller.id}`);
  const stored = await database.people.forSignIn(caller.by);
  if (!(await verifyPassword(current, stored?.passwordHash))) throw new WeftError('FORBIDDEN', 'The current password is not right.');
  signInLimiter.succeeded(caller.by);
  await database.people.changePassword(caller.id, passwordHash, caller.by);
}
