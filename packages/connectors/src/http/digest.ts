/** What a service asks for (RFC 7616 §3.3). */
export interface DigestChallenge {
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string | undefined;
  readonly algorithm: 'MD5' | 'SHA-256' | 'MD5-sess' | 'SHA-256-sess';
  /** False for services of the old kind (RFC 2069), which count no requests. */
  readonly hasQop: boolean;
}

/** The best challenge of a `WWW-Authenticate` header that can be answered; undefined where there is none. */
export function digestChallenge(header: string): DigestChallenge | undefined {
  const challenges = header.split(/(?=\bDigest\s)/i).filter((part) => /^Digest\s/i.test(part));
  const read = challenges.map(challengeOf).filter((challenge) => challenge !== undefined);
  return read.find(({ algorithm }) => algorithm.startsWith('SHA-256')) ?? read[0];
}

function challengeOf(text: string): DigestChallenge | undefined {
  const parameters = new Map<string, string>();
  for (const [, name = '', quoted, plain] of text.slice(7).matchAll(/([a-z-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))/gi)) {
    parameters.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '');
  }
  const nonce = parameters.get('nonce');
  const algorithm = algorithms.find((known) => known.toLowerCase() === (parameters.get('algorithm') ?? 'MD5').toLowerCase());
  const qop = parameters.get('qop');
  if (nonce === undefined || algorithm === undefined) return undefined;
  if (qop !== undefined && !qop.split(',').some((one) => one.trim().toLowerCase() === 'auth')) return undefined;
  return { realm: parameters.get('realm') ?? '', nonce, opaque: parameters.get('opaque'), algorithm, hasQop: qop !== undefined };
}

const algorithms = ['SHA-256', 'SHA-256-sess', 'MD5', 'MD5-sess'] as const;

export interface DigestRequest {
  readonly username: string;
  readonly password: string;
  readonly method: string;
  /** Path and query, as in the request line. */
  readonly uri: string;
  /** Requests sent with this nonce, this one included. */
  readonly count: number;
  readonly cnonce: string;
}

/** The `Authorization` header that answers a challenge (RFC 7616 §3.4). */
export function digestAnswer(
  { realm, nonce, opaque, algorithm, hasQop }: DigestChallenge,
  { username, password, method, uri, count, cnonce }: DigestRequest,
  hash: (algorithm: 'md5' | 'sha256', text: string) => string,
): string {
  const digest = (text: string) => hash(algorithm.startsWith('MD5') ? 'md5' : 'sha256', text);
  const own = digest(`${username}:${realm}:${password}`);
  const secret = algorithm.endsWith('-sess') ? digest(`${own}:${nonce}:${cnonce}`) : own;
  const asked = digest(`${method}:${uri}`);
  const nc = count.toString(16).padStart(8, '0');
  const response = hasQop ? digest(`${secret}:${nonce}:${nc}:${cnonce}:auth:${asked}`) : digest(`${secret}:${nonce}:${asked}`);
  const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;
  const parts = [
    `username=${quoted(username)}`,
    `realm=${quoted(realm)}`,
    `nonce=${quoted(nonce)}`,
    `uri=${quoted(uri)}`,
    `response="${response}"`,
    `algorithm=${algorithm}`,
    ...(opaque === undefined ? [] : [`opaque=${quoted(opaque)}`]),
    ...(hasQop ? ['qop=auth', `nc=${nc}`, `cnonce="${cnonce}"`] : []),
  ];
  return `Digest ${parts.join(', ')}`;
}
