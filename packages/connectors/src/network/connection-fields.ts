import { field } from '@weft/step-kit';

/** What may not break out of one line of a protocol. */
export const oneLine = /^[^\r\n\0]*$/;

/** The name or address of a server. */
export const hostField = (placeholder: string) =>
  field
    .text({ title: 'Host', description: 'The name or address of the server.', placeholder })
    .min(1, 'The host is empty.')
    .max(253)
    .regex(/^[A-Za-z0-9._:-]+$/, 'A host is a name or an address, without a scheme, a port or a path.');

/** The port of a server; `usual` where none is chosen. */
export const portField = (description: string, usual: number) =>
  field.number({ title: 'Port', description }).int().min(1).max(65_535).default(usual);

/** Whether the certificate of a server is checked. */
export const verifyField = () =>
  field
    .toggle({
      title: 'Check the certificate',
      description: 'Off: any certificate is taken; whoever is in between can read along.',
      advanced: true,
    })
    .default(true);

/** Where the paths of steps begin on a server that keeps files. */
export const folderField = (
  description: string,
  { placeholder, lengthMax }: { readonly placeholder: string; readonly lengthMax: number },
) => field.text({ title: 'Folder', description, placeholder }).max(lengthMax).regex(oneLine, 'A folder is one line.').default('');

/** How many sessions a worker opens at most. */
export const sessionsField = (most: number, usual: number) =>
  field
    .number({ title: 'Sessions', description: 'How many a worker opens at most.', advanced: true })
    .int()
    .min(1)
    .max(most)
    .default(usual);

/** How long a server may be silent, in milliseconds. */
export const silenceField = (description = 'In milliseconds: how long the server may say nothing.') =>
  field.number({ title: 'Time-out', description, advanced: true }).int().min(100).max(600_000).default(30_000);
