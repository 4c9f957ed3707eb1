import { defineConnection, field } from '@weft/step-kit';
import * as z from 'zod';

const oneLine = /^[^\r\n\0]*$/;

const authentication = field.choice(
  'kind',
  [
    field.group({ kind: z.literal('none') }, { title: 'Not at all', description: 'The server takes mail from this machine as it is.' }),
    field.group(
      {
        kind: z.literal('password'),
        user: field
          .text({ title: 'User', description: 'Mostly the whole address.' })
          .min(1, 'The user is empty.')
          .max(320)
          .regex(oneLine, 'A user name is one line.'),
        password: field.secret({ title: 'Password', description: 'Of that user; often a password made for programs.' }).default(''),
      },
      { title: 'Password', description: 'With a user and a password.' },
    ),
  ],
  { title: 'Sign in', description: 'How the server knows who sends.' },
);

const config = z.strictObject({
  host: field
    .text({ title: 'Host', description: 'The name or address of the server.', placeholder: 'smtp.example.com' })
    .min(1, 'The host is empty.')
    .max(253)
    .regex(/^[A-Za-z0-9._:-]+$/, 'A host is a name or an address, without a scheme, a port or a path.'),
  port: field.number({ title: 'Port', description: 'Mostly 587; 465 with TLS from the first byte.' }).int().min(1).max(65_535).default(587),
  encryption: field
    .select(['starttls', 'tls', 'off'], {
      title: 'Encryption',
      description: 'starttls: begins plain and must turn to TLS. tls: TLS from the first byte. off: plain.',
    })
    .default('starttls'),
  verify: field
    .toggle({
      title: 'Check the certificate',
      description: 'Off: any certificate is taken; whoever is in between can read along.',
      advanced: true,
    })
    .default(true),
  authentication: authentication.default({ kind: 'none' }),
  from: field
    .text({ title: 'Sender', description: 'Who mail is from where the step does not say.', placeholder: 'Orders <orders@example.com>' })
    .max(500)
    .regex(oneLine, 'A sender is one line.')
    .default(''),
  sessionsMax: field
    .number({ title: 'Sessions', description: 'How many a worker opens at most.', advanced: true })
    .int()
    .min(1)
    .max(20)
    .default(3),
  timeoutMs: field
    .number({ title: 'Time-out', description: 'In milliseconds: how long the server may say nothing.', advanced: true })
    .int()
    .min(100)
    .max(600_000)
    .default(30_000),
});

/** A server that takes mail. */
export const connection = defineConnection({
  type: 'smtp',
  title: 'Mail server (SMTP)',
  summary: 'A server that sends mail.',
  config,
  initial: { host: '', port: 587, encryption: 'starttls', authentication: { kind: 'password', user: '', password: '' }, from: '' },
  describe: ({ host, port, from }) => `${host}${port === 587 ? '' : `:${port}`}${from === '' ? '' : ` as ${from}`}`,
});
