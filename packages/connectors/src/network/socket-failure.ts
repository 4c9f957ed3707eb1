/** Ends of the sentence "The server … " for what goes wrong below any protocol, by the code of the error. */
const ends: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'shows a certificate that has expired.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'shows a certificate that it has signed itself. Where that is known, do not check the certificate.',
  EAI_AGAIN: 'has a name that could not be looked up just now.',
  ECONNREFUSED: 'refused the connection. Check the host and the port, and that it runs.',
  ECONNRESET: 'broke the connection off.',
  EHOSTUNREACH: 'cannot be reached from here. Check the network.',
  ENETUNREACH: 'cannot be reached from here. Check the network.',
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

/** What TLS says in words, for clients that put codes of their own in place of those of Node. */
const tlsMessages: readonly (readonly [RegExp, string])[] = [
  [/self.signed certificate in/i, 'SELF_SIGNED_CERT_IN_CHAIN'],
  [/self.signed/i, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  [/certificate has expired/i, 'CERT_HAS_EXPIRED'],
  [/altnames/i, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  [/first certificate/i, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  [/local issuer/i, 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
  [/wrong version number|packet length too long/i, 'ERR_SSL_WRONG_VERSION_NUMBER'],
];

/** What a socket or TLS error says of a server, as the end of a sentence that begins with the server; undefined for other errors. */
export function socketFailure(error: unknown): string | undefined {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  if (typeof code === 'string' && Object.hasOwn(ends, code)) return ends[code];
  const text = typeof message === 'string' ? message : '';
  const named = /\b(E[A-Z]{3,}|CERT_HAS_EXPIRED)\b/.exec(text)?.[1];
  if (named !== undefined && Object.hasOwn(ends, named)) return ends[named];
  const [, known] = tlsMessages.find(([pattern]) => pattern.test(text)) ?? [];
  return known === undefined ? undefined : ends[known];
}
