import type { Version } from '@weft/database';
import { WeftError } from '@weft/errors';
import { routesOf, schedulesOf } from '@weft/process';
import type { RouteSpec } from '@weft/step-kit';
import type { ManagementServices } from '../services.ts';
import { requireProcess, requireVersion } from './require-process.ts';
import { type GatewaysServing, waitForGateways } from './wait-for-gateways.ts';

/**
 * Points the process's endpoints at one of its older versions. The draft stays as it is.
 * @throws WeftError `NOT_FOUND`, `ROUTE_TAKEN`.
 */
export async function rollBackProcess(
  services: Pick<ManagementServices, 'database' | 'catalog' | 'environmentId'>,
  request: { readonly processId: string; readonly versionId: string; readonly by: string },
): Promise<{ version: Version; routes: readonly RouteSpec[]; gateways: GatewaysServing }> {
  const { database, catalog } = services;
  await requireProcess(database, request.processId);
  const version = await requireVersion(database, request.processId, request.versionId);
  if (version.number === undefined) throw new WeftError('NOT_FOUND', 'This version was only tried, never published.');
  const routes = routesOf(version.plan, catalog);
  const { routeRevision } = await database.versions.rollBack(version.id, routes, request.by, schedulesOf(version.plan, catalog));
  return { version, routes, gateways: await waitForGateways(services, routeRevision) };
}
