import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Answer,
  type ConsumedCall,
  createCallbackUrls,
  openCallConsumer,
  openCallQueue,
  openReplyListener,
  openReplySender,
  openReplyShelf,
  type QueueBackend,
  type ReplyShelf,
} from '@weft/call';
import { type Database, type Endpoint, openDatabase } from '@weft/database';
import { createDiskBlobStore } from '@weft/document/disk';
import { createGatewayMetrics, createLogger } from '@weft/telemetry';
import { freshDatabase } from '@weft/testkit';
import { inject } from 'vitest';
import { createAdmission } from '../src/admission.ts';
import { createAuthentication } from '../src/authentication.ts';
import { createCallPath } from '../src/call-path.ts';
import { createOutcomes } from '../src/outcomes.ts';
import { createPublicServer } from '../src/public-server.ts';
import { buildRouteTable } from '../src/route-table.ts';
import type { GatewayServices } from '../src/services.ts';
import { createStatusUrls } from '../src/status-url.ts';

export type Backend = 'postgres' | 'redis';

/** A gateway in this process around a database and a queue of its own; what a worker does is up to the test. */
export interface RunningGateway extends AsyncDisposable {
  readonly url: string;
  readonly database: Database;
  readonly services: GatewayServices;
  readonly shelf: ReplyShelf;
  readonly backend: QueueBackend;
  readonly callbackUrls: ReturnType<typeof createCallbackUrls>;
  call(path: string, init?: RequestInit): Promise<Response>;
  /** Takes calls as a worker would. `send` brings an answer to whoever waits; false where nobody does. */
  work(
    handle: (call: ConsumedCall, send: (answer: Answer) => Promise<boolean>) => Promise<void>,
    concurrency?: number,
  ): Promise<AsyncDisposable>;
  /** The files of all bodies that are stored, sorted. */
  blobFiles(): Promise<readonly string[]>;
  /** Another gateway beside this one: same queue, database, shelf and keys. */
  another(): Promise<RunningGateway>;
}

const secret = Buffer.from('a secret of thirty-two bytes ...');

export function anEndpoint(change: Partial<Endpoint> = {}): Endpoint {
  return {
    protocol: 'rest',
    id: `endpoint:${change.path ?? 'echo'}`,
    environmentId: 'production',
    processId: 'p',
    processName: 'Echo',
    versionId: 'v',
    path: 'echo',
    methods: ['GET', 'POST', 'PUT'],
    timeoutMs: 5_000,
    bodyBytesMax: 1_000_000,
    authentication: 'none',
    mode: 'general',
    ...change,
  };
}

export async function startGateway(kind: Backend, endpoints: readonly Endpoint[]): Promise<RunningGateway> {
  const fresh = await freshDatabase();
  const directory = await mkdtemp(join(tmpdir(), 'weft-gateway-'));
  const redis = { redisUrl: inject('redisUrl'), redisPrefix: `test-${randomUUID()}` };
  const backend: QueueBackend = { databaseUrl: fresh.url, ...(kind === 'redis' ? redis : {}) };
  const gateway = await open(backend, directory, endpoints);
  return {
    ...gateway,
    [Symbol.asyncDispose]: async () => {
      await gateway[Symbol.asyncDispose]();
      await fresh.drop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function open(backend: QueueBackend, directory: string, endpoints: readonly Endpoint[]): Promise<RunningGateway> {
  const database = openDatabase({ url: backend.databaseUrl, poolMax: 4 });
  const blobs = createDiskBlobStore(join(directory, 'blobs'));
  const shelf = await openReplyShelf(join(directory, 'replies'));
  const queue = await openCallQueue(backend);
  const replies = await openReplyListener({ host: '127.0.0.1', port: 0, secret });
  const log = createLogger({ service: 'gateway', level: 'silent' });
  const table = buildRouteTable(1, endpoints);
  const services: GatewayServices = {
    environmentId: 'production',
    database,
    blobs,
    shelf,
    routes: { current: table, [Symbol.asyncDispose]: async () => undefined },
    replies,
    callPath: createCallPath(queue, replies, () => undefined),
    outcomes: createOutcomes(shelf, database),
    admission: createAdmission({ inFlightMax: 1_000, queueDepthMax: 1_000, depth: queue.depth }),
    authenticate: createAuthentication(database.endpointKeys, Date.now),
    statusUrls: createStatusUrls(secret),
    callbackUrls: createCallbackUrls({ secret, publicUrl: '' }),
    metrics: createGatewayMetrics(),
    log,
    bodyIdleMs: 2_000,
    stopping: new AbortController().signal,
  };
  const app = createPublicServer(services, 30_000);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  return {
    url,
    database,
    services,
    shelf,
    backend,
    callbackUrls: createCallbackUrls({ secret, publicUrl: url }),
    call: (path, init) => fetch(`${url}/ws/rest/${path}`, init),
    work: async (handle, concurrency = 20) => {
      const sender = openReplySender({ secret });
      const consumer = await openCallConsumer({
        backend,
        concurrency,
        handle: (call) => {
          const { executionId, replyTo } = call.job;
          return handle(call, async (answer) => replyTo !== undefined && sender.send(replyTo, executionId, call.attempt, answer));
        },
        giveUp: async () => undefined,
      });
      return {
        [Symbol.asyncDispose]: async () => {
          await consumer.close(0);
          await sender.close();
        },
      };
    },
    blobFiles: async () => {
      const entries = await readdir(join(directory, 'blobs'), { recursive: true, withFileTypes: true }).catch(() => []);
      return entries.flatMap((entry) => (entry.isFile() ? [entry.name] : [])).sort();
    },
    another: () => open(backend, directory, endpoints),
    [Symbol.asyncDispose]: async () => {
      app.server.closeAllConnections();
      await app.close();
      services.admission[Symbol.dispose]();
      await replies.close();
      await queue.close();
      await database.close();
    },
  };
}

/** What a test's worker answers with: the document that came, with its properties in the header `x-properties`. */
export function echoOf({ job }: ConsumedCall): Answer {
  const { body, contentType } = job.document;
  return {
    kind: 'reply',
    reply: {
      status: 200,
      headers: { 'x-mode': job.mode, 'x-properties': JSON.stringify(job.document.properties) },
      contentType,
      body: 'base64' in body ? Buffer.from(body.base64, 'base64') : Buffer.from(`blob of ${body.blob.size} bytes`),
    },
  };
}
