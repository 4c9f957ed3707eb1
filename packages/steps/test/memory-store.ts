import { Body, createDocument, type Document } from '@weft/document';
import type { SharedStore } from '@weft/step-kit/executor';

/** What executions share, in the memory of one test. */
export function memoryStore(now: () => number = () => 0): SharedStore {
  const values = new Map<string, { readonly document?: Document; readonly owner?: string; readonly expiresAt: number }>();
  const at = (space: string, key: string) => `${space}\n${key}`;
  const living = (space: string, key: string) => {
    const value = values.get(at(space, key));
    return value !== undefined && value.expiresAt > now() ? value : undefined;
  };
  return {
    get: async (space, key) => living(space, key)?.document,
    put: async (space, key, document, ttlMs) => void values.set(at(space, key), { document, expiresAt: now() + ttlMs }),
    remove: async (space, key) => void values.delete(at(space, key)),
    claim: async (space, key, owner, ttlMs) => {
      const value = living(space, key);
      if (value !== undefined && value.owner !== owner) return false;
      values.set(at(space, key), { owner, expiresAt: now() + ttlMs });
      return true;
    },
  };
}

/** The store that the examples find: a rate in the cache `rates`, a delivery that was seen. */
export function exampleStore(): SharedStore {
  const store = memoryStore();
  const day = 86_400_000;
  // What a memory is told it knows at once.
  store.put('cache:process:conformance:rates', 'USD', createDocument('cached', Body.fromText('1.08')), day);
  store.claim('seen:list:deliveries', 'd-1', 'another execution', day);
  return store;
}
