import { field } from '@weft/step-kit';
import * as z from 'zod';
import { writeCharset } from '../character-sets.ts';
import { csvTarget } from '../csv-fields.ts';

const elementName = (title: string, description: string, name: string) =>
  field
    .text({ title, description })
    .regex(/^[\p{L}_][\p{L}\p{N}_.-]*$/u, 'This is no XML element name.')
    .max(200)
    .default(name);

const { format: _csv, ...csvFields } = csvTarget.shape;

/** What the documents become. */
export const formats = field
  .choice(
    'format',
    [
      field.group({ format: z.literal('json') }, { title: 'JSON list', description: 'A list of the bodies.' }),
      field.group({ format: z.literal('json-lines') }, { title: 'JSON lines', description: 'Each body is a line of JSON.' }),
      field.group(
        { format: z.literal('csv'), ...csvFields, encoding: writeCharset() },
        { title: 'CSV', description: 'Each body, an object, is a row.' },
      ),
      field.group(
        {
          format: z.literal('xml'),
          root: elementName('Root element', 'Around everything.', 'records'),
          item: elementName('Item element', 'Around each body that is not XML.', 'record'),
        },
        { title: 'XML', description: 'Each body is an element below one root.' },
      ),
      field.group(
        {
          format: z.literal('text'),
          separator: field
            .text({
              title: 'Separator',
              description: 'What stands between two bodies; \\n is a line end, \\t a tab, \\r a carriage return.',
            })
            .max(200)
            .default('\\n'),
          endsWithSeparator: field
            .toggle({ title: 'Also at the end', description: 'The separator stands behind the last body too, as a line end does.' })
            .default(true),
          encoding: writeCharset(),
        },
        { title: 'Text', description: 'The bodies as texts, one after the other: lines, or parts with any separator.' },
      ),
      field.group(
        {
          format: z.literal('zip'),
          name: field
            .template({
              title: 'Name',
              description: 'Of the file that a body becomes in the archive. A second one of the same name gets a number.',
              placeholder: 'orders/{{ properties.orderId }}.json',
            })
            .min(1, 'The name is empty.')
            .max(1_000)
            .default('{{ properties.split_index ?? 0 }}.bin'),
        },
        { title: 'ZIP file', description: 'Each body is a file in an archive.' },
      ),
    ],
    { title: 'Into', description: 'What the documents become.' },
  )
  .default({ format: 'json' });
