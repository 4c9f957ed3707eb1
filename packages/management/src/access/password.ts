import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { WeftError } from '@weft/errors';

/** RFC 7914 parameters: 32 MB of memory and about 100 ms a try. */
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 } as const;
const keyBytes = 32;

export const passwordLengthMin = 10;
export const passwordLengthMax = 200;

/** `scrypt$N$r$p$salt$hash` (base64url), with a salt of its own. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** Takes as long for an unknown person (`stored` undefined) as for a wrong password. */
export async function verifyPassword(password: string, stored: string | undefined): Promise<boolean> {
  const parts = (stored ?? '').split('$');
  const known = parts.length === 6 && parts[0] === 'scrypt';
  const salt = known ? Buffer.from(parts[4] ?? '', 'base64url') : Buffer.alloc(16);
  const expected = known ? Buffer.from(parts[5] ?? '', 'base64url') : Buffer.alloc(keyBytes);
  const parameters = known ? { N: Number(parts[1]), r: Number(parts[2]), p: Number(parts[3]), maxmem: cost.maxmem } : cost;
  const key = await derive(password, salt, parameters);
  return key.byteLength === expected.byteLength && timingSafeEqual(key, expected) && known;
}

/** At most this many at once: a flood of sign-ins must not take all memory and the whole thread pool. */
const concurrencyMax = 2;
const queueMax = 20;
let running = 0;
const waiting: Array<() => void> = [];

async function derive(password: string, salt: Buffer, parameters: { N: number; r: number; p: number; maxmem: number }): Promise<Buffer> {
  if (running >= concurrencyMax) {
    if (waiting.length >= queueMax) {
      throw new WeftError('RATE_LIMITED', 'Too many people sign in at once. Try again in a few seconds.', { retryable: true });
    }
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else {
    running += 1;
  }
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      scrypt(password.normalize('NFKC'), salt, keyBytes, parameters, (error, key) => (error === null ? resolve(key) : reject(error)));
    });
  } finally {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}
