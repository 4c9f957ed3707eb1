import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ProcessFile } from '@weft/process';
import { callApi } from './api.ts';
import type { ProcessDetailResource, ProcessResource, PublicationResource, VersionDetailResource, VersionResource } from './resources.ts';

const path = (id: string) => `/processes/${encodeURIComponent(id)}`;

/** All processes, refreshed while the page is in sight. */
export function useProcesses({ enabled = true }: { readonly enabled?: boolean } = {}) {
  return useQuery({
    queryKey: ['processes'],
    queryFn: async ({ signal }) => (await callApi<{ processes: ProcessResource[] }>('/processes', { signal })).processes,
    refetchInterval: 5_000,
    enabled,
  });
}

/** One process as a summary, for the header of its room: its live version moves without the draft. */
export function useProcess(id: string) {
  return useQuery({ queryKey: ['processes', id], queryFn: ({ signal }) => fetchProcess(id, signal), refetchInterval: 10_000 });
}

export function fetchProcess(id: string, signal?: AbortSignal): Promise<ProcessDetailResource> {
  return callApi(path(id), { signal });
}

function createProcess(file: ProcessFile): Promise<ProcessDetailResource> {
  return callApi('/processes', { method: 'POST', body: { file } });
}

/** @throws ApiProblem `CONFLICT` where `revision` is not the stored one. */
export function saveDraft(
  id: string,
  file: ProcessFile,
  revision: number,
): Promise<{ readonly revision: number; readonly updatedAt: string }> {
  return callApi(`${path(id)}/draft`, { method: 'PUT', body: { file, revision } });
}

export function useCreateProcess() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: createProcess,
    onSuccess: () => client.invalidateQueries({ queryKey: ['processes'] }),
  });
}

export function useDeleteProcess() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => callApi<void>(path(id), { method: 'DELETE' }),
    onSuccess: () => refreshLive(client),
  });
}

export function useVersions(id: string, enabled = true) {
  return useQuery({
    queryKey: ['processes', id, 'versions'],
    queryFn: async ({ signal }) => (await callApi<{ versions: VersionResource[] }>(`${path(id)}/versions`, { signal })).versions,
    enabled,
  });
}

/** One version with its file; versions never change. */
export function useVersion(processId: string, versionId: string | undefined) {
  return useQuery({
    queryKey: ['versions', versionId],
    queryFn: ({ signal }) => callApi<VersionDetailResource>(`${path(processId)}/versions/${versionId}`, { signal }),
    enabled: versionId !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function usePublish(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { readonly revision: number; readonly note: string }) =>
      callApi<PublicationResource>(`${path(id)}/publish`, { method: 'POST', body }),
    onSuccess: () => refreshLive(client),
  });
}

export function useRollBack(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (versionId: string) =>
      callApi<PublicationResource>(`${path(id)}/versions/${versionId}/roll-back`, { method: 'POST', body: {} }),
    onSuccess: () => refreshLive(client),
  });
}

export function useUnpublish(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => callApi<unknown>(`${path(id)}/unpublish`, { method: 'POST', body: {} }),
    onSuccess: () => refreshLive(client),
  });
}

/** What is live stands in three lists: all of them are read again when it changes. */
function refreshLive(client: QueryClient): Promise<unknown> {
  return Promise.all(['processes', 'endpoints', 'schedules'].map((kind) => client.invalidateQueries({ queryKey: [kind] })));
}
