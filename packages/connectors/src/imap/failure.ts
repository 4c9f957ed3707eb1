import { WeftError } from '@weft/errors';
import { socketFailure } from '../network/socket-failure.ts';

/** What was tried, for the sentence. */
export interface Tried {
  readonly server: string;
  readonly timeoutMs: number;
  /** `open the folder "INBOX"`; nothing while signing in. */
  readonly what?: string;
}

interface ImapError extends Error {
  readonly code?: string;
  readonly authenticationFailed?: boolean;
  readonly serverResponseCode?: string;
  readonly responseText?: string;
}

const timeouts: ReadonlySet<string | undefined> = new Set([
  'CONNECT_TIMEOUT',
  'GREETING_TIMEOUT',
  'UPGRADE_TIMEOUT',
  'ETIMEOUT',
  'ETIMEDOUT',
]);

/** Anything that the client threw, as a WeftError. */
export function imapFailure(thrown: unknown, { server, timeoutMs, what }: Tried): WeftError {
  if (thrown instanceof WeftError) return thrown;
  const error = (thrown instanceof Error ? thrown : new Error(String(thrown))) as ImapError;
  if (error.cause instanceof WeftError) return error.cause;
  const init = { detail: error.responseText ?? error.message, cause: thrown };
  const names = `The mail server ${server}`;
  if (error.authenticationFailed === true)
    return new WeftError('CONNECTION_FAILED', `${names} does not accept this user and password.`, init);
  if (timeouts.has(error.code)) return new WeftError('TIMEOUT', `${names} said nothing for ${timeoutMs} ms.`, { ...init, retryable: true });
  const known = socketFailure(error);
  if (known === undefined && error.responseText !== undefined && what !== undefined)
    return new WeftError('STEP_FAILED', `${names} refused to ${what}: ${error.responseText}`, init);
  return new WeftError('CONNECTION_FAILED', `${names} ${known ?? 'broke the connection off or could not be used.'}`, {
    ...init,
    retryable: true,
  });
}
