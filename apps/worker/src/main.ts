import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { flushCompileCache } from 'node:module';
import type { AddressInfo } from 'node:net';
import { availableParallelism, hostname } from 'node:os';
import { join } from 'node:path';
import { callbackSecretName, createCallbackUrls, openCallConsumer, openCallQueue, openReplySender, openReplyShelf } from '@weft/call';
import { connectionImplementations, stepImplementations as connectorSteps } from '@weft/connectors/executors';
import { openDatabase } from '@weft/database';
import { createDiskBlobStore } from '@weft/document/disk';
import { createTemporaryFiles } from '@weft/document/temporary';
import { preparePlan } from '@weft/engine';
import { createOutboundGuard, createOutboundPost } from '@weft/outbound';
import { createSandbox } from '@weft/sandbox';
import { createVault, loadMasterKey } from '@weft/secrets';
import { stepImplementations } from '@weft/steps/executors';
import { createLogger, createWorkerMetrics, stopRequested } from '@weft/telemetry';
import { createAnswering } from './answering.ts';
import { openConnections } from './connections.ts';
import { currentPlan } from './current-plan.ts';
import { readEnv } from './env.ts';
import { createCallExecutor } from './execute-call.ts';
import { createGiveUp } from './give-up.ts';
import { createInternalServer } from './internal-server.ts';
import { openJournals } from './journal/journals.ts';
import { createPreparedVersions } from './prepared-versions.ts';
import { startReconciler } from './reconciler.ts';
import { createRecorder } from './recorder.ts';
import { retryAfterMs, startResultDeliveries } from './result-deliveries.ts';
import { startRetention } from './retention/start-retention.ts';
import { startSchedules } from './schedules.ts';
import { createSharedStore } from './shared-store.ts';
import { createStepTools } from './step-tools.ts';
import { testConnection } from './test-connection.ts';
import { startWaker } from './waker.ts';

const versionsMax = 200;
const reportMs = 5_000;
const scheduleMs = 1_000;
const reconcileMs = 5_000;
const deliverMs = 1_000;
/** How long the receiver of a result may take. */
const postMs = 10_000;
const wakeMs = 1_000;
const retentionMs = 300_000;

const env = readEnv(process.env);
const log = createLogger({ service: 'worker', level: env.WEFT_LOG_LEVEL });
const stop = stopRequested({ watchStdin: env.WEFT_PARENT_WATCH === 'stdin' });
const workerId = randomUUID();

await mkdir(env.dataDir, { recursive: true, mode: 0o700 });
const vault = createVault(await loadMasterKey({ env: process.env, dataDir: env.dataDir }));
const database = openDatabase({ url: env.DATABASE_URL, poolMax: 8 });
const blobs = createDiskBlobStore(join(env.dataDir, 'blobs'));
const shelf = await openReplyShelf(join(env.dataDir, 'replies'));
const metrics = createWorkerMetrics();
const outbound = createOutboundGuard({ allow: env.WEFT_OUTBOUND_ALLOW });
const sandbox = createSandbox({ processes: availableParallelism() });
const connections = openConnections({
  load: (id) => database.connections.get(id),
  implementations: connectionImplementations,
  unseal: vault.open,
  outbound,
  diskFolders: env.WEFT_DISK_FOLDERS,
  log,
  now: Date.now,
});

const implementations = new Map([...stepImplementations, ...connectorSteps]);
const versions = createPreparedVersions({
  load: (id) => database.versions.get(id),
  prepare: (version) => {
    const plan = currentPlan(version, (type) => implementations.get(type)?.definition);
    return preparePlan(plan, implementations, (stepId) => {
      const capabilities = implementations.get(plan.steps[stepId]?.type ?? '')?.definition.capabilities ?? [];
      return createStepTools({ sandbox, connections, outbound }, capabilities.includes('sandbox'));
    });
  },
  max: versionsMax,
});

