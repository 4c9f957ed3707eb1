import type { SharedValues } from '@weft/database';
import { type BlobStore, fromWire, toWire } from '@weft/document';
import { WeftError } from '@weft/errors';
import type { SharedStore } from '@weft/step-kit/executor';

const keyLengthMax = 512;

export interface SharedStoreOptions {
  readonly values: SharedValues;
  readonly blobs: BlobStore;
  readonly now: () => number;
}

/** What executions of an environment share, kept in the database; large bodies are in the blob store. */
export function createSharedStore(environmentId: string, { values, blobs, now }: SharedStoreOptions): SharedStore {
  /** What nothing names any more. A blob that stays although it could not be deleted harms nobody. */
  const discard = async (keys: readonly string[]): Promise<void> => {
    await Promise.allSettled(keys.map((key) => blobs.delete(key)));
  };
  return {
    get: async (space, key) => {
      const wire = await values.get(environmentId, space, checked(key), new Date(now()));
      return wire && fromWire(wire, blobs);
    },
    put: async (space, key, document, ttlMs) =>
      discard(await values.put(environmentId, space, checked(key), await toWire(document, blobs), new Date(now() + ttlMs))),
    remove: async (space, key) => discard(await values.remove(environmentId, space, checked(key))),
    claim: async (space, key, owner, ttlMs) =>
      values.claim(environmentId, space, checked(key), owner, new Date(now()), new Date(now() + ttlMs)),
  };
}

function checked(key: string): string {
  if (key.length <= keyLengthMax) return key;
  throw new WeftError('STEP_FAILED', `A key of what executions share has at most ${keyLengthMax} characters; this one has ${key.length}.`);
}
