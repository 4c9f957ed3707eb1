import { useQueryClient } from '@tanstack/react-query';
import { createTraceBuilder, type ExecutionTrace, type TraceEvent } from '@weft/process';
import { useEffect, useState } from 'react';
import { apiUrl } from '../client/api.ts';

export type Followed = { readonly trace: ExecutionTrace | undefined; readonly live: boolean };

/**
 * An execution's trace, event by event while it runs. The stream begins with all that happened before, so that nothing is
 * missing after a break; the browser connects again by itself.
 */
export function useFollowedExecution(executionId: string | undefined): Followed {
  const [followed, setFollowed] = useState<Followed>({ trace: undefined, live: false });
  const client = useQueryClient();
  useEffect(() => {
    setFollowed({ trace: undefined, live: false });
    if (executionId === undefined) return;
    return followExecution(executionId, {
      onTrace: (trace) => setFollowed({ trace, live: true }),
      onEnd: (trace) => {
        setFollowed({ trace, live: false });
        void client.invalidateQueries({ queryKey: ['executions'] });
      },
    });
  }, [executionId, client]);
  return followed;
}

export interface FollowHandlers {
  /** At most once per animation frame, however many events arrive. */
  readonly onTrace: (trace: ExecutionTrace) => void;
  readonly onEnd: (trace: ExecutionTrace) => void;
}

/** Follows one execution; returns how to stop. */
export function followExecution(executionId: string, { onTrace, onEnd }: FollowHandlers): () => void {
  const source = new EventSource(apiUrl(`/executions/${encodeURIComponent(executionId)}/events`));
  let builder = createTraceBuilder();
  let frame: number | undefined;
  const show = () => {
    frame ??= requestAnimationFrame(() => {
      frame = undefined;
      onTrace(builder.trace());
    });
  };
  source.addEventListener('trace', ({ data }: MessageEvent<string>) => {
    builder = createTraceBuilder(JSON.parse(data) as ExecutionTrace);
    show();
  });
  source.addEventListener('events', ({ data }: MessageEvent<string>) => {
    for (const event of JSON.parse(data) as TraceEvent[]) builder.apply(event);
    show();
  });
  source.addEventListener('end', ({ data }: MessageEvent<string>) => {
    stop();
    onEnd(JSON.parse(data) as ExecutionTrace);
  });
  const stop = () => {
    source.close();
    if (frame !== undefined) cancelAnimationFrame(frame);
  };
  return stop;
}
