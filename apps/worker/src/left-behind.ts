import type { Executions } from '@weft/database';
import { createTraceBuilder } from '@weft/process';

/**
 * Records the end of what an execution had called and waited for when its worker died, and did not come back to: it has
 * ended itself without them.
 */
export async function endLeftBehind(executions: Pick<Executions, 'get' | 'record' | 'leftBehind'>, parentId: string): Promise<void> {
  for (const id of await executions.leftBehind(parentId)) {
    const recorded = await executions.get(id);
    if (recorded === undefined) continue;
    const trace = createTraceBuilder(recorded.trace);
    const message = 'The execution that called this one ended without it: its worker had died, and it went another way afterwards.';
    trace.apply({ kind: 'execution.finished', at: Date.now(), status: 'cancelled', error: { code: 'CANCELLED', message } });
    await executions.record([{ ...recorded, trace: trace.trace() }]);
    await endLeftBehind(executions, id);
  }
}
