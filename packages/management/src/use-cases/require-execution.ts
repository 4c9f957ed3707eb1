import type { Database, ExecutionDetail } from '@weft/database';
import { WeftError } from '@weft/errors';

/** @throws WeftError `NOT_FOUND`. */
export async function requireExecution(database: Database, id: string): Promise<ExecutionDetail> {
  const execution = await database.executions.get(id);
  if (execution === undefined) throw new WeftError('NOT_FOUND', `There is no execution with the id "${id}".`);
  return execution;
}
