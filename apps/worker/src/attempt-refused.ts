import { WeftError } from '@weft/errors';

/** Why nothing may come of an attempt: another attempt or job goes on with the execution. */
export const attemptRefused = { code: 'ATTEMPT_REFUSED', message: 'Another worker goes on with this execution.' } as const;

/** The same, to be thrown. */
export function refusedAttempt(): WeftError {
  return new WeftError(attemptRefused.code, attemptRefused.message);
}