const recorder = createRecorder({ write: (records) => database.executions.record(records), metrics, log });
const live = await database.live.publisher(recorder.traceSoFar);
const sender = openReplySender({ secret: vault.derive('replies'), onError: (error) => log.warn('reply.trouble', { error }) });
const answering = createAnswering({ sender, shelf, metrics, log });
const backend = { databaseUrl: env.DATABASE_URL, redisUrl: env.REDIS_URL, redisPrefix: env.WEFT_REDIS_PREFIX };
const queue = await openCallQueue(backend, (error) => log.warn('queue.trouble', { error }));
const storeOf = (environmentId: string) => createSharedStore(environmentId, { values: database.shared, blobs, now: Date.now });
const journals = await openJournals({
  journals: database.journals,
  waits: database.waits,
  blobs,
  callbackUrls: createCallbackUrls({ secret: vault.derive(callbackSecretName), publicUrl: env.WEFT_GATEWAY_URL }),
  log,
});
const executor = createCallExecutor({
  versions,
  deployed: database.versions,
  executions: database.executions,
  journals,
  waits: database.waits,
  inbox: database.inbox,
  queue,
  shelf,
  parked: database.parked,
  storeOf,
  recorder,
  live,
  answering,
  blobs,
  temporaryFiles: () => createTemporaryFiles(join(env.dataDir, 'temporary'), env.WEFT_TEMPORARY_MB * 1024 * 1024),
  metrics,
  log,
});
const cancels = await database.executions.watchCancels(executor.cancel);

const server = createInternalServer({
  token: vault.derive('internal-api').toString('base64url'),
  metrics,
  healthy: () => database.healthy(),
  testConnection: (type, config) =>
    testConnection({ implementations: connectionImplementations, outbound, diskFolders: env.WEFT_DISK_FOLDERS }, type, config),
});
await new Promise<void>((resolve, reject) => {
  server.once('error', reject);
  server.listen(env.WEFT_WORKER_PORT, env.WEFT_INTERNAL_HOST, resolve);
});
const anyHost = env.WEFT_INTERNAL_HOST === '0.0.0.0' || env.WEFT_INTERNAL_HOST === '::';
const host = env.WEFT_INTERNAL_ADVERTISED_HOST ?? (anyHost ? hostname() : env.WEFT_INTERNAL_HOST);
const internalUrl = `http://${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`;
const report = () =>
  database.workers.report({ id: workerId, internalUrl }).catch((error: unknown) => log.warn('worker.not-reported', { error }));
await report();
const reporting = setInterval(report, reportMs);

const clock = startSchedules({ schedules: database.schedules, queue, now: Date.now, everyMs: scheduleMs, log });
const reconciler = startReconciler({ inbox: database.inbox, queue, everyMs: reconcileMs, log });
const retention = startRetention({
  retention: database.retention,
  shelf,
  blobs,
  policy: { keepDays: env.WEFT_KEEP_DAYS, keepExecutions: env.WEFT_KEEP_EXECUTIONS, keepAuditDays: env.WEFT_KEEP_AUDIT_DAYS },
  now: Date.now,
  everyMs: retentionMs,
  metrics,
  log,
});
const post = createOutboundPost(outbound, postMs);
const resultDeliveries = startResultDeliveries({
  results: database.results,
  executions: database.executions,
  shelf,
  post,
  retryAfterMs,
  now: Date.now,
  everyMs: deliverMs,
  log,
});
const resumes = await database.inbox.watch(reconciler.bringNew);
const waker = await startWaker({ waits: database.waits, queue, everyMs: wakeMs, log });
const consumer = await openCallConsumer({
  backend,
  concurrency: env.WEFT_WORKER_CONCURRENCY,
  handle: executor.execute,
  giveUp: createGiveUp({ executions: database.executions, journals, answering, metrics, log }),
  onError: (error) => log.error('queue.trouble', { error }),
  timing: { lockMs: env.WEFT_LOCK_MS, stalledCheckMs: env.WEFT_STALLED_CHECK_MS },
});
// Whatever ends us, the next start finds the code compiled (where NODE_COMPILE_CACHE names a folder).
flushCompileCache();
log.info('worker.started', { workerId, internalUrl, concurrency: env.WEFT_WORKER_CONCURRENCY });

const reason = await stop;
log.info('worker.stopping', { reason });
clearInterval(reporting);
// A hang while closing must not outlive the grace by much.
setTimeout(() => process.exit(1), env.WEFT_DRAIN_MS + 8_000).unref();
// At once: who is slow to take a result, or a long round of another kind, must not keep this worker taking calls.
await Promise.all([
  consumer.close(env.WEFT_DRAIN_MS),
  clock.close(),
  waker[Symbol.asyncDispose](),
  resumes[Symbol.asyncDispose](),
  reconciler.close(),
  resultDeliveries.close().then(() => post[Symbol.asyncDispose]()),
  retention.close(),
]);
await journals[Symbol.asyncDispose]();
await queue.close();
await recorder.close();
await database.workers.leave(workerId);
server.close();
server.closeAllConnections();
await sender.close();
await live[Symbol.asyncDispose]();
await cancels[Symbol.asyncDispose]();
await connections[Symbol.asyncDispose]();
await sandbox[Symbol.asyncDispose]();
await database.close();
log.info('worker.stopped');
process.exit(0);
