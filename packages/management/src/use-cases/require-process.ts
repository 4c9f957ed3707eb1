import type { Database, ProcessDetail, Version } from '@weft/database';
import { WeftError } from '@weft/errors';

/** @throws WeftError `NOT_FOUND`. */
export async function requireProcess(database: Database, id: string): Promise<ProcessDetail> {
  const process = await database.processes.get(id);
  if (process === undefined) throw new WeftError('NOT_FOUND', `There is no process with the id "${id}".`);
  return process;
}

/** A published version of this process. @throws WeftError `NOT_FOUND`. */
export async function requireVersion(database: Database, processId: string, versionId: string): Promise<Version> {
  const version = await database.versions.get(versionId);
  if (version === undefined || version.processId !== processId) {
    throw new WeftError('NOT_FOUND', `The process "${processId}" has no version with the id "${versionId}".`);
  }
  return version;
}
