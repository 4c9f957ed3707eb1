import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';
import { connectionField, makeFoldersField, pathField } from './fields.ts';
import type { FileSystem } from './file-system.ts';

const config = (connectionType: string) =>
  z.strictObject({
    connection: connectionField(connectionType),
    path: pathField('Path', 'Where the file goes, below the folder of the connection.'),
    conflict: field
      .select(['overwrite', 'skip', 'fail', 'number', 'append'], {
        title: 'If it is there',
        description:
          'overwrite: the new one takes its place. skip: it stays. fail: the step fails. number: the new one becomes "name (2)". append: the body is added to its end.',
      })
      .default('overwrite'),
    makeFolders: makeFoldersField(),
  });

export type PutConfig = z.output<ReturnType<typeof config>>;

/** Writes the body into a file. */
export function putStep({ type, title, system }: FileSystem) {
  return defineStep({
    type: `${type}-put`,
    version: 1,
    title: `${title} put`,
    summary: `Writes the body of the document into a file ${system}.`,
    category: 'connectors',
    keywords: ['file', 'upload', 'write', 'store', 'save', type],
    role: 'step',
    effect: ({ conflict }) => (conflict === 'overwrite' ? 'idempotent' : 'once'),
    config: config(type),
    initial: { path: '', conflict: 'overwrite' },
    ports: ({ conflict }) => [{ id: 'out', title: 'written' }, ...(conflict === 'skip' ? [{ id: 'skipped', title: 'was there' }] : [])],
    describe: ({ path }) => path,
  });
}
