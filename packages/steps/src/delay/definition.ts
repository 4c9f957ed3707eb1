import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';
import { afterASpan, atATime, endInWords } from '../end-of-wait.ts';

const config = z.strictObject({
  wait: field.choice('ends', [afterASpan, atATime], { title: 'Go on', description: 'When the document goes on.' }),
});

/** Holds a document for a while. */
export const definition = defineStep({
  type: 'delay',
  version: 1,
  title: 'Delay',
  summary: 'Holds each document for a while or until a time, then lets it go on unchanged.',
  category: 'flow',
  keywords: ['wait', 'sleep', 'pause', 'timer', 'later', 'until', 'schedule', 'postpone', 'defer'],
  role: 'wait',
  effect: 'none',
  config,
  initial: { wait: { ends: 'after', amount: '10', unit: 'minutes' } },
  ports: () => [{ id: 'out', title: 'document' }],
  describe: ({ wait }) => endInWords(wait),
});
