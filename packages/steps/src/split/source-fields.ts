import { parseXmlPath } from '@weft/formats';
import { field } from '@weft/step-kit';
import * as z from 'zod';
import { readCharset } from '../character-sets.ts';
import { csvSource } from '../csv-fields.ts';
import { fixedWidthSource } from '../fixed-width-fields.ts';

const lengthMax = (title: string, description: string) =>
  field
    .number({ title, description: `In characters. ${description}`, advanced: true })
    .int()
    .min(1)
    .max(16 * 1024 * 1024, 'That is at most 16,777,216 characters.')
    .default(1024 * 1024);

const lineLengthMax = () => lengthMax('Longest line', 'A longer line fails the step.');

const list = field.group(
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
  {
    title: 'Items of a list',
    description: 'Each item of a list becomes a document with a JSON body. The body must fit into memory (32 MB).',
  },
);

const lines = field.group(
  {
    from: z.literal('lines'),
    skipBlank: field
      .toggle({ title: 'Leave out blank lines', description: 'Lines with nothing but white space give no document.' })
      .default(true),
    encoding: readCharset(),
    lineLengthMax: lineLengthMax(),
  },
  { title: 'Lines of a text', description: 'Each line becomes a document with a text body. The body may be of any size.' },
);

const text = field.group(
  {
    from: z.literal('text'),
    separator: field
      .text({ title: 'Separator', description: 'What stands between two parts; \\n is a line end, \\t a tab, \\r a carriage return.' })
      .min(1, 'The separator is empty.')
      .max(200)
      .default('\\n\\n'),
    skipBlank: field
      .toggle({ title: 'Leave out blank parts', description: 'Parts with nothing but white space give no document.' })
      .default(true),
    encoding: readCharset(),
    lengthMax: lengthMax('Longest part', 'A longer part fails the step.'),
  },
  {
    title: 'Parts of a text',
    description: 'Each part between two separators becomes a document with a text body. The body may be of any size.',
  },
);

const jsonLines = field.group(
  { from: z.literal('json-lines'), encoding: readCharset(), lineLengthMax: lineLengthMax() },
  {
    title: 'JSON lines',
    description: 'Each line is JSON and becomes a document; blank lines are left out. The body may be of any size.',
  },
);

const json = field.group(
  {
    from: z.literal('json'),
    path: field
      .text({
        title: 'Path',
        description:
          'Names that lead to the list, with dots between. Empty where the body itself is the list. Lists on the way are gone through.',
        placeholder: 'data.orders',
      })
      .max(1_000)
      .refine((path) => path === '' || path.split('.').every((name) => name !== ''), 'A name is empty: write the path as data.orders.')
      .default(''),
    acceptSingle: field
      .toggle({ title: 'One is enough', description: 'Takes a value at the path that is no list for a list of one.' })
      .default(false),
    encoding: readCharset(),
  },
  { title: 'JSON list', description: 'Each item of the list becomes a JSON document. The body may be of any size.' },
);

const { format: _csv, ...csvFields } = csvSource.shape;

const csv = field.group(
  { from: z.literal('csv'), ...csvFields, encoding: readCharset() },
  {
    title: 'CSV rows',
    description: 'Each row becomes a JSON document whose members are named after the columns. The body may be of any size.',
  },
);

const { format: _fixedWidth, ...fixedWidthFields } = fixedWidthSource.shape;

const fixedWidth = field.group(
  { from: z.literal('fixed-width'), ...fixedWidthFields, encoding: readCharset() },
  {
    title: 'Fixed-width lines',
    description: 'Each line, its fields at fixed positions, becomes a JSON document. The body may be of any size.',
  },
);

const xml = field.group(
  {
    from: z.literal('xml'),
    path: field
      .text({
        title: 'Elements',
        description: 'Their path from the root, or //name for any place; * is every name. A name without prefix fits with any.',
        placeholder: 'orders/order',
      })
      .max(1_000)
      .superRefine((path, context) => {
        const parsed = parseXmlPath(path);
        if (typeof parsed === 'string') context.addIssue({ code: 'custom', message: parsed });
      }),
    encoding: readCharset(),
  },
  { title: 'XML elements', description: 'Each element at the path becomes an XML document. The body may be of any size.' },
);

/** What the document is taken apart into. */
export const source = field
  .choice('from', [list, csv, json, xml, jsonLines, lines, text, fixedWidth], {
    title: 'Split',
    description: 'What the document is taken apart into.',
  })
  .default({ from: 'list', list: 'body', acceptSingle: false });
