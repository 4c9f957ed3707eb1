import { type QueuedExecution, queuedExecutionSchema, startExecutionPath } from '@weft/call/internal-api';
import type { ExecutionDetail } from '@weft/database';
import { toWeftError } from '@weft/errors';
import { emptyTrace } from '@weft/process';
import type { ManagementServices } from '../services.ts';
import { callInternal } from './call-internal.ts';
import { liveGateway } from './live-gateway.ts';

type Services = Pick<ManagementServices, 'database' | 'environmentId' | 'internalToken'>;

/** The execution as it is recorded, or as it waits for a worker (status `queued`, an empty trace); undefined where it is unknown. */
export async function findExecution(services: Services, id: string): Promise<ExecutionDetail | undefined> {
  const recorded = await services.database.executions.get(id);
  if (recorded !== undefined) return recorded;
  const queued = await queuedExecution(services, id);
  if (queued !== undefined) return presentQueued(services, queued);
  // It may have been taken up and recorded between the two.
  return services.database.executions.get(id);
}

/** Undefined also where no gateway can be asked. */
async function queuedExecution(services: Services, id: string): Promise<QueuedExecution | undefined> {
  try {
    return await callInternal({
      baseUrl: await liveGateway(services),
      method: 'GET',
      path: `${startExecutionPath}/${encodeURIComponent(id)}`,
      token: services.internalToken,
      answer: queuedExecutionSchema,
      timeoutMs: 5_000,
    });
  } catch (thrown) {
    const { code } = toWeftError(thrown);
    if (code === 'NOT_FOUND' || code === 'OVERLOADED' || code === 'CONNECTION_FAILED') return undefined;
    throw thrown;
  }
}

/** Its properties are left out: what is not to be recorded of them is known to the worker only. */
async function presentQueued({ database }: Services, queued: QueuedExecution): Promise<ExecutionDetail> {
  const { executionId, environmentId, processId, versionId, trigger, mode, acceptedAt } = queued;
  const [process, version] = await Promise.all([database.processes.get(processId), database.versions.get(versionId)]);
  return {
    id: executionId,
    environmentId,
    processId,
    processName: process?.name ?? '',
    versionId,
    versionNumber: version?.number,
    status: 'queued',
    trigger,
    mode,
    attempt: 0,
    acceptedAt: new Date(acceptedAt),
    startedAt: undefined,
    finishedAt: undefined,
    error: undefined,
    parentId: undefined,
    properties: {},
    trace: emptyTrace,
  };
}
