import type { ExecuteJob } from '@weft/call';
import type { ExecutionRecord } from '@weft/database';
import type { ExecutionTrace } from '@weft/process';

/** What is stored of an execution, whose properties are given as they may be recorded; they are left out where payloads are. */
export function recordOf(job: ExecuteJob, attempt: number, trace: ExecutionTrace): ExecutionRecord {
  return {
    id: job.executionId,
    environmentId: job.environmentId,
    processId: job.processId,
    versionId: job.versionId,
    trigger: job.trigger,
    mode: job.mode,
    acceptedAt: new Date(job.acceptedAt),
    properties: job.mode === 'general' ? job.properties : {},
    attempt,
    trace,
    parentId: job.parentId,
  };
}
