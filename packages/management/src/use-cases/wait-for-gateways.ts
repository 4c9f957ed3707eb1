import { setTimeout as pause } from 'node:timers/promises';
import type { GatewayInstance } from '@weft/database';
import type { ManagementServices } from '../services.ts';

export interface GatewaysServing {
  readonly serving: string[];
  /** Live, but still with older routes. */
  readonly notServing: string[];
}

const patienceMs = 10_000;
const lookEveryMs = 50;

/** Resolves when every live gateway of the environment serves this route revision, after ten seconds at the latest. */
export async function waitForGateways(
  { database, environmentId }: Pick<ManagementServices, 'database' | 'environmentId'>,
  routeRevision: number,
): Promise<GatewaysServing> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const gateways = await database.gateways.live(environmentId);
    const late = gateways.filter(({ servedRevision }) => servedRevision < routeRevision);
    if (late.length === 0 || performance.now() >= until) {
      return { serving: names(gateways.filter((gateway) => !late.includes(gateway))), notServing: names(late) };
    }
    await pause(lookEveryMs);
  }
}

function names(gateways: readonly GatewayInstance[]): string[] {
  return gateways.map(({ id }) => id);
}
