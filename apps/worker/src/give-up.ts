import type { ConsumedCall } from '@weft/call';
import type { Executions } from '@weft/database';
import { createTraceBuilder, emptyTrace } from '@weft/process';
import type { Logger, WorkerMetrics } from '@weft/telemetry';
import type { Answering } from './answering.ts';
import { recordOf } from './execution-record.ts';
import { endLeftBehind } from './left-behind.ts';

export interface GiveUpOptions {
  readonly executions: Pick<Executions, 'get' | 'record' | 'leftBehind'>;
  readonly answering: Answering;
  readonly metrics: WorkerMetrics;
  readonly log: Logger;
}

/** Accounts for an execution whose workers died three times: failed, `WORKER_KILLED`, with what was recorded of it so far. */
export function createGiveUp({ executions, answering, metrics, log }: GiveUpOptions): (call: ConsumedCall) => Promise<void> {
  return async ({ job, attempt }) => {
    const error = {
      code: 'WORKER_KILLED',
      message: `The worker died ${attempt} times while it executed this. It is not tried again; look for what uses up its memory.`,
    };
    const recorded = await executions.get(job.executionId);
    const trace = createTraceBuilder(recorded?.trace ?? { ...emptyTrace, startedAt: job.acceptedAt });
    trace.apply({ kind: 'execution.finished', at: Date.now(), status: 'failed', error });
    await executions.record([recordOf(job, attempt, { ...trace.trace(), attempt })]);
    await endLeftBehind(executions, job.executionId);
    metrics.givenUp.inc();
    metrics.executions.inc({ status: 'failed' });
    log.error('execution.given-up', { executionId: job.executionId, processId: job.processId, attempts: attempt });
    await answering.ended(job, attempt, { kind: 'ended', status: 'failed', error });
  };
}
