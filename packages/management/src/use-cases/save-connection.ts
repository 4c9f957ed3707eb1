import type { ConnectionSummary } from '@weft/database';
import type { ManagementServices } from '../services.ts';
import { type ConnectionDraft, completeConnection } from './complete-connection.ts';

/** Stores a connection, its secrets sealed. @throws WeftError `CONNECTION_UNKNOWN`, `CONFIG_INVALID` with `problems`, `CONFLICT`. */
export async function saveConnection(
  services: Pick<ManagementServices, 'database' | 'catalog' | 'secrets'>,
  request: ConnectionDraft & { readonly name: string; readonly by: string },
): Promise<ConnectionSummary> {
  const { config, secrets } = await completeConnection(services, request);
  const { id, name, type, by } = request;
  return services.database.connections.save(
    {
      ...(id === undefined ? {} : { id }),
      name,
      type,
      config,
      sealedSecrets: await services.secrets.seal(JSON.stringify(secrets)),
      secretsSet: Object.keys(secrets).sort(),
    },
    by,
  );
}
