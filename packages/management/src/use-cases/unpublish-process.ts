import type { ManagementServices } from '../services.ts';
import { requireProcess } from './require-process.ts';
import { type GatewaysServing, waitForGateways } from './wait-for-gateways.ts';

/** Takes a process off its endpoints. Executions under way go on. @throws WeftError `NOT_FOUND`. */
export async function unpublishProcess(
  services: Pick<ManagementServices, 'database' | 'environmentId'>,
  processId: string,
  by: string,
): Promise<GatewaysServing> {
  await requireProcess(services.database, processId);
  const { routeRevision } = await services.database.versions.unpublish(processId, by);
  return waitForGateways(services, routeRevision);
}
