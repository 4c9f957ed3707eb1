import type { ExecutionDetail } from '@weft/database';
import { WeftError } from '@weft/errors';
import type { ManagementServices } from '../services.ts';
import { findExecution } from './find-execution.ts';

/** The execution, recorded or queued. @throws WeftError `NOT_FOUND`. */
export async function requireExecution(
  services: Pick<ManagementServices, 'database' | 'environmentId' | 'internalToken'>,
  id: string,
): Promise<ExecutionDetail> {
  const execution = await findExecution(services, id);
  if (execution === undefined) throw new WeftError('NOT_FOUND', `There is no execution with the id "${id}".`);
  return execution;
}
