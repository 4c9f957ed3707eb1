import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';
import { oneLine } from '../one-line.ts';
import { formats } from './format-fields.ts';

const documents = field
  .choice(
    'each',
    [
      field.group({ each: z.literal('all') }, { title: 'All', description: 'All documents become one.' }),
      field.group(
        {
          each: z.literal('group'),
          size: field
            .number({ title: 'Size', description: 'Documents that become one; the last group may have fewer.' })
            .int()
            .min(1, 'A group has at least one document.')
            .max(1_000_000, 'A group has at most 1,000,000 documents.'),
        },
        { title: 'So many at a time', description: 'Every so many documents, in their order, become one.' },
      ),
      field.group(
        {
          each: z.literal('key'),
          key: field
            .template({
              title: 'Key',
              description: 'Documents for which this text is the same become one.',
              placeholder: '{{ body.customer }}',
            })
            .min(1, 'The key is empty.'),
        },
        { title: 'Those with the same key', description: 'One document for each key, in the order in which the keys first come.' },
      ),
    ],
    { title: 'Combine', description: 'Which documents become one.' },
  )
  .default({ each: 'all' });

const config = z.strictObject({
  into: formats,
  documents,
  listsAreItems: field
    .toggle({
      title: 'Lists are items',
      description: 'A document whose body is a list adds its items, not the list. Turn it off to keep lists inside the list.',
      advanced: true,
    })
    .default(true),
  empty: field
    .select(['nothing', 'empty-document'], {
      title: 'Where nothing comes',
      description: 'nothing: the path ends there; empty-document: an empty list, a file with no rows …',
      advanced: true,
    })
    .default('nothing'),
  sizeMaxMb: field
    .number({ title: 'Largest size', description: 'In megabytes, of everything that is gathered. More fails the step.', advanced: true })
    .int()
    .min(1)
    .max(100_000, 'That is at most 100,000 megabytes.')
    .default(2_048),
});

export type CombineConfig = z.output<typeof config>;

const titles: Readonly<Record<CombineConfig['into']['format'], string>> = {
  json: 'a JSON list',
  'json-lines': 'JSON lines',
  csv: 'CSV',
  xml: 'XML',
  text: 'a text',
  zip: 'a ZIP file',
};

/** Makes one document of many. */
export const definition = defineStep({
  type: 'combine',
  version: 1,
  title: 'Combine',
  summary: 'Makes one document of many: a JSON list, a CSV or text file, XML under one root, or a ZIP file; of any size.',
  category: 'shape',
  keywords: [
    'aggregate',
    'aggregator',
    'combine documents',
    'merge',
    'collect',
    'concatenate',
    'append',
    'batch',
    'join lines',
    'write file',
    'csv file',
    'zip',
    'archive',
    'data process',
  ],
  role: 'collect',
  effect: 'none',
  config,
  initial: { into: { format: 'json' }, documents: { each: 'all' } },
  ports: () => [{ id: 'out', title: 'combined' }],
  collect: () => ({}),
  capabilities: ['temporary'],
  describe: ({ into, documents: each }) => {
    const what = `into ${titles[into.format]}`;
    if (each.each === 'all') return what;
    return oneLine(each.each === 'group' ? `${each.size} at a time ${what}` : `by ${each.key} ${what}`);
  },
});
