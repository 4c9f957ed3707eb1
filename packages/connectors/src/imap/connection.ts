import { defineConnection, field } from '@weft/step-kit';
import * as z from 'zod';
import { hostField, portField, silenceField, verifyField } from '../network/connection-fields.ts';

const config = z.strictObject({
  host: hostField('imap.example.com'),
  port: portField('Mostly 993; 143 with starttls.', 993),
  encryption: field
    .select(['tls', 'starttls', 'off'], {
      title: 'Encryption',
      description: 'tls: TLS from the first byte. starttls: begins plain and must turn to TLS. off: plain.',
    })
    .default('tls'),
  verify: verifyField(),
  user: field.text({ title: 'User', description: 'Mostly the whole address.' }).min(1, 'The user is empty.').max(320),
  password: field.secret({ title: 'Password', description: 'Of that user; often a password made for programs.' }).default(''),
  timeoutMs: silenceField(),
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
