import { createHmac, timingSafeEqual } from 'node:crypto';

/** Makes and reads the addresses that end a wait: `<publicUrl>/callbacks/<executionId>/<wait key, base64url>?token=<HMAC-SHA256>`. */
export interface CallbackUrls {
  /** Of use while the execution waits there. `key` is the key of the wait's journal entry. */
  of(executionId: string, key: string): string;
  /** The wait's key where this Weft gave the address out; undefined where the token or the key was tampered with. */
  read(executionId: string, encodedKey: string, token: string): string | undefined;
}

export interface CallbackUrlOptions {
  /** `vault.derive(callbackSecretName)`, the same at workers and gateways. */
  readonly secret: Uint8Array;
  /** `vault.deriveEarlier(callbackSecretName)`: addresses that were given out before the master key was changed stay of use. */
  readonly earlier?: readonly Uint8Array[];
  /** How the gateway is reached from outside, such as `https://api.example.com`; `''` gives addresses without a host. */
  readonly publicUrl: string;
}

/** What the secret is called in the vault. */
export const callbackSecretName = 'callbacks';

/** The token proves that this Weft gave the address out: knowing an execution and a step is not enough. */
export function createCallbackUrls({ secret, earlier = [], publicUrl }: CallbackUrlOptions): CallbackUrls {
  const base = publicUrl.replace(/\/+$/, '');
  const tokenOf = (executionId: string, encodedKey: string, key = secret) =>
    createHmac('sha256', key).update(`callback\n${executionId}\n${encodedKey}`).digest('base64url');
  return {
    of: (executionId, key) => {
      const encoded = Buffer.from(key).toString('base64url');
      return `${base}/callbacks/${encodeURIComponent(executionId)}/${encoded}?token=${tokenOf(executionId, encoded)}`;
    },
    read: (executionId, encodedKey, token) => {
      const given = Buffer.from(token);
      const isOurs = [secret, ...earlier].some((key) => {
        const expected = Buffer.from(tokenOf(executionId, encodedKey, key));
        return given.length === expected.length && timingSafeEqual(given, expected);
      });
      return isOurs ? Buffer.from(encodedKey, 'base64url').toString() : undefined;
    },
  };
}
