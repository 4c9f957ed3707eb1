import { field } from '@weft/step-kit';

/** Fields that the steps of all file connectors share. */
export const connectionField = (connectionType: string) =>
  field
    .connection({ title: 'Connection', description: 'The server and the folder that paths begin at.', connectionType })
    .min(1, 'Choose a connection.');

export const folderField = () =>
  field
    .template({ title: 'Folder', description: 'Below the folder of the connection; empty for that folder itself.', placeholder: 'orders' })
    .max(1_000)
    .default('');

export const patternField = () =>
  field
    .template({
      title: 'File names',
      description: 'A pattern: * stands for any characters, ? for one, {a,b} for one of several, [0-9] for one of a range.',
      placeholder: 'orders-*.csv',
    })
    .min(1, 'The pattern is empty. * fits all files.')
    .max(1_000)
    .default('*');

export const pathField = (title: string, description: string) =>
  field.template({ title, description, placeholder: 'out/{{ body.id }}.json' }).min(1, 'The path is empty.').max(1_000);

export const makeFoldersField = () =>
  field.toggle({ title: 'Make folders', description: 'Makes the folders of the path that are not there.', advanced: true }).default(true);
