import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';
import { oneLine } from '../one-line.ts';

/** As the bytes say (byte order mark, content type, else UTF-8), or what the sender forgot to say. */
const encoding = () =>
  field
    .select(['as-declared', 'utf-8', 'utf-16le', 'utf-16be', 'iso-8859-1', 'windows-1252'], {
      title: 'Character set',
      description: 'as-declared takes what the content type says, UTF-8 where it says nothing. A byte order mark always wins.',
      advanced: true,
    })
    .default('as-declared');

const lineLengthMax = () =>
  field
    .number({ title: 'Longest line', description: 'In characters. A longer line fails the step.', advanced: true })
    .int()
    .min(1)
    .max(16 * 1024 * 1024, 'A line has at most 16,777,216 characters.')
    .default(1024 * 1024);

const config = z.strictObject({
  source: field
    .choice(
      'from',
      [
        field.group(
          {
            from: z.literal('list'),
            list: field
              .expression({ title: 'List', description: 'Gives the list whose items become documents.', placeholder: 'body.orders' })
              .min(1, 'The expression is empty.')
              .default('body'),
            acceptSingle: field
              .toggle({
                title: 'One is enough',
                description: 'Takes a value that is no list for a list of one, as an XML element is that stands there once.',
              })
              .default(false),
          },
          { title: 'Items of a list', description: 'Each item of a list becomes a document with a JSON body.' },
        ),
        field.group(
          {
            from: z.literal('lines'),
            skipBlank: field
              .toggle({ title: 'Leave out blank lines', description: 'Lines with nothing but white space give no document.' })
              .default(true),
            encoding: encoding(),
            lineLengthMax: lineLengthMax(),
          },
          { title: 'Lines of a text', description: 'Each line becomes a document with a text body. The body may be of any size.' },
        ),
        field.group(
          { from: z.literal('json-lines'), encoding: encoding(), lineLengthMax: lineLengthMax() },
          {
            title: 'JSON lines',
            description: 'Each line is JSON and becomes a document; blank lines are left out. The body may be of any size.',
          },
        ),
      ],
      { title: 'Split', description: 'What the document is taken apart into.' },
    )
    .default({ from: 'list', list: 'body', acceptSingle: false }),
  documents: field
    .choice(
      'each',
      [
        field.group({ each: z.literal('item') }, { title: 'One by one', description: 'Every item or line is a document of its own.' }),
        field.group(
          {
            each: z.literal('group'),
            size: field
              .number({ title: 'Size', description: 'Items or lines in one document; the last group may have fewer.' })
              .int()
              .min(1, 'A group has at least one item.')
              .max(100_000, 'A group has at most 100,000 items.'),
          },
          { title: 'In groups', description: 'So many items make one document, as a list; lines of text stay a text of several lines.' },
        ),
      ],
      { title: 'Documents', description: 'How many items go into one document.' },
    )
    .default({ each: 'item' }),
});

/** Makes many documents of one. */
export const definition = defineStep({
  type: 'split',
  version: 1,
  title: 'Split',
  summary: 'Makes a document of each item of a list or each line of a text, one by one or in groups.',
  category: 'shape',
  keywords: [
    'splitter',
    'split out',
    'split in batches',
    'loop',
    'for each',
    'foreach',
    'iterate',
    'batch',
    'chunk',
    'data process',
    'json lines',
    'ndjson',
    'explode',
    'flow control',
  ],
  role: 'step',
  effect: 'none',
  config,
  initial: { source: { from: 'list', list: 'body', acceptSingle: false }, documents: { each: 'item' } },
  ports: () => [{ id: 'out', title: 'items' }],
  splits: () => true,
  describe: ({ source, documents }) => {
    const what = source.from === 'list' ? oneLine(source.list) : source.from === 'lines' ? 'lines' : 'JSON lines';
    return documents.each === 'item' ? what : oneLine(`${what} in groups of ${documents.size}`);
  },
});
