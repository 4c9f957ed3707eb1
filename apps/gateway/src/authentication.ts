import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Endpoint, EndpointKey, EndpointKeys } from '@weft/database';
import { WeftError } from '@weft/errors';

/** Who calls: the name of its key, or `''` at an endpoint that is open to everybody. */
export type Authenticate = (endpoint: Endpoint, headers: IncomingHttpHeaders) => Promise<string>;

/** A key that was found (or not) is believed for so long: a revoked key works this much longer at most. */
const believedMs = 2_000;
const rememberedMax = 10_000;

/**
 * Checks callers against the endpoint keys. Keys are looked up by their SHA-256, so comparing leaks nothing of them.
 *
 * The returned function throws WeftError `UNAUTHENTICATED` with no or a wrong key, `FORBIDDEN` with the key of another process.
 */
export function createAuthentication(keys: Pick<EndpointKeys, 'find'>, now: () => number): Authenticate {
  const remembered = new Map<string, { readonly until: number; readonly key: Promise<EndpointKey | undefined> }>();

  function find(hash: string): Promise<EndpointKey | undefined> {
    const known = remembered.get(hash);
    if (known !== undefined && known.until > now()) return known.key;
    if (remembered.size >= rememberedMax) remembered.clear();
    const key = keys.find(hash);
    remembered.set(hash, { until: now() + believedMs, key });
    key.catch(() => remembered.delete(hash));
    return key;
  }

  return async (endpoint, headers) => {
    if (endpoint.authentication === 'none') return '';
    const given = endpoint.authentication === 'basic' ? basicOf(headers) : apiKeyOf(headers);
    if (given === undefined) throw unauthenticated(endpoint, 'no key was sent');
    const key = await find(createHash('sha256').update(given.key).digest('hex'));
    if (key === undefined || (given.user !== undefined && given.user !== key.name)) throw unauthenticated(endpoint, 'the key is not known');
    if (key.processId !== undefined && key.processId !== endpoint.processId) {
      throw new WeftError('FORBIDDEN', 'This key does not open this endpoint.');
    }
    return key.name;
  };
}

/** The challenge that goes with a 401 (RFC 9110 §11.6.1). */
export function challengeOf(endpoint: Endpoint): string {
  return endpoint.authentication === 'basic' ? 'Basic realm="weft", charset="UTF-8"' : 'Bearer realm="weft"';
}

function unauthenticated(endpoint: Endpoint, why: string): WeftError {
  const how = endpoint.authentication === 'basic' ? 'a user name and password' : 'an API key, as X-API-Key or as Authorization: Bearer';
  return new WeftError('UNAUTHENTICATED', `This endpoint wants ${how}; ${why}.`);
}

interface Given {
  readonly key: string;
  readonly user?: string;
}

function apiKeyOf(headers: IncomingHttpHeaders): Given | undefined {
  const header = headers['x-api-key'];
  if (typeof header === 'string' && header !== '') return { key: header };
  const bearer = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1];
  return bearer === undefined ? undefined : { key: bearer };
}

function basicOf(headers: IncomingHttpHeaders): Given | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/=]+) *$/i.exec(headers.authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon === -1 ? undefined : { user: text.slice(0, colon), key: text.slice(colon + 1) };
}
