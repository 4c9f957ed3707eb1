import type { GatewayInstance } from '@weft/database';
import type { ManagementServices } from '../services.ts';

export interface GatewaysServing {
  readonly serving: string[];
  /** Live, but still with older routes. */
  readonly notServing: string[];
}

const patienceMs = 10_000;

/** Resolves when every live gateway of the environment serves this route revision, after ten seconds at the latest. */
export async function waitForGateways(
  { database, environmentId }: Pick<ManagementServices, 'database' | 'environmentId'>,
  routeRevision: number,
): Promise<GatewaysServing> {
  const deadline = AbortSignal.timeout(patienceMs);
  let changed = Promise.withResolvers<void>();
  deadline.addEventListener('abort', () => changed.resolve(), { once: true });
  const watch = await database.gateways.watch(() => changed.resolve());
  try {
    for (;;) {
      // Renewed before looking, so that a change while we look is not missed.
      if (!deadline.aborted) changed = Promise.withResolvers();
      const gateways = await database.gateways.live(environmentId);
      const late = gateways.filter(({ servedRevision }) => servedRevision < routeRevision);
      if (late.length === 0 || deadline.aborted) {
        return { serving: names(gateways.filter((gateway) => !late.includes(gateway))), notServing: names(late) };
      }
      await changed.promise;
    }
  } finally {
    await watch[Symbol.asyncDispose]();
  }
}

function names(gateways: readonly GatewayInstance[]): string[] {
  return gateways.map(({ id }) => id);
}
