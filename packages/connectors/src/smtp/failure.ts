import { WeftError } from '@weft/errors';
import { socketFailure } from '../network/socket-failure.ts';

export interface Tried {
  readonly server: string;
  readonly timeoutMs: number;
}

/** Anything that the client threw, as a WeftError. */
export function smtpFailure(thrown: unknown, { server, timeoutMs }: Tried): WeftError {
  if (thrown instanceof WeftError) return thrown;
  const error = (thrown instanceof Error ? thrown : new Error(String(thrown))) as Error & {
    code?: string;
    responseCode?: number;
    response?: string;
  };
  if (error.cause instanceof WeftError) return error.cause;
  const said = (error.response ?? error.message).replace(/\s+/g, ' ').trim().slice(0, 300);
  const init = { detail: said, cause: thrown };
  const names = `The mail server ${server}`;
  if (error.code === 'EAUTH' || error.code === 'ENOAUTH')
    return new WeftError('CONNECTION_FAILED', `${names} does not accept this user and password.`, init);
  if (error.responseCode !== undefined) {
    // RFC 5321 §4.2.1: 4yz may succeed later, 5yz will not.
    const retryable = error.responseCode < 500;
    const what = error.code === 'EENVELOPE' ? 'does not take the sender or the recipients' : 'does not take the message';
    return new WeftError('STEP_FAILED', `${names} ${what}: ${said}`, { ...init, retryable });
  }
  if (error.code === 'EENVELOPE' || error.code === 'EMESSAGE')
    return new WeftError('STEP_FAILED', `The message cannot be sent: ${error.message}.`, init);
  if (error.code === 'ETIMEDOUT' || /timeout/i.test(error.message))
    return new WeftError('TIMEOUT', `${names} said nothing for ${timeoutMs} ms.`, { ...init, retryable: true });
  return new WeftError('CONNECTION_FAILED', `${names} ${socketFailure(error) ?? plainEnd(error)}`, { ...init, retryable: true });
}

function plainEnd({ code, message }: { readonly code?: string; readonly message: string }): string {
  if (code === 'ETLS') return 'does not turn to TLS. Check the port and the kind of encryption.';
  if (code === 'ECONNECTION' || /closed/i.test(message)) return 'broke the connection off.';
  return 'could not be used.';
}
