import { defineConnection, field } from '@weft/step-kit';
import * as z from 'zod';

const config = z.strictObject({
  host: field
    .text({ title: 'Host', description: 'The name or address of the server.', placeholder: 'files.example.com' })
    .min(1, 'The host is empty.')
    .max(253)
    .regex(/^[A-Za-z0-9._:-]+$/, 'A host is a name or an address, without a scheme, a port or a path.'),
  port: field.number({ title: 'Port', description: 'Mostly 21; 990 with implicit TLS.' }).int().min(1).max(65_535).default(21),
  user: field
    .text({ title: 'User', description: 'The name to sign in with.' })
    .max(200)
    .regex(/^[^\r\n\0]*$/, 'A user name is one line.')
    .default('anonymous'),
  password: field
    .secret({ title: 'Password', description: 'The password of that user.' })
    .regex(/^[^\r\n\0]*$/, 'The password holds a line break.')
    .default(''),
  encryption: field
    .select(['off', 'explicit', 'implicit'], {
      title: 'Encryption',
      description: 'off: plain FTP. explicit: FTPS that begins plain and turns to TLS. implicit: FTPS that is TLS from the first byte.',
    })
    .default('explicit'),
  verify: field
    .toggle({
      title: 'Check the certificate',
      description: 'Off: any certificate is taken; whoever is in between can read along.',
      advanced: true,
    })
    .default(true),
  folder: field
    .text({
      title: 'Folder',
      description: 'Paths begin here; steps cannot leave it. Empty: where the server puts the user.',
      placeholder: '/data',
    })
    .max(1_000)
    .regex(/^[^\r\n\0]*$/, 'A folder is one line.')
    .default(''),
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
  sessionsMax: field
    .number({ title: 'Sessions', description: 'How many a worker opens at most.', advanced: true })
    .int()
    .min(1)
    .max(50)
    .default(4),
  timeoutMs: field
    .number({ title: 'Time-out', description: 'In milliseconds: how long the server may say nothing.', advanced: true })
    .int()
    .min(100)
    .max(600_000)
    .default(30_000),
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
