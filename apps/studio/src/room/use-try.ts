import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { type StartedExecution, type TryRequest, tryDraft } from '../client/executions.ts';
import { whenSaved } from '../editor/autosave.ts';
import { useEditor, useEditorStore } from '../editor/editor-context.tsx';
import { followTried } from './follow-tried.ts';

/** Runs the draft as it stands, once it is saved, and lets the canvas follow it. `toRequest` may throw what is wrong with the request. */
export function useTry(toRequest: () => TryRequest) {
  const store = useEditorStore();
  const processId = useEditor((state) => state.processId);
  const abort = useRef<AbortController | undefined>(undefined);
  const stopFollowing = useRef<(() => void) | undefined>(undefined);
  useEffect(() => () => stopFollowing.current?.(), []);

  const send = useMutation<{ started: StartedExecution; ms: number }, Error>({
    mutationFn: async () => {
      await whenSaved(store);
      abort.current = new AbortController();
      const request = toRequest();
      stopFollowing.current?.();
      const began = performance.now();
      const following = followTried(store, processId);
      stopFollowing.current = following.stop;
      try {
        const started = await tryDraft(processId, request, abort.current.signal);
        following.found(started.executionId);
        return { started, ms: performance.now() - began };
      } catch (thrown) {
        following.stop();
        throw thrown;
      }
    },
  });
  return { send, stopWaiting: () => abort.current?.abort() };
}
