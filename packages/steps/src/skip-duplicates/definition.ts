import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';
import { oneLine } from '../one-line.ts';
import { inWords, timeSpanField } from '../time-span.ts';

const config = z.strictObject({
  key: field
    .template({
      title: 'Key',
      description: 'Documents with the same key are the same, with {{ expressions }} inside.',
      placeholder: '{{ body.orderId }}',
    })
    .min(1, 'The key is empty.'),
  within: timeSpanField({
    title: 'Within',
    description: 'How long a key is remembered, counted from the document that passed. Afterwards the next one passes.',
  }),
  duplicates: field
    .select(['drop', 'port'], {
      title: 'Duplicates',
      description: 'What becomes of a document that was seen before: it ends here (drop), or leaves by a port of its own (port).',
    })
    .default('drop'),
  memory: field
    .choice(
      'of',
      [
        field.group({ of: z.literal('step') }, { title: 'This step', description: 'It knows only what came to itself.' }),
        field.group(
          {
            of: z.literal('list'),
            list: field
              .text({ title: 'List', description: 'Its name; steps that name the same list, in whichever process, share it.' })
              .regex(
                /^[A-Za-z0-9][\w .-]{0,59}$/,
                'The name of a list has letters, digits, spaces, dots, dashes and underscores, at most 60.',
              ),
          },
          { title: 'A shared list', description: 'What was seen by any step of the environment that names the list.' },
        ),
      ],
      { title: 'Seen by', description: 'Where the keys are remembered.', advanced: true },
    )
    .default({ of: 'step' }),
});

/** Lets the first of several same documents pass. */
export const definition = defineStep({
  type: 'skip-duplicates',
  version: 1,
  title: 'Skip duplicates',
  summary: 'Lets the first document with a key pass; repeats within a while are dropped or leave by another port.',
  category: 'flow',
  keywords: ['deduplicate', 'remove duplicates', 'unique', 'distinct', 'idempotent', 'once', 'repeat', 'same', 'seen'],
  role: 'step',
  effect: 'idempotent',
  config,
  initial: { key: '', within: { amount: 1, unit: 'days' }, duplicates: 'drop', memory: { of: 'step' } },
  ports: ({ duplicates }) => [{ id: 'out', title: 'first' }, ...(duplicates === 'port' ? [{ id: 'duplicate', title: 'duplicate' }] : [])],
  describe: ({ key, within }) => oneLine(`${key} within ${inWords(within)}`),
  capabilities: ['store'],
});
