import type { Version } from '@weft/database';
import { WeftError } from '@weft/errors';
import { routesOf, schedulesOf } from '@weft/process';
import type { RouteSpec } from '@weft/step-kit';
import type { ManagementServices } from '../services.ts';
import { planOf } from './check-process.ts';
import { requireProcess } from './require-process.ts';
import { type GatewaysServing, waitForGateways } from './wait-for-gateways.ts';

export interface PublishRequest {
  readonly processId: string;
  /** The draft's revision the person looked at; whatever is stored where undefined. */
  readonly revision?: number | undefined;
  readonly note: string;
  readonly by: string;
}

/**
 * Makes a version of the draft and points the process's endpoints at it. Returns when every live gateway serves it, or
 * after ten seconds with the names of those that do not: published it is either way.
 *
 * @throws WeftError `NOT_FOUND`, `CONFLICT`, `PROCESS_INVALID` (with `problems`), `ROUTE_TAKEN`.
 */
export async function publishProcess(
  services: Pick<ManagementServices, 'database' | 'catalog' | 'environmentId'>,
  { processId, revision, note, by }: PublishRequest,
): Promise<{ version: Version; routes: readonly RouteSpec[]; gateways: GatewaysServing }> {
  const { database, catalog } = services;
  const process = await requireProcess(database, processId);
  if (revision !== undefined && revision !== process.revision) {
    throw new WeftError(
      'CONFLICT',
      `The draft is at revision ${process.revision} now; you looked at revision ${revision}. Look at it again before publishing.`,
    );
  }
  const plan = await planOf(services, process.draft, processId);
  const routes = routesOf(plan, catalog);
  const schedules = schedulesOf(plan, catalog);
  const { version, routeRevision } = await database.versions.publish({ processId, file: process.draft, plan, routes, schedules, by, note });
  return { version, routes, gateways: await waitForGateways(services, routeRevision) };
}
