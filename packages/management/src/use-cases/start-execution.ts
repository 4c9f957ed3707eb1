import { type StartExecution, type StartedExecution, startExecutionPath, startedExecutionSchema } from '@weft/call/internal-api';
import type { Version } from '@weft/database';
import { WeftError } from '@weft/errors';
import { routesOf, schedulesOf } from '@weft/process';
import type { ManagementServices } from '../services.ts';
import { callInternal } from './call-internal.ts';
import { planOf } from './check-process.ts';
import { liveGateway } from './live-gateway.ts';
import { requireProcess, requireVersion } from './require-process.ts';

type Services = Pick<ManagementServices, 'database' | 'catalog' | 'environmentId' | 'internalToken' | 'now'>;

export interface ExecutionRequest {
  readonly processId: string;
  /** Tries the draft; otherwise what is live runs. */
  readonly draft: boolean;
  readonly document: StartExecution['document'];
  readonly properties: Readonly<Record<string, string>>;
  /** true: as long as the endpoint would wait. Seconds otherwise. */
  readonly wait: boolean | number;
  /** The same key from the same caller again is the same execution. */
  readonly idempotencyKey?: string | undefined;
  /** Where the result is sent when the execution has ended. */
  readonly callbackUrl?: string | undefined;
  readonly by: string;
}

const defaultWaitMs = 30_000;

/**
 * Starts an execution through a gateway, which alone waits for replies.
 * @throws WeftError `NOT_FOUND`, `PROCESS_INVALID`, `CONFLICT` where nothing is live, `OVERLOADED` where no gateway is up,
 * `IDEMPOTENCY_KEY_REUSED` where the key came before with another request.
 */
export async function startExecution(services: Services, request: ExecutionRequest): Promise<StartedExecution> {
  const { processId, draft, by } = request;
  const version = draft ? await triedVersion(services, processId, by) : await liveVersion(services, processId);
  return forward(services, version, { ...request, trigger: draft ? 'try' : 'api' });
}

/** Runs `version` through a live gateway. */
export async function forward(
  services: Services,
  version: Version,
  request: Omit<ExecutionRequest, 'draft' | 'processId'> & { readonly trigger: 'api' | 'try' },
): Promise<StartedExecution> {
  const { catalog, environmentId, internalToken, now } = services;
  const route = routesOf(version.plan, catalog)[0];
  const waitMs = request.wait === false ? 0 : request.wait === true ? (route?.timeoutMs ?? defaultWaitMs) : Math.round(request.wait * 1000);
  const { ofExecution, ofDocument } = divided(request.properties);
  const isTimed = schedulesOf(version.plan, catalog).length > 0;
  const body: StartExecution = {
    environmentId,
    processId: version.processId,
    versionId: version.id,
    trigger: request.trigger,
    // A try is there to be looked at: everything is recorded.
    mode: request.trigger === 'try' ? 'general' : (route?.mode ?? 'general'),
    properties: { ...(isTimed ? {} : { inmethod: route?.methods[0] ?? 'POST' }), inuser: request.by, ...ofExecution },
    document: {
      ...request.document,
      properties: { ...(isTimed ? { schedule_due_at: now().toISOString() } : {}), ...ofDocument, ...request.document.properties },
    },
    waitMs: Math.min(waitMs, 300_000),
    inbox: route?.inbox ?? false,
    ...(request.callbackUrl === undefined ? {} : { callbackUrl: request.callbackUrl }),
    ...(request.idempotencyKey === undefined ? {} : { idempotency: { caller: request.by, key: request.idempotencyKey } }),
  };
  return callInternal({
    baseUrl: await liveGateway(services),
    path: startExecutionPath,
    token: internalToken,
    body,
    answer: startedExecutionSchema,
    timeoutMs: body.waitMs + 15_000,
  });
}

/** As at an endpoint and at a schedule: headers and the due time belong to the document that comes in, everything else to the execution. */
function divided(properties: Readonly<Record<string, string>>) {
  const entries = Object.entries(properties);
  const isOfDocument = ([name]: readonly [string, string]) => name.startsWith('inheader_') || name.startsWith('schedule_');
  return {
    ofDocument: Object.fromEntries(entries.filter(isOfDocument)),
    ofExecution: Object.fromEntries(entries.filter((entry) => !isOfDocument(entry))),
  };
}

async function triedVersion(services: Services, processId: string, by: string): Promise<Version> {
  const process = await requireProcess(services.database, processId);
  return services.database.versions.insertTried(processId, process.draft, await planOf(services, process.draft, processId), by);
}

async function liveVersion({ database }: Services, processId: string): Promise<Version> {
  const process = await requireProcess(database, processId);
  if (process.live === undefined) {
    throw new WeftError('CONFLICT', `"${process.name}" is not published. Publish it, or try its draft with "draft": true.`);
  }
  return requireVersion(database, processId, process.live.versionId);
}
