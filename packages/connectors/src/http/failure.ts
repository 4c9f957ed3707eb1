import { WeftError } from '@weft/errors';

/** What went wrong below HTTP, as sentences for people; the address goes to the detail, which callers do not see. */
const sentences: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'The certificate of the service has expired. Its operator has to renew it.',
  CERT_NOT_YET_VALID: 'The certificate of the service is not valid yet. Check the clock of this machine.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The service shows a certificate that it has signed itself, so nobody vouches for it.',
  ECONNREFUSED: 'The service refused the connection. Check the host and the port, and that the service runs.',
  ECONNRESET: 'The service broke the connection off.',
  EAI_AGAIN: 'The name of the service could not be looked up just now.',
  EHOSTUNREACH: 'There is no way to the host of the service from here. Check the network.',
  ENETUNREACH: 'There is no way to the network of the service from here. Check the network.',
  ENOTFOUND: 'The name of the service is not known. Check the host.',
  EPROTO: 'The service does not speak TLS as expected. Check that the port is right and whether it is https at all.',
  ERR_SSL_WRONG_VERSION_NUMBER: 'The service does not speak TLS on this port. Check whether it is http instead of https.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate of the service is for another name than the host that was called.',
  ETIMEDOUT: 'The service did not take the connection in time.',
  SELF_SIGNED_CERT_IN_CHAIN: 'The certificate of the service comes from an authority that this machine does not know.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'The certificate of the service comes from an authority that this machine does not know.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'The service does not show the certificates that lead to an authority this machine knows.',
  UND_ERR_CONNECT_TIMEOUT: 'The service did not take the connection in time.',
  UND_ERR_SOCKET: 'The service broke the connection off.',
};

/** What was waiting and for how long, where a signal ended a request. */
export interface Waiting {
  /** Of the execution. */
  readonly signal: AbortSignal;
  /** Of the request alone. */
  readonly timeout: AbortSignal;
  readonly timeoutMs: number;
  readonly url: URL;
}

/** Anything that a request threw, as a WeftError. */
export function requestFailure(thrown: unknown, { signal, timeout, timeoutMs, url }: Waiting): WeftError {
  const detail = `${url.origin}: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
  if (signal.aborted) return cancellation(signal, detail);
  if (timeout.aborted) {
    return new WeftError('TIMEOUT', `The service did not answer within ${timeoutMs} ms.`, { detail, retryable: true, cause: thrown });
  }
  const weft = weftErrorIn(thrown);
  if (weft !== undefined) return weft;
  const sentence = sentences[codeOf(thrown) ?? ''];
  return new WeftError('CONNECTION_FAILED', sentence ?? 'The service could not be reached.', { detail, retryable: true, cause: thrown });
}

/** Why a signal ended a request, or the waiting for one. */
export function cancellation({ reason }: AbortSignal, detail?: string): WeftError {
  if (reason instanceof WeftError) return reason;
  return new WeftError('CANCELLED', 'The request was cancelled.', detail === undefined ? {} : { detail });
}

/** The outbound guard refuses inside a look-up, so its error arrives as the cause of another. */
function weftErrorIn(thrown: unknown): WeftError | undefined {
  for (let at = thrown, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if (at instanceof WeftError) return at;
  }
  return undefined;
}

function codeOf(thrown: unknown): string | undefined {
  for (let at = thrown, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const first = at instanceof AggregateError ? (at.errors[0] as unknown) : at;
    const code = (first as { code?: unknown } | undefined)?.code;
    if (typeof code === 'string' && code in sentences) return code;
  }
  return undefined;
}
