import { useQuery } from '@tanstack/react-query';
import { callApi } from './api.ts';
import { type MeResource, type Role, roles } from './resources.ts';

/** Who is signed in. */
export function useMe() {
  return useQuery({ queryKey: ['me'], queryFn: ({ signal }) => callApi<MeResource>('/me', { signal }), staleTime: 60_000 });
}

/** True where the signed-in person may do what `least` may; undefined while that is not known yet. */
export function useMay(least: Role): boolean | undefined {
  const role = useMe().data?.role;
  return role === undefined ? undefined : roles.indexOf(role) >= roles.indexOf(least);
}
