import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';
import { oneLine } from '../one-line.ts';

const config = z.strictObject({
  as: field
    .choice(
      'outcome',
      [
        field.group(
          { outcome: z.literal('succeeded') },
          { title: 'Succeeded', description: 'The execution is done: there is nothing left to do.' },
        ),
        field.group(
          {
            outcome: z.literal('failed'),
            message: field
              .template({
                title: 'Message',
                description: 'What went wrong, with {{ expressions }} inside. The caller of an endpoint may see it.',
                placeholder: 'The order {{ body.id }} was withdrawn',
              })
              .min(1, 'The message is empty.'),
          },
          { title: 'Failed', description: 'The execution has failed, whatever Try is around.' },
        ),
      ],
      { title: 'The execution has', description: 'What the execution shows as.' },
    )
    .default({ outcome: 'succeeded' }),
});

/** Ends the whole execution. */
export const definition = defineStep({
  type: 'stop',
  version: 1,
  title: 'Stop',
  summary: 'Ends the whole execution at once, as succeeded or as failed; what other paths still do is given up.',
  category: 'flow',
  keywords: ['end', 'terminate', 'exit', 'abort', 'quit', 'stop and error', 'finish', 'done'],
  role: 'step',
  effect: 'none',
  config,
  initial: { as: { outcome: 'succeeded' } },
  ports: () => [],
  capabilities: ['end'],
  describe: ({ as }) => (as.outcome === 'failed' ? oneLine(`failed: ${as.message}`) : 'succeeded'),
});
