import { type ExecutionTrace, emptyTrace } from '@weft/process';
import { callApi } from '../client/api.ts';
import type { ExecutionPage } from '../client/resources.ts';
import type { EditorStore } from '../editor/editor-store.ts';
import { followExecution } from '../monitor/follow-execution.ts';

const lookEveryMs = 400;

/**
 * Follows a draft that is being tried. Its id comes with the reply; until then the newest tried execution of the process that
 * began after this is looked for, so that a slow run is seen live too.
 */
export function followTried(store: EditorStore, processId: string) {
  const since = new Date(Date.now() - 2_000).toISOString();
  let stopFollowing: (() => void) | undefined;
  let stopped = false;
  let known: string | undefined;

  const show = (executionId: string, trace: ExecutionTrace) => store.setState({ run: { executionId, trace } });
  const found = (executionId: string) => {
    if (stopped || known === executionId) return;
    stopFollowing?.();
    known = executionId;
    show(executionId, emptyTrace);
    const onTrace = (trace: ExecutionTrace) => show(executionId, trace);
    stopFollowing = followExecution(executionId, { onTrace, onEnd: onTrace });
  };
  const look = async () => {
    if (stopped || known !== undefined) return;
    const page = await callApi<ExecutionPage>('/executions', {
      query: { process: processId, trigger: 'try', from: since, limit: 1 },
    }).catch(() => undefined);
    const newest = page?.executions[0];
    if (newest !== undefined && known === undefined) found(newest.id);
  };
  const timer = setInterval(look, lookEveryMs);
  return {
    found: (executionId: string) => {
      clearInterval(timer);
      found(executionId);
    },
    stop: () => {
      stopped = true;
      clearInterval(timer);
      stopFollowing?.();
    },
  };
}
