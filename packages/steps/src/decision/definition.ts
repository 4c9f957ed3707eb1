import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';
import { oneLine } from '../one-line.ts';

const config = z.strictObject({
  condition: field
    .expression({
      title: 'Condition',
      description: 'Gives true or false. What is not there (null or undefined) counts as false; any other value fails the step.',
      placeholder: 'body.total > 1000',
    })
    .min(1, 'The condition is empty.'),
});

/** Sends each document one of two ways. */
export const definition = defineStep({
  type: 'decision',
  version: 1,
  title: 'Decide',
  summary: 'Sends each document one of two ways: where a condition holds, or where it does not.',
  category: 'flow',
  keywords: ['decision', 'if', 'else', 'condition', 'true', 'false', 'choice', 'when', 'exclusive gateway', 'yes no'],
  role: 'step',
  effect: 'none',
  config,
  initial: { condition: '' },
  ports: () => [
    { id: 'true', title: 'true' },
    { id: 'false', title: 'false' },
  ],
  describe: ({ condition }) => oneLine(condition),
});
