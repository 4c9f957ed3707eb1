import { defineConnection } from '@weft/step-kit';
import { sqlConnectionConfig } from '../sql/connection-config.ts';

const config = sqlConnectionConfig({ port: 5432, account: 'role', databaseLengthMax: 63, userLengthMax: 63 });

/** A PostgreSQL database. */
export const connection = defineConnection({
  type: 'postgres',
  title: 'PostgreSQL',
  summary: 'A PostgreSQL database, with the role to use it as.',
  config,
  initial: { host: '', port: 5432, database: '', user: '', ssl: 'verify' },
  describe: ({ user, host, port, database }) => `${user}@${host}${port === 5432 ? '' : `:${port}`}/${database}`,
});
