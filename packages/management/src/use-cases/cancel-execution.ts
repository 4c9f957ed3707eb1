import { WeftError } from '@weft/errors';
import type { ManagementServices } from '../services.ts';
import { hasEnded } from './has-ended.ts';
import { requireExecution } from './require-execution.ts';

/** Asks the worker that runs it to stop. @throws WeftError `NOT_FOUND`, `CONFLICT` where it has ended already. */
export async function cancelExecution({ database }: Pick<ManagementServices, 'database'>, id: string, by: string): Promise<void> {
  const execution = await requireExecution(database, id);
  if (hasEnded(execution.status)) throw new WeftError('CONFLICT', `The execution has ended already: ${execution.status}.`);
  await database.executions.requestCancel(id, by);
}
