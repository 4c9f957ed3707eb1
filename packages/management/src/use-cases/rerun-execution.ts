import type { StartedExecution } from '@weft/call/internal-api';
import { WeftError } from '@weft/errors';
import type { TraceDocument } from '@weft/process';
import type { ManagementServices } from '../services.ts';
import { requireExecution } from './require-execution.ts';
import { requireVersion } from './require-process.ts';
import { forward } from './start-execution.ts';

/**
 * Starts the same version again with the document that came in the first time. Does not wait for its reply.
 * @throws WeftError `NOT_FOUND`, `CONFLICT` where the document was not kept whole.
 */
export async function rerunExecution(
  services: Pick<ManagementServices, 'database' | 'catalog' | 'environmentId' | 'internalToken' | 'now'>,
  executionId: string,
  by: string,
): Promise<StartedExecution> {
  const execution = await requireExecution(services, executionId);
  if (execution.trigger === 'resume') {
    throw new WeftError(
      'CONFLICT',
      'This execution began in the middle of the process, with a document that had been parked, so it cannot be run again from there.',
    );
  }
  const version = await requireVersion(services.database, execution.processId, execution.versionId);
  const incoming = execution.trace.documents.find((document) => document.parentId === '');
  const started = await forward(services, version, {
    document: wholeDocument(incoming),
    properties: execution.properties,
    wait: false,
    trigger: execution.trigger === 'try' ? 'try' : 'api',
    by,
  });
  await services.database.audit.add({ by, action: 'execution.rerun', subject: executionId, detail: { executionId: started.executionId } });
  return started;
}

function wholeDocument(document: TraceDocument | undefined) {
  if (document === undefined || (document.body === undefined && document.size !== 0 && document.contentType !== '')) {
    throw new WeftError('CONFLICT', 'The document that came in was not recorded, so this execution cannot be run again.');
  }
  if (document.truncated === true) {
    throw new WeftError('CONFLICT', 'Only the beginning of the document that came in was kept, so this execution cannot be run again.');
  }
  if (document.redacted === true) {
    throw new WeftError(
      'CONFLICT',
      'The process marks values of the document that came in as not to be recorded, so this execution cannot be run again.',
    );
  }
  const { body, contentType, properties } = document;
  const base64 = body === undefined ? '' : 'base64' in body ? body.base64 : Buffer.from(body.text).toString('base64');
  return { contentType, base64, properties: { ...properties } };
}
