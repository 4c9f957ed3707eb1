import { WeftError } from '@weft/errors';
import type { RouteSpec } from '@weft/step-kit';
import { newId } from './id.ts';
import { toJson } from './json-column.ts';
import { channels, notifyOnCommit } from './notify.ts';
import { pathKey } from './path-key.ts';
import type { Transaction } from './store.ts';

/**
 * Makes every other change of an environment's routes wait until this transaction has ended. Taken before any other lock.
 * @throws WeftError `NOT_FOUND`.
 */
export async function lockEnvironment(tx: Transaction, environmentId: string): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>`SELECT id FROM environment WHERE id = ${environmentId} FOR UPDATE`;
  if (rows.length === 0) throw new WeftError('NOT_FOUND', `There is no environment "${environmentId}".`);
}

/** Takes the addresses of a process, and that it is live, away. */
export async function removeFromRoutes(tx: Transaction, environmentId: string, processId: string): Promise<void> {
  await tx.endpoint.deleteMany({ where: { environmentId, processId } });
  await tx.deployment.deleteMany({ where: { environmentId, processId } });
}

export interface Claim {
  readonly environmentId: string;
  readonly processId: string;
  readonly versionId: string;
  readonly routes: readonly RouteSpec[];
}

/**
 * Points the addresses at a version, which becomes the live one; those the process had before are given up.
 * @throws WeftError `ROUTE_TAKEN` naming the process that has one of them.
 */
export async function claimRoutes(tx: Transaction, { environmentId, processId, versionId, routes }: Claim): Promise<void> {
  await removeFromRoutes(tx, environmentId, processId);
  const endpoints = routes.map((route) => ({ id: newId(), environmentId, processId, versionId, route: toJson(route) }));
  const claims = routes.flatMap((route, index) =>
    route.methods.map((method) => ({
      environmentId,
      protocol: route.protocol,
      method: method.toUpperCase(),
      pathKey: pathKey(route.path),
      endpointId: endpoints[index]?.id ?? '',
    })),
  );
  await refuseTaken(tx, claims, routes);
  await tx.deployment.create({ data: { environmentId, processId, versionId } });
  await tx.endpoint.createMany({ data: endpoints });
  await tx.routeClaim.createMany({ data: claims });
}

async function refuseTaken(
  tx: Transaction,
  claims: ReadonlyArray<{ environmentId: string; protocol: string; method: string; pathKey: string }>,
  routes: readonly RouteSpec[],
): Promise<void> {
  const seen = new Set<string>();
  for (const claim of claims) {
    const address = `${claim.protocol} ${claim.method} ${claim.pathKey}`;
    if (seen.has(address)) throw new WeftError('ROUTE_TAKEN', `The process itself claims ${claim.method} /${claim.pathKey} twice.`);
    seen.add(address);
  }
  if (claims.length === 0) return;
  const taken = await tx.routeClaim.findFirst({
    where: { OR: claims.map(({ environmentId, protocol, method, pathKey: key }) => ({ environmentId, protocol, method, pathKey: key })) },
    select: { method: true, pathKey: true, endpoint: { select: { process: { select: { name: true } } } } },
  });
  if (taken === null) return;
  const wanted = routes.find((route) => pathKey(route.path) === taken.pathKey);
  throw new WeftError(
    'ROUTE_TAKEN',
    `The process "${taken.endpoint.process.name}" already answers ${taken.method} /${wanted?.path ?? taken.pathKey}. Change the path or unpublish that process.`,
  );
}

/** Says that the routes have changed, to the gateways when the transaction commits; returns the new revision. */
export async function raiseRouteRevision(tx: Transaction, environmentId: string): Promise<number> {
  const { routeRevision } = await tx.environment.update({
    where: { id: environmentId },
    data: { routeRevision: { increment: 1 } },
    select: { routeRevision: true },
  });
  await notifyOnCommit(tx, channels.routes, environmentId);
  return routeRevision;
}
