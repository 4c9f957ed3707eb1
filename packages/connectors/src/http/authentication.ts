import { createHash, randomBytes } from 'node:crypto';
import type { AuthenticationConfig, OAuth2Config } from './authentication-fields.ts';
import { digestAnswer, digestChallenge } from './digest.ts';
import type { TokenSource } from './oauth2-token.ts';
import type { IncomingResponse } from './send-request.ts';

/** What a request carries so that the service knows who calls. */
interface Credentials {
  readonly headers: Readonly<Record<string, string>>;
  readonly query: readonly (readonly [string, string])[];
}

/** Gives requests their credentials. */
export interface Authenticator {
  /** @throws WeftError where a token cannot be had. */
  credentialsFor(request: { readonly method: string; readonly url: URL }, signal: AbortSignal): Promise<Credentials>;
  /** Hears of an answer with status 401; true where another request may be let in. */
  refused(response: IncomingResponse): boolean;
}

const nothing: Credentials = { headers: {}, query: [] };

/** @param tokens makes the source of tokens, for those services that want them. */
export function authenticatorFor(config: AuthenticationConfig, tokens: (config: OAuth2Config) => TokenSource): Authenticator {
  switch (config.kind) {
    case 'none':
      return fixed(nothing);
    case 'basic':
      // RFC 7617 §2.1: UTF-8.
      return withHeader('authorization', `Basic ${Buffer.from(`${config.username}:${config.password}`).toString('base64')}`);
    case 'bearer':
      return withHeader('authorization', `Bearer ${config.token}`);
    case 'api-key':
      return withHeader(config.headerName.toLowerCase(), config.key);
    case 'api-key-query':
      return fixed({ headers: {}, query: [[config.parameter, config.key]] });
    case 'oauth2':
      return byToken(tokens(config));
    case 'digest':
      return byDigest(config);
    default:
      return config satisfies never;
  }
}

function fixed(credentials: Credentials): Authenticator {
  return { credentialsFor: async () => credentials, refused: () => false };
}

function withHeader(name: string, value: string): Authenticator {
  return fixed({ headers: { [name]: value }, query: [] });
}

function byToken(tokens: TokenSource): Authenticator {
  return {
    credentialsFor: async (_request, signal) => ({ headers: { authorization: `Bearer ${await tokens.token(signal)}` }, query: [] }),
    // It may have been withdrawn before its time.
    refused: () => tokens.forget(),
  };
}

/** The first request is refused with a challenge; those after it answer the same one, counting. */
function byDigest({ username, password }: Extract<AuthenticationConfig, { kind: 'digest' }>): Authenticator {
  let challenge: ReturnType<typeof digestChallenge>;
  let count = 0;
  return {
    async credentialsFor({ method, url }) {
      if (challenge === undefined) return nothing;
      count += 1;
      const answer = digestAnswer(
        challenge,
        { username, password, method, uri: url.pathname + url.search, count, cnonce: randomBytes(16).toString('hex') },
        (algorithm, text) => createHash(algorithm).update(text).digest('hex'),
      );
      return { headers: { authorization: answer }, query: [] };
    },
    refused({ headers }) {
      const asked = digestChallenge(headers['www-authenticate'] ?? '');
      // The same challenge again means that the password is wrong; a new one, that the old has had its time.
      const isNew = asked !== undefined && (asked.nonce !== challenge?.nonce || challenge === undefined);
      if (isNew) {
        challenge = asked;
        count = 0;
      }
      return isNew;
    },
  };
}
