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

const needed: Readonly<Record<Role, string>> = { viewer: 'a viewer', editor: 'an editor', operator: 'an operator', admin: 'an admin' };

/** Why the signed-in person may not do what `least` may, as a sentence; undefined where they may, or while that is not known. */
export function useRefusal(least: Role): string | undefined {
  const role = useMe().data?.role;
  if (role === undefined || roles.indexOf(role) >= roles.indexOf(least)) return undefined;
  return `You are ${needed[role]} here. This takes ${needed[least]}.`;
}
