import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';
import { cacheFields } from '../cache-space.ts';
import { oneLine } from '../one-line.ts';
import { inWords, timeSpanField } from '../time-span.ts';

const config = z.strictObject({
  ...cacheFields,
  value: field
    .choice(
      'from',
      [
        field.group({ from: z.literal('document') }, { title: 'The document', description: 'Its body with its content type.' }),
        field.group(
          {
            from: z.literal('text'),
            template: field.template({
              title: 'Text',
              description: 'A text with {{ expressions }} inside.',
              placeholder: '{{ body.access_token }}',
            }),
          },
          { title: 'A text', description: 'A text with expressions inside.' },
        ),
      ],
      { title: 'What is kept', description: 'What a later step finds under the key.' },
    )
    .default({ from: 'document' }),
  keepFor: timeSpanField({ title: 'Kept for', description: 'When this has passed it is not found any more.' }),
});

/** Keeps something that later executions find again. */
export const definition = defineStep({
  type: 'cache-put',
  version: 1,
  title: 'Put into cache',
  summary: 'Keeps a document or a text under a key for a while and passes the document on.',
  category: 'flow',
  keywords: ['add to cache', 'store', 'remember', 'memory', 'document cache', 'save', 'token', 'ttl', 'redis'],
  role: 'step',
  effect: 'idempotent',
  config,
  initial: { cache: 'default', sharedBy: 'process', key: '', value: { from: 'document' }, keepFor: { amount: 1, unit: 'hours' } },
  ports: () => [{ id: 'out', title: 'document' }],
  describe: ({ key, keepFor }) => oneLine(`${key} for ${inWords(keepFor)}`),
  capabilities: ['store'],
});
