import { defineStep } from '@weft/step-kit';
import * as z from 'zod';
import { connectionField, pathField } from './fields.ts';
import type { FileSystem } from './file-system.ts';

const config = (connectionType: string) =>
  z.strictObject({
    connection: connectionField(connectionType),
    path: pathField('Path', 'The file, below the folder of the connection.'),
  });

export type DeleteConfig = z.output<ReturnType<typeof config>>;

/** Deletes a file. */
export function deleteStep({ type, title, system }: FileSystem) {
  return defineStep({
    type: `${type}-delete`,
    version: 1,
    title: `${title} delete`,
    summary: `Deletes a file ${system}.`,
    category: 'connectors',
    keywords: ['file', 'remove', 'rm', type],
    role: 'step',
    effect: 'idempotent',
    config: config(type),
    initial: { path: '' },
    ports: () => [{ id: 'out', title: 'done' }],
    describe: ({ path }) => path,
  });
}
