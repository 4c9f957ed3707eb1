import { defineConnection, field } from '@weft/step-kit';
import * as z from 'zod';

const config = z.strictObject({
  host: field
    .text({ title: 'Host', description: 'The name or address of the server.', placeholder: 'db.example.com' })
    .min(1, 'The host is empty.')
    .max(253)
    .regex(/^[A-Za-z0-9._:-]+$/, 'A host is a name or an address, without a scheme, a port or a path.'),
  port: field.number({ title: 'Port', description: 'The port of the server.' }).int().min(1).max(65_535).default(3306),
  database: field.text({ title: 'Database', description: 'The name of the database.' }).min(1, 'The database is empty.').max(64),
  user: field.text({ title: 'User', description: 'The account to sign in as.' }).min(1, 'The user is empty.').max(128),
  password: field.secret({ title: 'Password', description: 'The password of that account.' }).default(''),
  ssl: field
    .select(['off', 'require', 'verify'], {
      title: 'Encryption',
      description: 'off: none. require: TLS without checking the certificate. verify: TLS, and the certificate must fit the host.',
    })
    .default('verify'),
  poolMax: field
    .number({ title: 'Connections', description: 'How many a worker opens at most.', advanced: true })
    .int()
    .min(1)
    .max(100)
    .default(10),
});

/** A MySQL or MariaDB database. */
export const connection = defineConnection({
  type: 'mysql',
  title: 'MySQL or MariaDB',
  summary: 'A MySQL or MariaDB database, with the account to use it as.',
  config,
  initial: { host: '', port: 3306, database: '', user: '', ssl: 'verify' },
  describe: ({ user, host, port, database }) => `${user}@${host}${port === 3306 ? '' : `:${port}`}/${database}`,
});
