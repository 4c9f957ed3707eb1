import { WeftError } from '@weft/errors';
import { compileProcess, type ProcessFile, readProcessFile } from '@weft/process';
import type { Catalog } from '@weft/step-kit';
import { DetailedError } from '../http/problem-response.ts';
import { presentFile } from '../schemas/process.ts';
import type { ManagementServices } from '../services.ts';
import { requireProcess } from './require-process.ts';

/**
 * Replaces a draft. It need not be complete, only a process file.
 *
 * @throws WeftError `PROCESS_INVALID` where it is none, `NOT_FOUND`, and `CONFLICT` where somebody saved in the meantime:
 * then with `current` (revision and draft as stored) and `yours`, so that the difference can be shown.
 */
export async function saveDraft(
  { database, catalog }: Pick<ManagementServices, 'database' | 'catalog'>,
  request: { readonly processId: string; readonly revision: number; readonly file: unknown },
): Promise<{ revision: number; updatedAt: Date }> {
  const file = readProcessFile(request.file);
  try {
    return await database.processes.saveDraft(request.processId, file, request.revision, meaningOf(file, catalog));
  } catch (thrown) {
    if (!(thrown instanceof WeftError) || thrown.code !== 'CONFLICT') throw thrown;
    const current = await requireProcess(database, request.processId);
    throw new DetailedError(thrown, {
      current: { revision: current.revision, updatedAt: current.updatedAt.toISOString(), draft: presentFile(current.draft) },
      yours: { revision: request.revision, draft: presentFile(file) },
    });
  }
}

/** The hash of what the draft means; undefined while it cannot be compiled. */
function meaningOf(file: ProcessFile, catalog: Catalog): string | undefined {
  try {
    return compileProcess(file, catalog).hash;
  } catch (thrown) {
    if (thrown instanceof WeftError && thrown.code === 'PROCESS_INVALID') return undefined;
    throw thrown;
  }
}
