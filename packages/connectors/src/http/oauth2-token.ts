import { WeftError } from '@weft/errors';
import type { OAuth2Config } from './authentication-fields.ts';
import { cancellation } from './failure.ts';
import type { IncomingResponse } from './send-request.ts';

/** Tokens of one client, fetched when they are needed. */
export interface TokenSource {
  /** @throws WeftError `CONNECTION_FAILED` where the service gives none. */
  token(signal: AbortSignal): Promise<string>;
  /** The token was refused; true where another may be had. */
  forget(): boolean;
}

/** A token is renewed so long before it ends, as it has to arrive. In milliseconds. */
const marginMs = 30_000;
/** For services that do not say how long a token is good for. */
const lifetimeMs = 300_000;
/** A token that was refused so soon after it was fetched is not fetched again: a loop of two requests for each would be all that comes of it. */
const patienceMs = 1_000;

interface Kept {
  readonly value: string;
  readonly fetchedAt: number;
  readonly until: number;
}

/** @param post sends a form to the token URL. */
export function tokenSource(
  config: OAuth2Config,
  post: (form: string, headers: readonly (readonly [string, string])[], signal: AbortSignal) => Promise<IncomingResponse>,
  now: () => number,
): TokenSource {
  let kept: Kept | undefined;
  let fetching: Promise<Kept> | undefined;

  async function fetch(): Promise<Kept> {
    const fetchedAt = now();
    // For all that wait: none of them alone may end it.
    const response = await post(formOf(config), headersOf(config), AbortSignal.timeout(30_000));
    const { value, lifetime } = tokenIn(response.status, await response.body.bytes());
    return { value, fetchedAt, until: fetchedAt + Math.max(lifetime - marginMs, lifetime / 2) };
  }

  return {
    async token(signal) {
      if (kept !== undefined && now() < kept.until) return kept.value;
      fetching ??= fetch().finally(() => {
        fetching = undefined;
      });
      const ended = Promise.withResolvers<never>();
      const onAbort = () => ended.reject(cancellation(signal));
      signal.addEventListener('abort', onAbort, { once: true });
      try {
        kept = await Promise.race([fetching, ended.promise]);
        return kept.value;
      } finally {
        signal.removeEventListener('abort', onAbort);
      }
    },
    forget() {
      if (kept === undefined || now() - kept.fetchedAt < patienceMs) return false;
      kept = undefined;
      return true;
    },
  };
}

function formOf({ clientId, clientSecret, scope, audience, sendAs }: OAuth2Config): string {
  const form = new URLSearchParams({ grant_type: 'client_credentials' });
  if (scope !== '') form.set('scope', scope);
  if (audience !== '') form.set('audience', audience);
  if (sendAs === 'body') {
    form.set('client_id', clientId);
    form.set('client_secret', clientSecret);
  }
  return form.toString();
}

function headersOf({ clientId, clientSecret, sendAs }: OAuth2Config): [string, string][] {
  if (sendAs === 'body') return [];
  // RFC 6749 §2.3.1: as in a form, before Basic.
  const encoded = (text: string) => new URLSearchParams({ '': text }).toString().slice(1);
  return [['authorization', `Basic ${Buffer.from(`${encoded(clientId)}:${encoded(clientSecret)}`).toString('base64')}`]];
}

/** RFC 6749 §5.1 and §5.2. What the service says of an error is for people; the rest of its answer may hold secrets. */
function tokenIn(status: number, bytes: Uint8Array): { readonly value: string; readonly lifetime: number } {
  const answer = jsonObjectIn(bytes);
  const token = answer.access_token;
  const lifetime = Number(answer.expires_in) * 1_000;
  if (status >= 200 && status < 300 && typeof token === 'string' && /^[\x21-\x7e]+$/.test(token)) {
    return { value: token, lifetime: lifetime > 0 ? lifetime : lifetimeMs };
  }
  const said = typeof answer.error === 'string' ? `: ${answer.error.slice(0, 100)}` : '';
  const why = status === 200 ? 'answered without a token' : `answered with status ${status}${said}`;
  throw new WeftError(
    'CONNECTION_FAILED',
    `No token could be fetched: the token URL ${why}. Check the client id, the secret and the scope.`,
    {
      retryable: status >= 500 || status === 429,
    },
  );
}

function jsonObjectIn(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
