import { field } from '@weft/step-kit';
import * as z from 'zod';

/** How many items go into one document. */
export const documents = field
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
        {
          title: 'In groups',
          description: 'So many items make one document, as a list; text stays text, XML elements get a root around them.',
        },
      ),
    ],
    { title: 'Documents', description: 'How many items go into one document.' },
  )
  .default({ each: 'item' });
