import type { RouteSpec } from '@weft/step-kit';
import type { Endpoint } from './contract.ts';
import type { Prisma } from './generated/client.ts';
import { fromJson } from './json-column.ts';

interface EndpointRow {
  readonly id: string;
  readonly environmentId: string;
  readonly processId: string;
  readonly processName: string;
  readonly versionId: string;
  readonly route: Prisma.JsonValue;
}

/** A stored address as the rest of Weft knows it. */
export function toEndpoint({ id, environmentId, processId, processName, versionId, route }: EndpointRow): Endpoint {
  return { ...fromJson<RouteSpec>(route), id, environmentId, processId, processName, versionId };
}
