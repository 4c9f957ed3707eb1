import type { Version } from '@weft/database';
import type { PreparedPlan } from '@weft/engine';
import { WeftError } from '@weft/errors';

/** The plans that executions of this worker run. */
export interface PreparedVersions {
  /** @throws WeftError `NOT_FOUND` where the version does not exist, and what preparing it finds wrong. */
  get(versionId: string): Promise<PreparedPlan>;
}

export interface PreparedVersionsOptions {
  readonly load: (versionId: string) => Promise<Version | undefined>;
  readonly prepare: (version: Version) => PreparedPlan;
  /** How many are kept; the one used longest ago goes first. */
  readonly max: number;
}

/** Loads and prepares each version once, however many executions ask for it at the same time. Failures are not kept. */
export function createPreparedVersions({ load, prepare, max }: PreparedVersionsOptions): PreparedVersions {
  const kept = new Map<string, Promise<PreparedPlan>>();

  async function make(versionId: string): Promise<PreparedPlan> {
    const version = await load(versionId);
    if (version === undefined)
      throw new WeftError('NOT_FOUND', 'The version of the process that this call is for does not exist any more.');
    return prepare(version);
  }

  return {
    get: (versionId) => {
      const known = kept.get(versionId);
      // A map keeps the order of insertion: what was used last goes to its end.
      kept.delete(versionId);
      const prepared = known ?? make(versionId);
      kept.set(versionId, prepared);
      if (known === undefined) {
        prepared.catch(() => {
          if (kept.get(versionId) === prepared) kept.delete(versionId);
        });
      }
      const [oldest] = kept.keys();
      if (kept.size > max && oldest !== undefined) kept.delete(oldest);
      return prepared;
    },
  };
}
