import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';

const config = z.strictObject({
  mode: field
    .select(['all', 'first', 'each', 'all-that-ran'], {
      title: 'Wait for',
      description:
        'all: every path has ended. first: the first document of any path. each: every document, one by one. all-that-ran: as all, leaving out the paths that got no documents.',
    })
    .default('all'),
  timeLimitMs: field
    .number({
      title: 'Time limit',
      description:
        'In milliseconds from the branching on. Then the join goes on with what has arrived. Without one it waits as long as the paths run.',
      advanced: true,
    })
    .int()
    .min(1)
    .max(86_400_000, 'The time limit is at most one day.')
    .optional(),
});

/** Brings the paths of a branching together again. */
export const definition = defineStep({
  type: 'join',
  version: 1,
  title: 'Join',
  summary: 'Waits for the paths of a branch and makes one document of theirs.',
  category: 'flow',
  keywords: ['merge', 'combine', 'gather', 'wait', 'aggregate', 'fan in'],
  role: 'join',
  effect: 'none',
  config,
  initial: { mode: 'all' },
  ports: () => [{ id: 'out', title: 'joined' }],
  describe: ({ mode, timeLimitMs }) => `${mode.replaceAll('-', ' ')}${timeLimitMs === undefined ? '' : `, at most ${timeLimitMs} ms`}`,
  join: ({ mode, timeLimitMs }) => (timeLimitMs === undefined ? { mode } : { mode, timeLimitMs }),
});
