import { WeftError } from '@weft/errors';
import { socketFailure } from '../network/socket-failure.ts';

/** Status codes of the protocol (draft-ietf-secsh-filexfer-02 §7). */
export const status = { endOfFile: 1, noSuchFile: 2, permissionDenied: 3, failure: 4, unsupported: 8 } as const;

/** What was tried, for the sentence. */
export interface Tried {
  readonly server: string;
  readonly timeoutMs: number;
  /** `read "orders/a.csv"`; nothing while signing in. */
  readonly what?: string;
}

/** The status that the server answered with; undefined where it did not answer. */
export function statusOf(thrown: unknown): number | undefined {
  const { code } = thrown as { readonly code?: unknown };
  return typeof code === 'number' ? code : undefined;
}

/** Anything that the client threw, as a WeftError. */
export function sftpFailure(thrown: unknown, { server, timeoutMs, what }: Tried): WeftError {
  if (thrown instanceof WeftError) return thrown;
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  if (error.cause instanceof WeftError) return error.cause;
  const init = { detail: error.message, cause: thrown };
  const code = statusOf(thrown);
  if (code !== undefined && what !== undefined) {
    const why = code === status.permissionDenied ? 'does not permit this user to' : 'refused to';
    return new WeftError('STEP_FAILED', `The SFTP server ${server} ${why} ${what} (status ${code}).`, init);
  }
  const { level } = thrown as { readonly level?: unknown };
  if (level === 'client-authentication')
    return new WeftError('CONNECTION_FAILED', `The SFTP server ${server} does not accept this user with this password or key.`, init);
  if (level === 'client-timeout')
    return new WeftError('TIMEOUT', `The SFTP server ${server} said nothing for ${timeoutMs} ms.`, { ...init, retryable: true });
  return new WeftError('CONNECTION_FAILED', `The SFTP server ${server} ${socketFailure(error) ?? plainEnd(error.message)}`, {
    ...init,
    retryable: true,
  });
}

/** The client gives no codes for these. */
function plainEnd(message: string): string {
  if (/no matching/i.test(message)) return 'and Weft have no algorithm in common. It may be too old.';
  if (/before handshake|identification|protocol/i.test(message)) return 'does not speak SSH on this port, or broke the connection off.';
  if (/subsystem|unable to start/i.test(message)) return 'lets this user in, but offers no SFTP.';
  if (/no response|closed|ended|lost/i.test(message)) return 'broke the connection off.';
  return 'could not be used.';
}
