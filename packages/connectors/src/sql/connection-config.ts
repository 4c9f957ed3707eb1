import { field } from '@weft/step-kit';
import * as z from 'zod';
import { hostField, portField } from '../network/connection-fields.ts';

/** What one database system calls things and allows. */
export interface SqlServer {
  readonly port: number;
  /** Whom one signs in as: `role`, `account`. */
  readonly account: string;
  /** Longest names, in characters. */
  readonly databaseLengthMax: number;
  readonly userLengthMax: number;
}

/** How a database is reached, and as whom. */
export const sqlConnectionConfig = ({ port, account, databaseLengthMax, userLengthMax }: SqlServer) =>
  z.strictObject({
    host: hostField('db.example.com'),
    port: portField('The port of the server.', port),
    database: field
      .text({ title: 'Database', description: 'The name of the database.' })
      .min(1, 'The database is empty.')
      .max(databaseLengthMax),
    user: field
      .text({ title: 'User', description: `The ${account} to sign in as.` })
      .min(1, 'The user is empty.')
      .max(userLengthMax),
    password: field.secret({ title: 'Password', description: `The password of that ${account}.` }).default(''),
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
