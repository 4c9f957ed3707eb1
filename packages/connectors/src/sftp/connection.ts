import { defineConnection, field } from '@weft/step-kit';
import * as z from 'zod';
import { folderField, hostField, oneLine, portField, sessionsField, silenceField } from '../network/connection-fields.ts';

const authentication = field.choice(
  'kind',
  [
    field.group(
      {
        kind: z.literal('password'),
        password: field
          .secret({ title: 'Password', description: 'The password of that user.' })
          .regex(oneLine, 'The password holds a line break.'),
      },
      { title: 'Password', description: 'Also where the server asks for it in a dialogue.' },
    ),
    field.group(
      {
        kind: z.literal('key'),
        privateKey: field
          .secret({ title: 'Private key', description: 'The whole key file, from its BEGIN line to its END line.' })
          .min(1, 'The private key is empty.'),
        passphrase: field.secret({ title: 'Passphrase', description: 'Of the key; empty where it has none.' }).default(''),
      },
      { title: 'Private key', description: 'An OpenSSH or PEM key: Ed25519, ECDSA or RSA.' },
    ),
  ],
  { title: 'Sign in with', description: 'How the user proves to be that user.' },
);

const config = z.strictObject({
  host: hostField('sftp.example.com'),
  port: portField('Mostly 22.', 22),
  user: field
    .text({ title: 'User', description: 'The name to sign in with.' })
    .min(1, 'The user is empty.')
    .max(200)
    .regex(oneLine, 'A user name is one line.'),
  authentication: authentication.default({ kind: 'password', password: '' }),
  hostKey: field
    .text({
      title: 'Host key',
      description:
        'The fingerprint that the server must show, as "ssh-keygen -lf" prints it; several parted by blanks. Left empty, the test tells which one it shows.',
      placeholder: 'SHA256:9nVKz…',
    })
    .max(2_000)
    .regex(/^\s*(SHA256:[A-Za-z0-9+/]{43}=?[\s,]*)*$/, 'A fingerprint is "SHA256:" and 43 characters of Base64.')
    .default(''),
  folder: folderField('Paths begin here; steps cannot leave it. Empty: where the server puts the user.', {
    placeholder: '/data',
    lengthMax: 1_000,
  }),
  sessionsMax: sessionsField(50, 4),
  timeoutMs: silenceField('In milliseconds: how long the server may leave a question without an answer.'),
});

/** An SFTP server, known by its host key. */
export const connection = defineConnection({
  type: 'sftp',
  title: 'SFTP server',
  summary: 'A server that keeps files, over SSH.',
  config,
  initial: { host: '', port: 22, user: '', authentication: { kind: 'password', password: '' }, hostKey: '', folder: '' },
  describe: ({ user, host, port, folder }) =>
    `${user}@${host}${port === 22 ? '' : `:${port}`}${folder === '' ? '' : `/${folder.replace(/^\/+/, '')}`}`,
});
