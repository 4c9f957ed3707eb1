import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { flushCompileCache } from 'node:module';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { callbackSecretName, createCallbackUrls, openCallQueue, openReplyListener, openReplyShelf, redisWarnings } from '@weft/call';
import { openDatabase } from '@weft/database';
import { createDiskBlobStore } from '@weft/document/disk';
import { createVault, loadMasterKey } from '@weft/secrets';
import { createGatewayMetrics, createLogger, stopRequested } from '@weft/telemetry';
import { createAdmission } from './admission.ts';
import { createAuthentication } from './authentication.ts';
import { createCallPath } from './call-path.ts';
import { readEnv } from './env.ts';
import { createInternalApi } from './internal-api.ts';
import { createOutcomes } from './outcomes.ts';
import { createPublicServer } from './public-server.ts';
import { watchRoutes } from './routes.ts';
import type { GatewayServices } from './services.ts';
import { createStatusUrls } from './status-url.ts';

/** Calls in flight may finish within this after the signal to stop; who then still waits is told where to ask later. */
const finishMs = 10_000;

const env = readEnv(process.env);
const log = createLogger({ service: 'gateway', level: env.WEFT_LOG_LEVEL });
const stop = stopRequested({ watchStdin: env.WEFT_PARENT_WATCH === 'stdin' });
const gatewayId = randomUUID();

await mkdir(env.dataDir, { recursive: true, mode: 0o700 });
const vault = createVault(await loadMasterKey({ env: process.env, dataDir: env.dataDir }));
const database = openDatabase({ url: env.DATABASE_URL, poolMax: 6 });
const blobs = createDiskBlobStore(join(env.dataDir, 'blobs'));
const shelf = await openReplyShelf(join(env.dataDir, 'replies'));
const metrics = createGatewayMetrics();
if (env.REDIS_URL !== undefined) for (const warning of await redisWarnings(env.REDIS_URL)) log.warn('redis.unsafe', { warning });
const backend = { databaseUrl: env.DATABASE_URL, redisUrl: env.REDIS_URL, redisPrefix: env.WEFT_REDIS_PREFIX };
const queue = await openCallQueue(backend, (error) => log.error('queue.trouble', { error }));

const anyHost = env.WEFT_INTERNAL_HOST === '0.0.0.0' || env.WEFT_INTERNAL_HOST === '::';
const advertisedHost = env.WEFT_INTERNAL_ADVERTISED_HOST ?? (anyHost ? hostname() : env.WEFT_INTERNAL_HOST);
let internalApi: ReturnType<typeof createInternalApi> | undefined;
const replies = await openReplyListener({
  host: env.WEFT_INTERNAL_HOST,
  port: env.WEFT_INTERNAL_PORT,
  secret: vault.derive('replies'),
  advertisedHost,
  onRequest: (request, response) => {
    if (internalApi === undefined) response.writeHead(503).end();
    else internalApi.routing(request, response);
  },
  onError: (error) => log.warn('replies.trouble', { error }),
});

const internalUrl = replies.address.replace(/^ws:/, 'http:');
const routes = await watchRoutes({ database, environmentId: env.WEFT_ENV, gatewayId, internalUrl, log, metrics });
const stopping = new AbortController();
const services: GatewayServices = {
  environmentId: env.WEFT_ENV,
  database,
  blobs,
  shelf,
  routes,
  replies,
  callPath: createCallPath(queue, replies, (error) => log.warn('call.not-queued', { error })),
  outcomes: createOutcomes(shelf, database),
  admission: createAdmission({
    inFlightMax: env.WEFT_IN_FLIGHT_MAX,
    queueDepthMax: env.WEFT_QUEUE_DEPTH_MAX,
    depth: queue.depth,
    onDepth: (depth) => metrics.queueDepth.set(depth),
    onError: (error) => log.warn('queue.not-sampled', { error }),
  }),
  authenticate: createAuthentication(database.endpointKeys, Date.now),
  statusUrls: createStatusUrls(vault.derive('status-urls')),
  callbackUrls: createCallbackUrls({
    secret: vault.derive(callbackSecretName),
    earlier: vault.deriveEarlier(callbackSecretName),
    publicUrl: '',
  }),
  metrics,
  log,
  bodyIdleMs: env.WEFT_BODY_IDLE_MS,
  stopping: stopping.signal,
};
internalApi = createInternalApi(services, vault.derive('internal-api').toString('base64url'));
await internalApi.ready();

const app = createPublicServer(services, env.WEFT_REQUEST_TIMEOUT_MS);
await app.listen({ host: env.WEFT_HOST, port: env.WEFT_GATEWAY_PORT });
// Whatever ends us, the next start finds the code compiled (where NODE_COMPILE_CACHE names a folder).
flushCompileCache();
log.info('gateway.started', { gatewayId, addresses: app.addresses(), internalUrl });

const reason = await stop;
log.info('gateway.stopping', { reason, inFlight: services.admission.inFlight });
const limit = setTimeout(() => stopping.abort(), finishMs);
// A hang while closing must not outlive the grace by much.
setTimeout(() => process.exit(1), finishMs + 5_000).unref();
// Closing ends the connections that are idle now; those in use are ended here when they have been answered.
const idle = setInterval(() => app.server.closeIdleConnections(), 50);
await app.close();
clearInterval(idle);
clearTimeout(limit);
await routes[Symbol.asyncDispose]();
services.admission[Symbol.dispose]();
await internalApi.close();
await replies.close();
await queue.close();
await database.close();
log.info('gateway.stopped');
process.exit(0);
