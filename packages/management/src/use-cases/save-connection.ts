import { randomUUID } from 'node:crypto';
import type { ConnectionSummary } from '@weft/database';
import type { ManagementServices } from '../services.ts';
import { type ConnectionDraft, completeConnection } from './complete-connection.ts';

/** Stores a connection, its secrets sealed. @throws WeftError `CONNECTION_UNKNOWN`, `CONFIG_INVALID` with `problems`, `CONFLICT`. */
export async function saveConnection(
  services: Pick<ManagementServices, 'database' | 'catalog' | 'vault'>,
  request: ConnectionDraft & { readonly name: string; readonly by: string },
): Promise<ConnectionSummary> {
  const { config, secrets } = await completeConnection(services, request);
  // Made here: what is sealed is bound to it.
  const { id = randomUUID(), name, type, by } = request;
  return services.database.connections.save(
    {
      id,
      name,
      type,
      config,
      sealedSecrets: services.vault.seal(secrets, id),
      secretsSet: Object.keys(secrets).sort(),
    },
    by,
  );
}
