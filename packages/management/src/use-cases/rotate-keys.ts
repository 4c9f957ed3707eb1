import type { SealedConnection } from '@weft/database';
import { sealedWith } from '@weft/secrets';
import type { ManagementServices } from '../services.ts';

type Services = Pick<ManagementServices, 'database' | 'vault'>;

export interface KeyUse {
  readonly keyId: string;
  /** Seals what is saved from now on. */
  readonly seals: boolean;
  /** This installation has it. */
  readonly here: boolean;
  readonly connections: number;
}

/** Which master keys are here, and how many connections each of them sealed; also those that something needs and that are not here. */
export async function describeKeys({ database, vault }: Services): Promise<KeyUse[]> {
  const counts = new Map<string, number>(vault.keyIds.map((id) => [id, 0]));
  for await (const { sealedSecrets } of connectionsOf(database)) {
    const keyId = sealedWith(sealedSecrets) ?? 'unknown';
    counts.set(keyId, (counts.get(keyId) ?? 0) + 1);
  }
  return [...counts].map(([keyId, connections]) => ({
    ...{ keyId, connections },
    seals: keyId === vault.keyIds[0],
    here: vault.keyIds.includes(keyId),
  }));
}

export interface Rotation {
  readonly resealed: number;
  /** Names of connections that no key here opens: they stay as they are. */
  readonly unreadable: readonly string[];
}

/** Seals the secrets of all connections with the first key. One after another: broken off, it goes on where it is called again. */
export async function rotateKeys({ database, vault }: Services, by: string): Promise<Rotation> {
  const unreadable: string[] = [];
  let resealed = 0;
  for await (const { id, name, sealedSecrets } of connectionsOf(database)) {
    if (sealedWith(sealedSecrets) === vault.keyIds[0]) continue;
    const secrets = openOrUndefined(vault, sealedSecrets, id);
    if (secrets === undefined) unreadable.push(name);
    // Saved meanwhile, it was sealed with the first key already.
    else if (await database.connections.reseal(id, sealedSecrets, vault.seal(secrets, id))) resealed += 1;
  }
  await database.audit.add({
    by,
    action: 'keys.rotated',
    subject: 'installation',
    detail: { keyId: vault.keyIds[0], resealed, unreadable },
  });
  return { resealed, unreadable };
}

async function* connectionsOf(database: Services['database']): AsyncIterable<SealedConnection> {
  for (const { id } of await database.connections.list()) {
    const connection = await database.connections.get(id);
    if (connection !== undefined) yield connection;
  }
}

function openOrUndefined(vault: Services['vault'], sealed: string, id: string): Record<string, string> | undefined {
  try {
    return vault.open(sealed, id);
  } catch {
    return undefined;
  }
}
