import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ExecutionError } from '@weft/process';
import { ApiProblem, callApi } from './api.ts';
import type { ExecutionDetailResource, ExecutionPage, Trigger } from './resources.ts';

/** The filters of the list, as they stand in its address. */
export interface ExecutionFilters {
  readonly process?: string | undefined;
  readonly status?: string | undefined;
  readonly trigger?: Trigger | undefined;
}

const pageSize = 50;

function fetchPage(filters: ExecutionFilters, after: string | undefined, signal: AbortSignal): Promise<ExecutionPage> {
  return callApi('/executions', { query: { ...filters, limit: pageSize, after }, signal });
}

/** Executions, newest first, page by page. */
export function useExecutions(filters: ExecutionFilters) {
  return useInfiniteQuery({
    queryKey: ['executions', 'list', filters],
    queryFn: ({ pageParam, signal }) => fetchPage(filters, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

/** The newest execution of a process, for lists. */
export function useLastExecution(processId: string) {
  return useQuery({
    queryKey: ['executions', 'last', processId],
    queryFn: async ({ signal }) =>
      (await callApi<ExecutionPage>('/executions', { query: { process: processId, limit: 1 }, signal })).executions[0] ?? null,
    refetchInterval: 5_000,
  });
}

/** What an execution has called, the newest first; asked for again while it may call more. */
export function useCalledExecutions(id: string, goesOn: boolean) {
  return useQuery({
    queryKey: ['executions', 'called', id],
    queryFn: ({ signal }) => callApi<ExecutionPage>('/executions', { query: { parent: id, limit: pageSize }, signal }),
    refetchInterval: goesOn ? 2_000 : false,
  });
}

export function useExecution(id: string) {
  return useQuery({
    queryKey: ['executions', id],
    queryFn: ({ signal }) => callApi<ExecutionDetailResource>(`/executions/${encodeURIComponent(id)}`, { signal }),
    // Records are written behind: an execution that was just accepted is there a moment later.
    retry: (failures, error) => error instanceof ApiProblem && (error.status === 404 || error.isOffline) && failures < 8,
    retryDelay: 400,
  });
}

export function useCancelExecution(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => callApi<unknown>(`/executions/${encodeURIComponent(id)}/cancel`, { method: 'POST', body: {} }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['executions'] }),
  });
}

/** Starts the execution's version again with the same input; answers with the new execution's id. */
export function useRerunExecution(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => callApi<StartedExecution>(`/executions/${encodeURIComponent(id)}/rerun`, { method: 'POST', body: {} }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['executions', 'list'] }),
  });
}

/** What a person wants to try: the same that an endpoint would be called with. */
export interface TryRequest {
  readonly body?: unknown;
  readonly contentType?: string;
  readonly properties: Readonly<Record<string, string>>;
}

/** What came of it. `accepted`: nothing answered in time; it goes on. */
export interface StartedExecution {
  readonly executionId: string;
  readonly outcome: 'replied' | 'succeeded' | 'failed' | 'cancelled' | 'accepted';
  readonly reply?: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly contentType: string;
    readonly body: { readonly text: string } | { readonly base64: string };
    readonly truncated: boolean;
  };
  readonly error?: ExecutionError;
  readonly statusUrl?: string;
}

/** Runs the draft and waits for its reply. @throws ApiProblem where the draft has problems. */
export function tryDraft(processId: string, request: TryRequest, signal: AbortSignal): Promise<StartedExecution> {
  return callApi(`/processes/${encodeURIComponent(processId)}/executions`, {
    method: 'POST',
    body: { ...request, draft: true, wait: true },
    signal,
  });
}
