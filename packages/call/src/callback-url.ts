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
  /** How the gateway is reached from outside, such as `https://api.example.com`; `''` gives addresses without a host. */
  readonly publicUrl: string;
}

/** What the secret is called in the vault. */
export const callbackSecretName = 'callbacks';

/** The token proves that this Weft gave the address out: knowing an execution and a step is not enough. */
export function createCallbackUrls({ secret, publicUrl }: CallbackUrlOptions): CallbackUrls {
  const base = publicUrl.replace(/\/+$/, '');
  const tokenOf = (executionId: string, encodedKey: string) =>
    createHmac('sha256', secret).update(`callback\n${executionId}\n${encodedKey}`).digest('base64url');
  return {
    of: (executionId, key) => {
      const encoded = Buffer.from(key).toString('base64url');
      return `${base}/callbacks/${encodeURIComponent(executionId)}/${encoded}?token=${tokenOf(executionId, encoded)}`;
    },
    read: (executionId, encodedKey, token) => {
      const expected = Buffer.from(tokenOf(executionId, encodedKey));
      const given = Buffer.from(token);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
      return Buffer.from(encodedKey, 'base64url').toString();
    },
  };
}
