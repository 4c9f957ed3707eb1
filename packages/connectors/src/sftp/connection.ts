import { defineConnection, field } from '@weft/step-kit';
import * as z from 'zod';

const oneLine = /^[^\r\n\0]*$/;

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
  host: field
    .text({ title: 'Host', description: 'The name or address of the server.', placeholder: 'sftp.example.com' })
    .min(1, 'The host is empty.')
    .max(253)
    .regex(/^[A-Za-z0-9._:-]+$/, 'A host is a name or an address, without a scheme, a port or a path.'),
  port: field.number({ title: 'Port', description: 'Mostly 22.' }).int().min(1).max(65_535).default(22),
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
  folder: field
    .text({
      title: 'Folder',
      description: 'Paths begin here; steps cannot leave it. Empty: where the server puts the user.',
      placeholder: '/data',
    })
    .max(1_000)
    .regex(oneLine, 'A folder is one line.')
    .default(''),
  sessionsMax: field
    .number({ title: 'Sessions', description: 'How many a worker opens at most.', advanced: true })
    .int()
    .min(1)
    .max(50)
    .default(4),
  timeoutMs: field
    .number({
      title: 'Time-out',
      description: 'In milliseconds: how long the server may leave a question without an answer.',
      advanced: true,
    })
    .int()
    .min(100)
    .max(600_000)
    .default(30_000),
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
