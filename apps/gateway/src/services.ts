import type { CallbackUrls, ReplyListener, ReplyShelf } from '@weft/call';
import type { Database } from '@weft/database';
import type { BlobStore } from '@weft/document';
import type { GatewayMetrics, Logger } from '@weft/telemetry';
import type { Admission } from './admission.ts';
import type { Authenticate } from './authentication.ts';
import type { CallPath } from './call-path.ts';
import type { Outcomes } from './outcomes.ts';
import type { Routes } from './routes.ts';
import type { StatusUrls } from './status-url.ts';

/** All that the doors of the gateway need; made once by main.ts. */
export interface GatewayServices {
  readonly environmentId: string;
  readonly database: Database;
  readonly blobs: BlobStore;
  readonly shelf: ReplyShelf;
  readonly routes: Routes;
  readonly replies: ReplyListener;
  readonly callPath: CallPath;
  readonly outcomes: Outcomes;
  readonly admission: Admission;
  readonly authenticate: Authenticate;
  readonly statusUrls: StatusUrls;
  /** Reads the addresses that end waits; workers give them out. */
  readonly callbackUrls: Pick<CallbackUrls, 'read'>;
  readonly metrics: GatewayMetrics;
  readonly log: Logger;
  readonly bodyIdleMs: number;
  /** Aborts when the gateway stops and has waited long enough: who still waits gets a 202. */
  readonly stopping: AbortSignal;
}
