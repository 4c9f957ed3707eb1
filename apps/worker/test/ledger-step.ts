import { createVault, loadMasterKey } from '@weft/secrets';
import { ledgerStatements } from '@weft/testkit';
import type { RunningWeft } from './running-weft.ts';

const connection = 'ledger';

/** A step that writes to the ledger and must not do so twice for one document. `what` is an expression. */
export function writes(what: string) {
  const [insert, pause] = ledgerStatements;
  const statements = [{ sql: insert, parameters: [{ name: 'what', expression: what }] }, { sql: pause }];
  return ['postgres-execute', { connection, statements }] as const;
}

/** Stores the connection that {@link writes} uses, as the studio does: to the database that Weft itself is in. */
export async function connectLedger({ database, databaseUrl, dataDir }: RunningWeft): Promise<void> {
  const vault = createVault(await loadMasterKey({ env: {}, dataDir }));
  const { hostname, port, pathname, username, password } = new URL(databaseUrl);
  const config = { host: hostname, port: Number(port), database: pathname.slice(1), user: decodeURIComponent(username), ssl: 'off' };
  const secrets = { password: decodeURIComponent(password) };
  const sealedSecrets = vault.seal(secrets, connection);
  await database.connections.save(
    { id: connection, name: 'Ledger', type: 'postgres', config, sealedSecrets, secretsSet: ['password'] },
    'test',
  );
}
