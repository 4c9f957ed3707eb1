import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';
import { readCharset, writeCharset } from '../character-sets.ts';
import { csvSource, csvTarget } from '../csv-fields.ts';
import { fixedWidthSource, fixedWidthTarget } from '../fixed-width-fields.ts';

const only = <F extends string>(format: F, title: string, description: string) =>
  field.group({ format: z.literal(format) }, { title, description });

const indent = () =>
  field.number({ title: 'Indent', description: 'Spaces a level; 0 for none.', advanced: true }).int().min(0).max(8).default(0);

const elementName = (title: string, description: string, placeholder: string) =>
  field
    .text({ title, description, placeholder })
    .regex(/^(?:[\p{L}_][\p{L}\p{N}_.-]*)?$/u, 'This is no XML element name.')
    .default('');

const xmlSource = field.group(
  {
    format: z.literal('xml'),
    lists: field
      .list(
        field
          .text({ title: 'Element', description: 'Its name, or its path from the root: order/line.' })
          .min(1, 'The name is empty.')
          .max(500),
        {
          title: 'Always lists',
          description: 'Elements that may repeat. One alone would be no list otherwise.',
        },
      )
      .max(500)
      .default([]),
    dropNamespaces: field
      .toggle({ title: 'Without namespaces', description: 'Takes prefixes and the attributes that declare them away.' })
      .default(false),
    numbers: field
      .toggle({ title: 'Numbers', description: 'Texts written like a number in JSON become one, digits kept; 007 stays text.' })
      .default(false),
  },
  { title: 'XML', description: 'Attributes are members @name, text beside them #text.' },
);

const xmlTarget = field.group(
  {
    format: z.literal('xml'),
    root: elementName('Root element', 'Around everything. Left empty: what the value has, else root.', 'orders'),
    item: elementName('Item element', 'For each item of a list that has no name. Left empty: item.', 'order'),
    indent: indent(),
  },
  { title: 'XML', description: 'What names cannot have becomes an underscore.' },
);

const config = z.strictObject({
  from: field
    .choice(
      'format',
      [
        only(
          'as-declared',
          'As declared',
          'What the content type says: JSON, JSON lines, XML, form, CSV with commas and a first row of names, text.',
        ),
        only('json', 'JSON', 'A JSON text.'),
        only('json-lines', 'JSON lines', 'A JSON text a line: a list of them.'),
        xmlSource,
        csvSource,
        fixedWidthSource,
        only('form', 'Form', 'The fields of an HTML form (application/x-www-form-urlencoded).'),
        only('text', 'Text', 'The body as one text.'),
      ],
      { title: 'From', description: 'What comes in.' },
    )
    .default({ format: 'as-declared' }),
  to: field.choice(
    'format',
    [
      field.group({ format: z.literal('json'), indent: indent() }, { title: 'JSON', description: 'A JSON text.' }),
      only('json-lines', 'JSON lines', 'Each record is a line.'),
      xmlTarget,
      csvTarget,
      fixedWidthTarget,
      only('form', 'Form', 'The fields of an HTML form: an object of plain values.'),
      only('text', 'Text', 'Texts as they are, everything else as JSON.'),
    ],
    { title: 'To', description: 'What goes out.' },
  ),
  take: field
    .expression({
      title: 'Take',
      description: 'The part that is written, where it is not all: body is what was read.',
      placeholder: 'body.orders.order',
      advanced: true,
    })
    .optional(),
  readAs: readCharset(),
  writeAs: writeCharset(),
});

/** Turns a body of one format into the same of another. */
export const definition = defineStep({
  type: 'convert',
  version: 1,
  title: 'Convert',
  summary: 'Turns JSON, XML, CSV, JSON lines, fixed width, a form or text into another of them.',
  category: 'shape',
  keywords: [
    'csv',
    'xml',
    'json',
    'flat file',
    'fixed width',
    'positional',
    'delimited',
    'ndjson',
    'parse',
    'spreadsheet',
    'encoding',
    'charset',
    'extract from file',
    'convert to file',
    'marshal',
    'unmarshal',
  ],
  role: 'step',
  effect: 'none',
  config,
  initial: { from: { format: 'as-declared' }, to: { format: 'json' } },
  ports: () => [{ id: 'out', title: 'result' }],
  describe: ({ from, to }) => `${from.format === 'as-declared' ? 'body' : from.format} → ${to.format}`,
});

type Config = z.output<typeof config>;
export type Source = Config['from'];
export type Target = Config['to'];
