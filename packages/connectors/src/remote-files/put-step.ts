import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';
import { connectionField, makeFoldersField, pathField } from './fields.ts';
import type { FileSystem } from './file-system.ts';

const conflicts = ['overwrite', 'skip', 'fail', 'number', 'append'] as const;
type Conflicts = typeof conflicts;
const told = 'overwrite: the new one takes its place. skip: it stays. fail: the step fails. number: the new one becomes "name (2)".';

/** Where nothing can be appended, that is not offered; what is chosen is of the same type. */
const conflictField = (appends: boolean) =>
  appends
    ? field.select(conflicts, { title: 'If it is there', description: `${told} append: the body is added to its end.` })
    : field.select(conflicts.slice(0, -1) as unknown as Conflicts, { title: 'If it is there', description: told });

const config = ({ type, appends = true }: FileSystem) =>
  z.strictObject({
    connection: connectionField(type),
    path: pathField('Path', 'Where the file goes, below the folder of the connection.'),
    conflict: conflictField(appends).default('overwrite'),
    makeFolders: makeFoldersField(),
  });

export type PutConfig = z.output<ReturnType<typeof config>>;

/** Writes the body into a file. */
export function putStep(fileSystem: FileSystem) {
  const { type, title, system } = fileSystem;
  return defineStep({
    type: `${type}-put`,
    version: 1,
    title: `${title} put`,
    summary: `Writes the body of the document into a file ${system}.`,
    category: 'connectors',
    keywords: ['file', 'upload', 'write', 'store', 'save', type],
    role: 'step',
    effect: ({ conflict }) => (conflict === 'overwrite' ? 'idempotent' : 'once'),
    config: config(fileSystem),
    initial: { path: '', conflict: 'overwrite' },
    ports: ({ conflict }) => [{ id: 'out', title: 'written' }, ...(conflict === 'skip' ? [{ id: 'skipped', title: 'was there' }] : [])],
    describe: ({ path }) => path,
  });
}
