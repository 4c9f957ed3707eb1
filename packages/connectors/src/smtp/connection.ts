import { defineConnection, field } from '@weft/step-kit';
import * as z from 'zod';
import { hostField, oneLine, portField, sessionsField, silenceField, verifyField } from '../network/connection-fields.ts';

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
  host: hostField('smtp.example.com'),
  port: portField('Mostly 587; 465 with TLS from the first byte.', 587),
  encryption: field
    .select(['starttls', 'tls', 'off'], {
      title: 'Encryption',
      description: 'starttls: begins plain and must turn to TLS. tls: TLS from the first byte. off: plain.',
    })
    .default('starttls'),
  verify: verifyField(),
  authentication: authentication.default({ kind: 'none' }),
  from: field
    .text({ title: 'Sender', description: 'Who mail is from where the step does not say.', placeholder: 'Orders <orders@example.com>' })
    .max(500)
    .regex(oneLine, 'A sender is one line.')
    .default(''),
  sessionsMax: sessionsField(20, 3),
  timeoutMs: silenceField(),
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
