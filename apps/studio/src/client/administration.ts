import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { callApi } from './api.ts';
import type { AuditResource, EndpointKeyResource, PersonResource, Role, TokenResource } from './resources.ts';

/** The lists of the settings room. */
interface Lists {
  readonly people: PersonResource[];
  readonly tokens: TokenResource[];
  readonly 'endpoint-keys': EndpointKeyResource[];
}

const members = { people: 'people', tokens: 'tokens', 'endpoint-keys': 'keys' } as const;

export function useSettingsList<K extends keyof Lists>(kind: K) {
  return useQuery({
    queryKey: [kind],
    queryFn: async ({ signal }) => {
      const answer = await callApi<Record<string, Lists[K]>>(`/${kind}`, { signal });
      return (answer[members[kind]] ?? []) as Lists[K];
    },
  });
}

/** Adds to a list; the answer of tokens and keys holds the secret, this once. */
export function useAdd<K extends keyof Lists>(kind: K) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Readonly<Record<string, unknown>>) =>
      callApi<Lists[K][number] & { readonly token?: string; readonly key?: string }>(`/${kind}`, { method: 'POST', body }),
    onSuccess: () => client.invalidateQueries({ queryKey: [kind] }),
  });
}

export function useRemove(kind: keyof Lists) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => callApi<void>(`/${kind}/${encodeURIComponent(id)}`, { method: 'DELETE' }),
    onSuccess: () => client.invalidateQueries({ queryKey: [kind] }),
  });
}

export function useChangePerson() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...body }: { readonly id: string; readonly role?: Role; readonly password?: string }) =>
      callApi<PersonResource>(`/people/${encodeURIComponent(id)}`, { method: 'PATCH', body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['people'] }),
  });
}

const auditPageSize = 100;

/** Who changed, published, used or called what; newest first. */
export function useAudit() {
  return useInfiniteQuery({
    queryKey: ['audit'],
    queryFn: async ({ pageParam, signal }) =>
      (await callApi<{ entries: AuditResource[] }>('/audit', { query: { limit: auditPageSize, before: pageParam }, signal })).entries,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => (page.length < auditPageSize ? undefined : page.at(-1)?.at),
  });
}
