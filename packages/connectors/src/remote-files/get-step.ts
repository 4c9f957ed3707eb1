import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';
import { connectionField, folderField, pathField, patternField } from './fields.ts';
import type { FileSystem } from './file-system.ts';

const which = field.choice(
  'kind',
  [
    field.group(
      { kind: z.literal('path'), path: pathField('Path', 'The file, below the folder of the connection.') },
      { title: 'One file', description: 'The file of this path.' },
    ),
    field.group(
      { kind: z.literal('newest'), folder: folderField(), pattern: patternField() },
      { title: 'The newest', description: 'Of the files that fit a pattern, the one changed last.' },
    ),
    field.group(
      {
        kind: z.literal('all'),
        folder: folderField(),
        pattern: patternField(),
        order: field.select(['name', 'oldest', 'newest'], { title: 'Order', description: 'Which comes first.' }).default('name'),
        filesMax: field
          .number({ title: 'Most files', description: 'Further ones wait for the next time.', advanced: true })
          .int()
          .min(1)
          .max(100_000)
          .default(10_000),
      },
      { title: 'All that fit', description: 'One document for each file that fits a pattern.' },
    ),
  ],
  { title: 'Files', description: 'Which files are fetched.' },
);

const after = field.choice(
  'kind',
  [
    field.group({ kind: z.literal('leave') }, { title: 'Leave it', description: 'The file stays where it is.' }),
    field.group({ kind: z.literal('delete') }, { title: 'Delete it', description: 'The file is deleted when all of it has been read.' }),
    field.group(
      { kind: z.literal('move'), folder: folderField() },
      { title: 'Move it', description: 'The file is moved to a folder when all of it has been read.' },
    ),
  ],
  { title: 'Afterwards', description: 'What becomes of a file that was fetched.' },
);

const config = (connectionType: string) =>
  z.strictObject({
    connection: connectionField(connectionType),
    files: which,
    once: field
      .toggle({
        title: 'Take each file once',
        description: 'A file that was taken before is left out, by whichever execution; one that has changed since counts as another.',
      })
      .default(false),
    after: after.default({ kind: 'leave' }),
    contentType: field
      .text({ title: 'Content type', description: 'Empty: by the ending of the name.', placeholder: 'text/csv', advanced: true })
      .max(200)
      .default(''),
    rememberDays: field
      .number({ title: 'Remember for', description: 'In days: how long it is known that a file was taken.', advanced: true })
      .int()
      .min(1)
      .max(3_650)
      .default(90),
  });

export type GetConfig = z.output<ReturnType<typeof config>>;

/** Fetches files; each becomes a document. */
export function getStep({ type, title, system }: FileSystem) {
  return defineStep({
    type: `${type}-get`,
    version: 1,
    title: `${title} get`,
    summary: `Fetches files that are ${system}; each becomes a document.`,
    category: 'connectors',
    keywords: ['file', 'download', 'read', 'pick up', 'poll', 'fetch', type],
    role: 'step',
    effect: ({ after: { kind } }) => (kind === 'leave' ? 'idempotent' : 'once'),
    config: config(type),
    initial: { files: { kind: 'newest', folder: '', pattern: '*' }, once: false, after: { kind: 'leave' } },
    ports: () => [
      { id: 'file', title: 'file' },
      { id: 'none', title: 'none' },
    ],
    describe: ({ files }) => {
      if (files.kind === 'path') return files.path;
      const all = `${files.folder === '' ? '' : `${files.folder}/`}${files.pattern}`;
      return files.kind === 'newest' ? `newest ${all}` : all;
    },
    splits: ({ files }) => files.kind === 'all',
    capabilities: ['store'],
  });
}
