import { startExecutionPath } from '@weft/call/internal-api';
import { toWeftError, WeftError } from '@weft/errors';
import * as z from 'zod';
import type { ManagementServices } from '../services.ts';
import { callInternal } from './call-internal.ts';
import { hasEnded } from './has-ended.ts';
import { liveGateway } from './live-gateway.ts';
import { requireExecution } from './require-execution.ts';

type Services = Pick<ManagementServices, 'database' | 'environmentId' | 'internalToken'>;

/**
 * Asks an execution to stop: taken out of the queue where no worker has it yet, else told to its worker.
 * @throws WeftError `NOT_FOUND`, `CONFLICT` where it has ended already.
 */
export async function cancelExecution(services: Services, id: string, by: string): Promise<void> {
  const known = await services.database.executions.get(id);
  if (known !== undefined && hasEnded(known.status)) {
    throw new WeftError('CONFLICT', `The execution has ended already: ${known.status}.`);
  }
  if (await takeOutOfQueue(services, id)) {
    await services.database.audit.add({ by, action: 'execution.cancel', subject: id, detail: {} });
    return;
  }
  await requireExecution(services, id);
  await services.database.executions.requestCancel(id, by);
}

/** False where a worker has it already, or no gateway can be asked: then the worker is told. */
async function takeOutOfQueue(services: Services, id: string): Promise<boolean> {
  try {
    await callInternal({
      baseUrl: await liveGateway(services),
      method: 'DELETE',
      path: `${startExecutionPath}/${encodeURIComponent(id)}`,
      token: services.internalToken,
      answer: z.unknown(),
      timeoutMs: 5_000,
    });
    return true;
  } catch (thrown) {
    const { code } = toWeftError(thrown);
    if (code === 'NOT_FOUND' || code === 'OVERLOADED' || code === 'CONNECTION_FAILED') return false;
    throw thrown;
  }
}
