import type { Database } from '@weft/database';
import type { Catalog } from '@weft/step-kit';
import type { SetUp } from './access/set-up.ts';
import type { SignInLimiter } from './access/sign-in-limiter.ts';

/** Seals and opens the secrets of connections; the vault of @weft/secrets in production. */
export interface SecretBox {
  seal(plain: string): string | Promise<string>;
  /** @throws WeftError where the text was sealed with another key or was changed. */
  open(sealed: string): string | Promise<string>;
}

/** All that the management API needs from around it. The studio gives adapters, tests give a database of their own. */
export interface ManagementServices {
  readonly database: Database;
  readonly catalog: Catalog;
  readonly secrets: SecretBox;
  /** What gateways and workers accept on their internal doors. */
  readonly internalToken: string;
  readonly environmentId: string;
  /** Where callers reach the endpoints, without a slash at the end: `http://127.0.0.1:8080`. */
  readonly gatewayUrl: string;
  readonly setUp: SetUp;
  readonly signInLimiter: SignInLimiter;
  readonly now: () => Date;
  /** Structured events; never secrets. */
  readonly log: (event: string, fields: Readonly<Record<string, unknown>>) => void;
}
