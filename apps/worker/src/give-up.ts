import type { ConsumedCall } from '@weft/call';
import type { Executions } from '@weft/database';
import { createTraceBuilder, emptyTrace } from '@weft/process';
import type { Logger, WorkerMetrics } from '@weft/telemetry';
import type { Answering } from './answering.ts';
import { recordOf } from './execution-record.ts';
import type { OpenJournals } from './journal/journals.ts';
import { endLeftBehind } from './left-behind.ts';

export interface GiveUpOptions {
  readonly executions: Pick<Executions, 'get' | 'record' | 'leftBehind'>;
  readonly journals: Pick<OpenJournals, 'fence' | 'forget'>;
  readonly answering: Answering;
  readonly metrics: WorkerMetrics;
  readonly log: Logger;
}

/** Accounts for an execution whose workers died three times: failed, `WORKER_KILLED`, with what was recorded of it so far. */
export function createGiveUp(options: GiveUpOptions): (call: ConsumedCall, deaths: number) => Promise<void> {
  const { executions, journals, answering, metrics, log } = options;
  return async ({ job, attempt: next }, deaths) => {
    if (!(await journals.fence({ job, attempt: next }))) return;
    const attempt = next - 1;
    const error = {
      code: 'WORKER_KILLED',
      message: `The worker died ${deaths} times while it executed this. It is not tried again; look for what uses up its memory.`,
    };
    const recorded = await executions.get(job.executionId);
    const trace = createTraceBuilder(recorded?.trace ?? { ...emptyTrace, startedAt: job.acceptedAt });
    trace.apply({ kind: 'execution.finished', at: Date.now(), status: 'failed', error });
    await executions.record([recordOf({ ...job, properties: recorded?.properties ?? {} }, attempt, { ...trace.trace(), attempt })]);
    await endLeftBehind(executions, job.executionId);
    metrics.givenUp.inc();
    metrics.executions.inc({ status: 'failed' });
    log.error('execution.given-up', { executionId: job.executionId, processId: job.processId, attempts: attempt });
    await journals.forget(job.executionId);
    await answering.ended(job, attempt, { kind: 'ended', status: 'failed', error });
  };
}
