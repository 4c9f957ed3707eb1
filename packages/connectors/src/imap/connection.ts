import { defineConnection, field } from '@weft/step-kit';
import * as z from 'zod';

const config = z.strictObject({
  host: field
    .text({ title: 'Host', description: 'The name or address of the server.', placeholder: 'imap.example.com' })
    .min(1, 'The host is empty.')
    .max(253)
    .regex(/^[A-Za-z0-9._:-]+$/, 'A host is a name or an address, without a scheme, a port or a path.'),
  port: field.number({ title: 'Port', description: 'Mostly 993; 143 with starttls.' }).int().min(1).max(65_535).default(993),
  encryption: field
    .select(['tls', 'starttls', 'off'], {
      title: 'Encryption',
      description: 'tls: TLS from the first byte. starttls: begins plain and must turn to TLS. off: plain.',
    })
    .default('tls'),
  verify: field
    .toggle({
      title: 'Check the certificate',
      description: 'Off: any certificate is taken; whoever is in between can read along.',
      advanced: true,
    })
    .default(true),
  user: field.text({ title: 'User', description: 'Mostly the whole address.' }).min(1, 'The user is empty.').max(320),
  password: field.secret({ title: 'Password', description: 'Of that user; often a password made for programs.' }).default(''),
  timeoutMs: field
    .number({ title: 'Time-out', description: 'In milliseconds: how long the server may say nothing.', advanced: true })
    .int()
    .min(100)
    .max(600_000)
    .default(30_000),
});

/** A mailbox that mail is fetched from. */
export const connection = defineConnection({
  type: 'imap',
  title: 'Mailbox (IMAP)',
  summary: 'A mailbox that mail arrives in.',
  config,
  initial: { host: '', port: 993, encryption: 'tls', user: '' },
  describe: ({ user, host, port }) => `${user} at ${host}${port === 993 ? '' : `:${port}`}`,
});
