import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';
import { oneLine } from '../one-line.ts';

const config = z.strictObject({
  condition: field
    .expression({
      title: 'Keep where',
      description:
        'Documents for which this gives true go on. What is not there (null or undefined) counts as false; any other value fails the step.',
      placeholder: "body.status === 'open'",
    })
    .min(1, 'The condition is empty.'),
});

/** Lets only some documents go on. */
export const definition = defineStep({
  type: 'filter',
  version: 1,
  title: 'Filter',
  summary: 'Keeps the documents for which a condition holds; the others end here.',
  category: 'flow',
  keywords: ['where', 'only', 'drop', 'skip', 'discard', 'condition', 'decision', 'business rules', 'if', 'stop'],
  role: 'step',
  effect: 'none',
  config,
  initial: { condition: '' },
  ports: () => [{ id: 'out', title: 'kept' }],
  describe: ({ condition }) => oneLine(condition),
});
