import { defineConnection } from '@weft/step-kit';
import { sqlConnectionConfig } from '../sql/connection-config.ts';

const config = sqlConnectionConfig({ port: 3306, account: 'account', databaseLengthMax: 64, userLengthMax: 128 });

/** A MySQL or MariaDB database. */
export const connection = defineConnection({
  type: 'mysql',
  title: 'MySQL or MariaDB',
  summary: 'A MySQL or MariaDB database, with the account to use it as.',
  config,
  initial: { host: '', port: 3306, database: '', user: '', ssl: 'verify' },
  describe: ({ user, host, port, database }) => `${user}@${host}${port === 3306 ? '' : `:${port}`}/${database}`,
});
