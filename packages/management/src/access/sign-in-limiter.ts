import { WeftError } from '@weft/errors';

/** Slows guessing down: failures are counted per account and per address. */
export interface SignInLimiter {
  /** Counts a try before its password is looked at. @throws WeftError `RATE_LIMITED`. */
  attempt(email: string, address: string): void;
  /** A right password clears the account's count. */
  succeeded(email: string): void;
}

const windowMs = 5 * 60_000;
const perAccountMax = 10;
const perAddressMax = 50;
/** Bounds memory under a flood of invented accounts. */
const keysMax = 10_000;

/** `now` gives milliseconds since 1970. */
export function makeSignInLimiter(now: () => number): SignInLimiter {
  const counts = new Map<string, { count: number; readonly until: number }>();

  const count = (key: string, max: number): void => {
    const at = now();
    let entry = counts.get(key);
    if (entry === undefined || entry.until <= at) {
      if (counts.size >= keysMax) forget(counts, at);
      entry = { count: 0, until: at + windowMs };
      // Taken out first, so that the map stays in the order in which its windows end.
      counts.delete(key);
      counts.set(key, entry);
    }
    entry.count += 1;
    if (entry.count > max) {
      const seconds = Math.ceil((entry.until - at) / 1000);
      throw new WeftError('RATE_LIMITED', `Too many tries to sign in. Try again in ${seconds} seconds.`, { retryable: true });
    }
  };

  return {
    attempt: (email, address) => {
      count(`address ${address}`, perAddressMax);
      count(`account ${email.toLowerCase()}`, perAccountMax);
    },
    succeeded: (email) => {
      counts.delete(`account ${email.toLowerCase()}`);
    },
  };
}

/** Every window is equally long and the map is in the order of their ends: a flood costs a step a try, not a walk. */
function forget(counts: Map<string, { readonly until: number }>, at: number): void {
  for (const [key, entry] of counts) {
    if (entry.until > at && counts.size < keysMax) return;
    counts.delete(key);
  }
}
