import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Clocks of two hosts may differ by this much. */
const skewMs = 5 * 60_000;

/** A token that proves knowledge of `secret` now: `<milliseconds>.<nonce>.<HMAC-SHA256>`. */
export function makeToken(secret: Uint8Array, now: number): string {
  const claim = `${now}.${randomBytes(12).toString('base64url')}`;
  return `${claim}.${sign(secret, claim).toString('base64url')}`;
}

/** True where the token was made with `secret` at most five minutes from `now`. */
export function isTokenValid(secret: Uint8Array, token: string, now: number): boolean {
  const parts = token.split('.');
  const [at, nonce, signature] = parts;
  if (parts.length !== 3 || at === undefined || nonce === undefined || signature === undefined) return false;
  const given = Buffer.from(signature, 'base64url');
  const expected = sign(secret, `${at}.${nonce}`);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false;
  return Math.abs(now - Number(at)) <= skewMs;
}

function sign(secret: Uint8Array, claim: string): Buffer {
  return createHmac('sha256', secret).update(`weft-internal\n${claim}`).digest();
}

/** The token of an `Authorization: Bearer` header; empty where there is none. */
export function bearerOf(header: string | undefined): string {
  return /^Bearer ([\w.~+/-]+=*)$/.exec(header ?? '')?.[1] ?? '';
}
