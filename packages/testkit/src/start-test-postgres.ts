import { type PostgresServer, type StartPostgresOptions, startPostgres } from '@weft/embedded-postgres';

/** A PostgreSQL for tests: fast, because what it is told need not survive. */
export function startTestPostgres(options: Omit<StartPostgresOptions, 'fsync'>): Promise<PostgresServer> {
  return startPostgres({ ...options, fsync: false });
}
