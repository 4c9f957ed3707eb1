import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';
import { oneLine } from '../one-line.ts';
import { isUnconditional } from './is-unconditional.ts';

const config = z.strictObject({
  message: field
    .template({
      title: 'Message',
      description: 'What went wrong, with {{ expressions }} inside. The caller of an endpoint may see it.',
      placeholder: 'Order {{ body.id }} has no lines',
    })
    .min(1, 'The message is empty.'),
  status: field
    .number({
      title: 'Status',
      description:
        'The HTTP status that the caller of an endpoint is answered where no one catches the error and no reply was sent before.',
      advanced: true,
    })
    .int()
    .min(400, 'An error has a status from 400 to 599.')
    .max(599, 'An error has a status from 400 to 599.')
    .default(500),
  condition: field
    .expression({
      title: 'Only where',
      description: 'Documents for which this gives false, or nothing, go on unharmed. Without a condition every document raises the error.',
      placeholder: 'body.lines.length === 0',
    })
    .optional(),
});

/** Ends the execution as failed, on purpose. */
export const definition = defineStep({
  type: 'raise-error',
  version: 1,
  title: 'Raise error',
  summary: 'Ends the execution as failed with a message, for every document or only where a condition holds.',
  category: 'flow',
  keywords: [
    'throw',
    'exception',
    'stop and error',
    'fail',
    'abort',
    'assert',
    'validate',
    'business rules',
    'terminate',
    'throwException',
  ],
  role: 'step',
  effect: 'none',
  config,
  initial: { message: '' },
  ports: ({ condition }) => (isUnconditional(condition) ? [] : [{ id: 'out', title: 'no error' }]),
  describe: ({ message, condition }) => oneLine(isUnconditional(condition) ? message : `where ${condition}`),
});
