import type { ManagementServices } from '../services.ts';
import { requireProcess } from './require-process.ts';

/** Takes a process away, its endpoints with it. Versions and executions stay for the record. @throws WeftError `NOT_FOUND`. */
export async function deleteProcess({ database }: Pick<ManagementServices, 'database'>, id: string, by: string): Promise<void> {
  await requireProcess(database, id);
  await database.processes.delete(id, by);
}
