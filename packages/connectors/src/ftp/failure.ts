import { WeftError } from '@weft/errors';
import { FTPError } from 'basic-ftp';
import { socketFailure } from '../network/socket-failure.ts';

/** What was tried, for the sentence. */
export interface Tried {
  readonly server: string;
  readonly timeoutMs: number;
  /** `read "orders/a.csv"`; nothing while signing in. */
  readonly what?: string;
}

/** Anything that the client threw, as a WeftError. */
export function ftpFailure(thrown: unknown, { server, timeoutMs, what }: Tried): WeftError {
  if (thrown instanceof WeftError) return thrown;
  if (thrown instanceof FTPError) return refusal(thrown, server, what);
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  if (error.cause instanceof WeftError) return error.cause;
  const init = { detail: error.message, retryable: true, cause: thrown };
  if (/timeout/i.test(error.message)) return new WeftError('TIMEOUT', `The FTP server ${server} said nothing for ${timeoutMs} ms.`, init);
  const known = socketFailure(error) ?? plainEnd(error.message);
  return new WeftError('CONNECTION_FAILED', `The FTP server ${server} ${known}`, init);
}

function plainEnd(message: string): string {
  if (/closed|FIN packet|hang up|disconnected/i.test(message)) return 'broke the connection off.';
  return 'could not be used.';
}

/** Reply codes of RFC 959 §4.2 and RFC 4217. */
function refusal(error: FTPError, server: string, what: string | undefined): WeftError {
  const said = error.message.replace(/\s+/g, ' ').trim().slice(0, 300);
  const init = { detail: said, cause: error };
  if (error.code === 530 || error.code === 332) {
    return new WeftError('CONNECTION_FAILED', `The FTP server ${server} does not accept this user and password.`, init);
  }
  if (error.code === 421) {
    return new WeftError('CONNECTION_FAILED', `The FTP server ${server} takes no more sessions just now.`, { ...init, retryable: true });
  }
  if (what === undefined)
    return new WeftError('CONNECTION_FAILED', `The FTP server ${server} refused the session with code ${error.code}.`, init);
  if (error.code === 425 || error.code === 426 || error.code === 451) {
    return new WeftError('CONNECTION_FAILED', `The FTP server ${server} broke off when asked to ${what} (code ${error.code}).`, {
      ...init,
      retryable: true,
    });
  }
  return new WeftError('STEP_FAILED', `The FTP server ${server} refused to ${what} (code ${error.code}).`, init);
}
