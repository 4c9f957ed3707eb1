import type { Database } from '@weft/database';
import type { DiskBlobStore } from '@weft/document/disk';
import type { Vault } from '@weft/secrets';
import type { Catalog } from '@weft/step-kit';
import type { SetUp } from './access/set-up.ts';
import type { SignInLimiter } from './access/sign-in-limiter.ts';

/** All that the management API needs from around it. The studio gives adapters, tests give a database of their own. */
export interface ManagementServices {
  readonly database: Database;
  readonly catalog: Catalog;
  /** Where bodies are that are too large for a row. */
  readonly blobs: DiskBlobStore;
  /** Seals the secrets of connections, each bound to the connection's id. */
  readonly vault: Pick<Vault, 'seal' | 'open' | 'keyIds'>;
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
