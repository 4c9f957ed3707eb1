import { createHash, randomBytes } from 'node:crypto';

/** A new secret with 256 bits of chance in it; the prefix tells people (and secret scanners) what it is. */
export function makeSecretToken(kind: 'weft_session' | 'weft_token' | 'weft_key'): string {
  return `${kind}_${randomBytes(32).toString('base64url')}`;
}

/** What is stored of a secret token: SHA-256 in hex. Enough for 256 random bits; passwords go through scrypt instead. */
export function hashSecretToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
