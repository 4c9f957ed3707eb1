import { WeftError } from '@weft/errors';
import { FTPError } from 'basic-ftp';

/** What went wrong below FTP, as ends of the sentence "The FTP server … ". */
const sentences: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'shows a certificate that has expired.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'shows a certificate that it has signed itself. Where that is known, do not check the certificate.',
  EAI_AGAIN: 'has a name that could not be looked up just now.',
  ECONNREFUSED: 'refused the connection. Check the host and the port, and that it runs.',
  ECONNRESET: 'broke the connection off.',
  EHOSTUNREACH: 'cannot be reached from here. Check the network.',
  ENOTFOUND: 'has a name that is not known. Check the host.',
  EPIPE: 'broke the connection off.',
  EPROTO: 'does not speak TLS as expected. Check the port and the kind of encryption.',
  ERR_SSL_WRONG_VERSION_NUMBER: 'does not speak TLS on this port. Choose explicit encryption, or another port.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'shows a certificate for another name.',
  ETIMEDOUT: 'did not take the connection in time.',
  SELF_SIGNED_CERT_IN_CHAIN: 'shows a certificate of an authority that this machine does not know.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'shows a certificate of an authority that this machine does not know.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'does not show the certificates that lead to an authority this machine knows.',
};

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
  const known = sentences[(error as { code?: string }).code ?? ''] ?? plainEnd(error.message);
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
