import type { SharedStore } from '@weft/step-kit/executor';

/** As the worker's, for one process. */
export function storeInMemory(): SharedStore {
  const owners = new Map<string, string>();
  return {
    get: async () => undefined,
    put: async () => {},
    remove: async (space, key) => void owners.delete(`${space} ${key}`),
    claim: async (space, key, owner) => {
      const known = owners.get(`${space} ${key}`) ?? owner;
      owners.set(`${space} ${key}`, known);
      return known === owner;
    },
  };
}
