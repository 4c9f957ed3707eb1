import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { callApi } from './api.ts';
import type { ConnectionResource, ConnectionTest } from './resources.ts';

/** A connection as a form holds it. A secret that is left out stays as it is. */
export interface ConnectionDraft {
  readonly name: string;
  readonly type: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, string | null>>;
}

export function useConnections() {
  return useQuery({
    queryKey: ['connections'],
    queryFn: async ({ signal }) => (await callApi<{ connections: ConnectionResource[] }>('/connections', { signal })).connections,
    staleTime: 10_000,
  });
}

/** Creates a connection, or replaces the one with this id. */
export function useSaveConnection() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, draft }: { readonly id: string | undefined; readonly draft: ConnectionDraft }) =>
      id === undefined
        ? callApi<ConnectionResource>('/connections', { method: 'POST', body: draft })
        : callApi<ConnectionResource>(`/connections/${encodeURIComponent(id)}`, { method: 'PUT', body: draft }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['connections'] }),
  });
}

export function useDeleteConnection() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => callApi<void>(`/connections/${encodeURIComponent(id)}`, { method: 'DELETE' }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['connections'] }),
  });
}

/** Tries to reach the system with what is in the form; stored secrets stand in for those not given. */
export function testConnection(id: string | undefined, { type, config, secrets }: ConnectionDraft): Promise<ConnectionTest> {
  return callApi('/connections/test', { method: 'POST', body: { ...(id === undefined ? {} : { id }), type, config, secrets } });
}

/** Tries to reach the system of a saved connection. */
export function testSavedConnection(id: string): Promise<ConnectionTest> {
  return callApi(`/connections/${encodeURIComponent(id)}/test`, { method: 'POST', body: {} });
}
