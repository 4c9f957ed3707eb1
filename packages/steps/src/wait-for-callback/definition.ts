import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';
import { afterASpan, atATime, endInWords } from '../end-of-wait.ts';

const never = field.group(
  { ends: z.literal('never') },
  { title: 'Never', description: 'It waits until somebody calls, or until the execution is cancelled.' },
);

const config = z.strictObject({
  limit: field.choice('ends', [afterASpan, atATime, never], {
    title: 'Gives up',
    description: 'When it waits no longer; the document then leaves by "timed out".',
  }),
  body: field
    .select(['callback', 'document'], {
      title: 'Goes on with',
      description: 'The body of the document that goes on: what the caller sent (callback), or what came in (document).',
    })
    .default('callback'),
});

/** Holds a document until somebody calls an address. */
export const definition = defineStep({
  type: 'wait-for-callback',
  version: 1,
  title: 'Wait for callback',
  summary: 'Gives out an address and holds the document until somebody calls it.',
  category: 'flow',
  keywords: ['approval', 'approve', 'webhook', 'resume', 'wait', 'human', 'confirm', 'asynchronous', 'response', 'url', 'link'],
  role: 'wait',
  effect: 'none',
  config,
  initial: { limit: { ends: 'after', amount: '7', unit: 'days' }, body: 'callback' },
  ports: ({ limit }) => [
    { id: 'requested', title: 'requested' },
    { id: 'resumed', title: 'resumed' },
    ...(limit.ends === 'never' ? [] : [{ id: 'timed-out', title: 'timed out' }]),
  ],
  describe: ({ limit }) => (limit.ends === 'never' ? 'without a limit' : `gives up: ${endInWords(limit)}`).slice(0, 80),
});
