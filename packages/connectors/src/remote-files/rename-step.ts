import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';
import { connectionField, makeFoldersField, pathField } from './fields.ts';
import type { FileSystem } from './file-system.ts';

const config = (connectionType: string) =>
  z.strictObject({
    connection: connectionField(connectionType),
    from: pathField('From', 'The file, below the folder of the connection.'),
    to: pathField('To', 'The new path; another folder moves the file.'),
    conflict: field
      .select(['fail', 'overwrite', 'number'], {
        title: 'If it is there',
        description: 'fail: the step fails. overwrite: the file takes its place. number: the file becomes "name (2)".',
      })
      .default('fail'),
    makeFolders: makeFoldersField(),
  });

export type RenameConfig = z.output<ReturnType<typeof config>>;

/** Renames or moves a file. */
export function renameStep({ type, title, system }: FileSystem) {
  return defineStep({
    type: `${type}-rename`,
    version: 1,
    title: `${title} rename`,
    summary: `Renames or moves a file ${system}.`,
    category: 'connectors',
    keywords: ['file', 'move', 'archive', 'mv', type],
    role: 'step',
    effect: 'once',
    config: config(type),
    initial: { from: '', to: '', conflict: 'fail' },
    ports: () => [{ id: 'out', title: 'done' }],
    describe: ({ from, to }) => `${from} → ${to}`,
  });
}
