import { WeftError } from '@weft/errors';
import type { ManagementServices } from '../services.ts';

/** The internal address of a gateway that is up. @throws WeftError `OVERLOADED` where there is none. */
export async function liveGateway({ database, environmentId }: Pick<ManagementServices, 'database' | 'environmentId'>): Promise<string> {
  const gateways = await database.gateways.live(environmentId);
  const gateway = gateways[Math.floor(Math.random() * gateways.length)];
  if (gateway === undefined) {
    throw new WeftError('OVERLOADED', 'No gateway is up that could take the call. Look whether the gateway runs.', { retryable: true });
  }
  return gateway.internalUrl;
}
