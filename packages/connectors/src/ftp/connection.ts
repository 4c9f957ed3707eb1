import { defineConnection, field } from '@weft/step-kit';
import * as z from 'zod';
import { folderField, hostField, oneLine, portField, sessionsField, silenceField, verifyField } from '../network/connection-fields.ts';

const config = z.strictObject({
  host: hostField('files.example.com'),
  port: portField('Mostly 21; 990 with implicit TLS.', 21),
  user: field
    .text({ title: 'User', description: 'The name to sign in with.' })
    .max(200)
    .regex(oneLine, 'A user name is one line.')
    .default('anonymous'),
  password: field
    .secret({ title: 'Password', description: 'The password of that user.' })
    .regex(oneLine, 'The password holds a line break.')
    .default(''),
  encryption: field
    .select(['off', 'explicit', 'implicit'], {
      title: 'Encryption',
      description: 'off: plain FTP. explicit: FTPS that begins plain and turns to TLS. implicit: FTPS that is TLS from the first byte.',
    })
    .default('explicit'),
  verify: verifyField(),
  folder: folderField('Paths begin here; steps cannot leave it. Empty: where the server puts the user.', {
    placeholder: '/data',
    lengthMax: 1_000,
  }),
  encoding: field
    .select(['utf8', 'latin1'], {
      title: 'Names are in',
      description: 'The character set of file names. Old servers use latin1.',
      advanced: true,
    })
    .default('utf8'),
  passive: field
    .select(['auto', 'pasv'], {
      title: 'Data connections',
      description: 'auto: EPSV, and PASV where the server does not know it. pasv: PASV at once. They always go to the host above.',
      advanced: true,
    })
    .default('auto'),
  sessionsMax: sessionsField(50, 4),
  timeoutMs: silenceField(),
});

/** An FTP server, with or without TLS. */
export const connection = defineConnection({
  type: 'ftp',
  title: 'FTP server',
  summary: 'A server that keeps files, over FTP or FTPS.',
  config,
  initial: { host: '', port: 21, user: '', encryption: 'explicit', folder: '' },
  describe: ({ user, host, port, folder }) =>
    `${user}@${host}${port === 21 ? '' : `:${port}`}${folder === '' ? '' : `/${folder.replace(/^\/+/, '')}`}`,
});
