import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';
import { cacheFields } from '../cache-space.ts';
import { oneLine } from '../one-line.ts';

const config = z.strictObject({
  ...cacheFields,
  into: field
    .choice(
      'as',
      [
        field.group({ as: z.literal('body') }, { title: 'The body', description: 'What was kept becomes the body of the document.' }),
        field.group(
          {
            as: z.literal('property'),
            name: field
              .text({ title: 'Name', description: 'The name of the property.', placeholder: 'token' })
              .regex(
                /^[A-Za-z_][\w.-]{0,127}$/,
                'A property name begins with a letter and holds letters, digits, dots, dashes and underscores.',
              ),
          },
          { title: 'A property', description: 'What was kept becomes a property, as text; the body stays.' },
        ),
      ],
      { title: 'Found as', description: 'Where what was found goes.' },
    )
    .default({ as: 'body' }),
});

/** Looks for what an earlier execution kept. */
export const definition = defineStep({
  type: 'cache-get',
  version: 1,
  title: 'Get from cache',
  summary: 'Looks under a key for what was kept; goes on by hit or by miss.',
  category: 'flow',
  keywords: ['retrieve from cache', 'lookup', 'remember', 'memory', 'document cache', 'load', 'token', 'redis'],
  role: 'step',
  effect: 'idempotent',
  config,
  initial: { cache: 'default', sharedBy: 'process', key: '', into: { as: 'body' } },
  ports: () => [
    { id: 'hit', title: 'hit' },
    { id: 'miss', title: 'miss' },
  ],
  describe: ({ key }) => oneLine(key),
  capabilities: ['store'],
});
