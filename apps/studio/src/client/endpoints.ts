import { useQuery } from '@tanstack/react-query';
import { callApi } from './api.ts';
import type { EndpointResource } from './resources.ts';

/** Every address that is live. */
export function useEndpoints() {
  return useQuery({
    queryKey: ['endpoints'],
    queryFn: async ({ signal }) => (await callApi<{ endpoints: EndpointResource[] }>('/endpoints', { signal })).endpoints,
    refetchInterval: 10_000,
  });
}
