import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { connectionDefinitions, stepEntries as connectorEntries } from '@weft/connectors/catalog';
import { type Database, openDatabase } from '@weft/database';
import { createDiskBlobStore } from '@weft/document/disk';
import { createManagementApi, makeSignInLimiter } from '@weft/management';
import { createVault, loadMasterKey } from '@weft/secrets';
import { makeCatalog } from '@weft/step-kit';
import { stepEntries } from '@weft/steps/catalog';
import { createLogger } from '@weft/telemetry';
import { readStudioEnv } from '../env.ts';
import { firstRun } from './first-run.ts';

export interface Studio {
  readonly database: Database;
  readonly api: ReturnType<typeof createManagementApi>;
}

// Next loads this module once per bundle that imports it; the studio itself must exist once per process.
const holder = globalThis as typeof globalThis & { weftStudio?: Promise<Studio> };

/** The server side of the studio, opened on first use. A failure to open is not kept: the next use tries again. */
export function studio(): Promise<Studio> {
  if (holder.weftStudio === undefined) {
    const opening = openStudio();
    holder.weftStudio = opening;
    opening.catch(() => {
      if (holder.weftStudio === opening) delete holder.weftStudio;
    });
  }
  return holder.weftStudio;
}

async function openStudio(): Promise<Studio> {
  const env = readStudioEnv(process.env);
  const log = createLogger({ service: 'studio' });
  await mkdir(env.dataDir, { recursive: true });
  const vault = createVault(await loadMasterKey({ env: process.env, dataDir: env.dataDir }));
  const database = openDatabase({ url: env.databaseUrl });
  const setUp = await firstRun(database, env).catch(async (thrown: unknown) => {
    await database.close();
    throw thrown;
  });
  const api = createManagementApi({
    database,
    catalog: makeCatalog([...stepEntries, ...connectorEntries], connectionDefinitions),
    blobs: createDiskBlobStore(join(env.dataDir, 'blobs')),
    vault,
    internalToken: vault.derive('internal-api').toString('base64url'),
    environmentId: env.environmentId,
    gatewayUrl: env.gatewayUrl,
    setUp,
    signInLimiter: makeSignInLimiter(Date.now),
    now: () => new Date(),
    log: (event, fields) => log.error(event, fields),
  });
  log.info('studio.opened', { setUpNeeded: setUp.code !== undefined });
  return { database, api };
}
