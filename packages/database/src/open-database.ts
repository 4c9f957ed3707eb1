import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { makeApiTokens } from './api-tokens.ts';
import { makeAudit } from './audit.ts';
import { makeBackup } from './backup/backup.ts';
import { makeConnections } from './connections.ts';
import type { Database } from './contract.ts';
import { makeEndpointKeys } from './endpoint-keys.ts';
import { makeEndpoints } from './endpoints.ts';
import { makeExecutions } from './executions.ts';
import { makeGateways } from './gateways.ts';
import { PrismaClient } from './generated/client.ts';
import { makeIdempotencyKeys } from './idempotency-keys.ts';
import { makeInbox } from './inbox.ts';
import { makeJournals } from './journals.ts';
import { makeListener } from './listener.ts';
import { makeLive } from './live.ts';
import { makeParkedDocuments } from './parked-documents.ts';
import { makePeople } from './people.ts';
import { makeProcesses } from './processes.ts';
import { makeResultDeliveries } from './result-deliveries.ts';
import { makeRetention } from './retention.ts';
import { makeSchedules } from './schedules.ts';
import { makeSessions } from './sessions.ts';
import { makeSharedValues } from './shared-values.ts';
import type { Store } from './store.ts';
import { translatingErrors } from './translate-errors.ts';
import { makeVersions } from './versions.ts';
import { makeWaits } from './waits.ts';
import { makeWorkers } from './workers.ts';

export interface OpenDatabaseOptions {
  readonly url: string;
  /** Connections at most; one more listens. Default 10. */
  readonly poolMax?: number;
}

/**
 * Opens what Weft stores. Connects when it is first used; the database must have been migrated (`migrate`). A server that is
 * away for a while is connected to again.
 */
export function openDatabase({ url, poolMax = 10 }: OpenDatabaseOptions): Database {
  const pool = new pg.Pool({ connectionString: url, max: poolMax, connectionTimeoutMillis: 10_000, application_name: 'weft' });
  // An idle connection that breaks is taken out of the pool by itself; without a listener the event would end the process.
  pool.on('error', () => undefined);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool), transactionOptions: { maxWait: 10_000, timeout: 30_000 } });
  const listener = makeListener(url);
  const store: Store = { prisma, pool, listener };
  let closing: Promise<void> | undefined;
  async function close(): Promise<void> {
    await listener[Symbol.asyncDispose]();
    await prisma.$disconnect();
    await pool.end();
  }
  return {
    processes: translatingErrors(makeProcesses(store)),
    versions: translatingErrors(makeVersions(store)),
    endpoints: translatingErrors(makeEndpoints(store)),
    gateways: translatingErrors(makeGateways(store)),
    executions: translatingErrors(makeExecutions(store)),
    live: translatingErrors(makeLive(store)),
    connections: translatingErrors(makeConnections(store)),
    audit: translatingErrors(makeAudit(store)),
    people: translatingErrors(makePeople(store)),
    sessions: translatingErrors(makeSessions(store)),
    tokens: translatingErrors(makeApiTokens(store)),
    endpointKeys: translatingErrors(makeEndpointKeys(store)),
    workers: translatingErrors(makeWorkers(store)),
    schedules: translatingErrors(makeSchedules(store)),
    journals: translatingErrors(makeJournals(store)),
    waits: translatingErrors(makeWaits(store)),
    inbox: translatingErrors(makeInbox(store)),
    idempotency: translatingErrors(makeIdempotencyKeys(store)),
    results: translatingErrors(makeResultDeliveries(store)),
    parked: translatingErrors(makeParkedDocuments(store)),
    shared: translatingErrors(makeSharedValues(store)),
    retention: translatingErrors(makeRetention(store)),
    backup: translatingErrors(makeBackup(store)),

    healthy: () =>
      pool.query('SELECT 1').then(
        () => true,
        () => false,
      ),

    close: () => {
      closing ??= close();
      return closing;
    },
  };
}
