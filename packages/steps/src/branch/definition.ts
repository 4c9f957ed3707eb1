import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';

const path = field.group(
  {
    id: field
      .text({ title: 'Id', description: 'The port that links begin at; links keep to it when the title changes.', placeholder: 'path1' })
      .regex(/^[a-z][a-z0-9-]{0,62}$/, 'An id is 1 to 63 lower-case letters, digits and dashes, beginning with a letter.'),
    title: field.text({ title: 'Title', description: 'What the path is called on the canvas.' }).max(60),
  },
  { title: 'Path', description: 'One path that gets a copy of each document.' },
);

const config = z.strictObject({
  paths: field
    .list(path, { title: 'Paths', description: 'Every path gets a copy of each document.' })
    .min(1, 'A branch has at least one path.')
    .max(25, 'A branch has at most 25 paths.')
    .refine((paths) => new Set(paths.map(({ id }) => id)).size === paths.length, 'Two paths have the same id.'),
  order: field
    .select(['parallel', 'in-order'], {
      title: 'Order',
      description: 'parallel runs the paths at the same time; in-order begins a path when the one before it has ended.',
    })
    .default('parallel'),
});

/** Copies each document to several paths. */
export const definition = defineStep({
  type: 'branch',
  version: 1,
  title: 'Branch',
  summary: 'Copies each document to several paths, at the same time or one after the other.',
  category: 'flow',
  keywords: ['split', 'parallel', 'fork', 'multicast', 'fan out', 'copy'],
  role: 'branch',
  effect: 'none',
  config,
  initial: {
    paths: [
      { id: 'path1', title: 'Path 1' },
      { id: 'path2', title: 'Path 2' },
    ],
    order: 'parallel',
  },
  ports: ({ paths }) => paths.map(({ id, title }) => ({ id, title })),
  describe: ({ paths, order }) => `${paths.length} paths, ${order === 'parallel' ? 'in parallel' : 'in order'}`,
  branch: ({ order }) => ({ order }),
});
