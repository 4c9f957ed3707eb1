import { WeftError } from '@weft/errors';
import type { Endpoints } from './contract.ts';
import { toEndpoint } from './endpoint-row.ts';
import type { Prisma } from './generated/client.ts';
import { channels } from './notify.ts';
import type { Store } from './store.ts';

interface Row {
  revision: number;
  id: string | null;
  environmentId: string;
  processId: string;
  processName: string;
  versionId: string;
  route: Prisma.JsonValue;
}

export function makeEndpoints({ pool, listener }: Store): Endpoints {
  return {
    async all(environmentId) {
      // One statement sees one state: the revision is that of exactly these rows.
      const { rows } = await pool.query<Row>(
        `SELECT environment.route_revision AS revision, endpoint.id, environment.id AS "environmentId", endpoint.process_id AS "processId",
                process.name AS "processName", endpoint.version_id AS "versionId", endpoint.route
         FROM environment
         LEFT JOIN endpoint ON endpoint.environment_id = environment.id
         LEFT JOIN process ON process.id = endpoint.process_id
         WHERE environment.id = $1 ORDER BY endpoint.id`,
        [environmentId],
      );
      const [first] = rows;
      if (first === undefined) throw new WeftError('NOT_FOUND', `There is no environment "${environmentId}".`);
      const endpoints = rows.flatMap((row) => (row.id === null ? [] : [toEndpoint({ ...row, id: row.id })]));
      return { revision: first.revision, endpoints };
    },

    watch: (changed) => listener.subscribe(channels.routes, { receive: changed, reconnected: changed }),
  };
}
