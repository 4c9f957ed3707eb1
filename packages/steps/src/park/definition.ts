import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';
import { oneLine } from '../one-line.ts';

const config = z.strictObject({
  reason: field
    .template({
      title: 'Reason',
      description: 'One sentence for whoever finds the document, with {{ expressions }} inside.',
      placeholder: 'Order {{ body.id }} has no customer number',
    })
    .min(1, 'The reason is empty.'),
});

/** Puts the document aside for people. */
export const definition = defineStep({
  type: 'park',
  version: 1,
  title: 'Park',
  summary: 'Puts the document aside for people to look at, mend and send on; the execution goes on without it.',
  category: 'flow',
  keywords: ['dead letter', 'dlq', 'quarantine', 'hold', 'error queue', 'manual', 'review', 'repair', 'exception', 'aside', 'approve'],
  role: 'step',
  effect: 'idempotent',
  config,
  initial: { reason: '' },
  ports: () => [{ id: 'out', title: 'when sent on' }],
  describe: ({ reason }) => oneLine(reason),
  capabilities: ['park'],
});
