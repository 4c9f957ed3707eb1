import { type InfiniteData, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { apiUrl } from '../client/api.ts';
import type { ExecutionFilters } from '../client/executions.ts';
import type { ExecutionPage, ExecutionResource } from '../client/resources.ts';

/** Puts executions into the list as they come in, and updates those that are in it. */
export function useStreamedList(filters: ExecutionFilters): void {
  const client = useQueryClient();
  const { process, status, trigger } = filters;
  useEffect(() => {
    const current: ExecutionFilters = { process, status, trigger };
    const source = new EventSource(apiUrl('/executions/events', { process, status, trigger, limit: 50 }));
    source.addEventListener('executions', ({ data }: MessageEvent<string>) => {
      const { executions } = JSON.parse(data) as { executions: ExecutionResource[] };
      client.setQueryData<InfiniteData<ExecutionPage>>(['executions', 'list', current], (before) => merged(before, executions));
    });
    return () => source.close();
  }, [client, process, status, trigger]);
}

function merged(
  before: InfiniteData<ExecutionPage> | undefined,
  newest: readonly ExecutionResource[],
): InfiniteData<ExecutionPage> | undefined {
  const [first, ...rest] = before?.pages ?? [];
  if (before === undefined || first === undefined) return before;
  const fresh = new Map(newest.map((execution) => [execution.id, execution]));
  const known = new Set(before.pages.flatMap((page) => page.executions.map((execution) => execution.id)));
  const update = (page: ExecutionPage): ExecutionPage => ({ ...page, executions: page.executions.map((old) => fresh.get(old.id) ?? old) });
  const added = newest.filter((execution) => !known.has(execution.id));
  const updated = update(first);
  return { ...before, pages: [{ ...updated, executions: [...added, ...updated.executions] }, ...rest.map(update)] };
}
