import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';
import { connectionField, folderField, patternField } from './fields.ts';
import type { FileSystem } from './file-system.ts';

const config = (connectionType: string) =>
  z.strictObject({
    connection: connectionField(connectionType),
    folder: folderField(),
    pattern: patternField(),
    include: field.select(['files', 'folders', 'both'], { title: 'What', description: 'What is listed.', advanced: true }).default('files'),
    result: field
      .select(['list', 'document-per-file'], {
        title: 'Result',
        description: 'list: one document with the list. document-per-file: one document for each file.',
      })
      .default('list'),
  });

export type ListConfig = z.output<ReturnType<typeof config>>;

/** Tells which files are in a folder. */
export function listStep({ type, title, system }: FileSystem) {
  return defineStep({
    type: `${type}-list`,
    version: 1,
    title: `${title} list`,
    summary: `Tells which files are in a folder ${system}.`,
    category: 'connectors',
    keywords: ['files', 'folder', 'directory', 'dir', 'ls', type],
    role: 'step',
    effect: 'idempotent',
    config: config(type),
    initial: { folder: '', pattern: '*', result: 'list' },
    ports: () => [{ id: 'out', title: 'files' }],
    describe: ({ folder, pattern }) => `${folder === '' ? '' : `${folder}/`}${pattern}`,
    splits: ({ result }) => result === 'document-per-file',
  });
}
