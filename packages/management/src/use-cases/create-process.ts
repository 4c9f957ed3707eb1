import type { ProcessDetail } from '@weft/database';
import { readProcessFile } from '@weft/process';
import type { ManagementServices } from '../services.ts';

/** Stores a new process. @throws WeftError `PROCESS_INVALID` where the file is none, `CONFLICT` where the id is taken. */
export async function createProcess(
  { database }: Pick<ManagementServices, 'database'>,
  request: { readonly id?: string | undefined; readonly file: unknown; readonly by: string },
): Promise<ProcessDetail> {
  return database.processes.create(readProcessFile(request.file), request.by, request.id);
}
