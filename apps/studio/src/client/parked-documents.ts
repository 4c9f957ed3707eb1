import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { callApi } from './api.ts';
import type { ParkedDocumentResource, ParkedPage } from './resources.ts';

/** The filters of the list, as they stand in its address. */
export interface ParkedFilters {
  readonly state: 'open' | 'resolved';
  readonly process?: string | undefined;
}

const pageSize = 50;
const path = (id: string, action = '') => `/parked-documents/${encodeURIComponent(id)}${action}`;

/** Parked documents, newest first, page by page. */
export function useParkedDocuments({ state, process }: ParkedFilters) {
  return useInfiniteQuery({
    queryKey: ['parked', 'list', state, process],
    queryFn: ({ pageParam, signal }) =>
      callApi<ParkedPage>('/parked-documents', { query: { state, process, limit: pageSize, after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: 5_000,
  });
}

export function useParkedDocument(id: string) {
  return useQuery({
    queryKey: ['parked', id],
    queryFn: ({ signal }) => callApi<ParkedDocumentResource>(path(id), { signal }),
  });
}

/** Puts another text in place of the body. */
export function useEditParked(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (text: string) => callApi<ParkedDocumentResource>(path(id, '/body'), { method: 'PUT', body: { text } }),
    onSuccess: (changed) => client.setQueryData(['parked', id], changed),
  });
}

/** How a document goes on; what is left out is as it was parked. */
export interface ResumeChoice {
  readonly how?: 'go-on' | 'run-again';
  readonly port?: string;
  readonly version: 'begun-with' | 'live';
}

/** Sends it on; answers with the execution in which it goes on. */
export function useResumeParked(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (choice: ResumeChoice) =>
      callApi<{ readonly executionId: string }>(path(id, '/resume'), { method: 'POST', body: { ...choice } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['parked'] }),
  });
}

export function useDiscardParked(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => callApi<void>(path(id, '/discard'), { method: 'POST', body: {} }),
    onSettled: () => client.invalidateQueries({ queryKey: ['parked'] }),
  });
}
