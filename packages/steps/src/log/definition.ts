import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';

const config = z.strictObject({
  level: field.select(['debug', 'info', 'warn', 'error'], { title: 'Level', description: 'How much the line matters.' }).default('info'),
  message: field
    .template({
      title: 'Message',
      description: 'The text of the line, with {{ expressions }} inside.',
      placeholder: 'Order {{ body.id }} arrived',
    })
    .min(1, 'The message is empty.'),
});

/** Writes a line to the log of the execution. */
export const definition = defineStep({
  type: 'log',
  version: 1,
  title: 'Log',
  summary: 'Writes a line to the log of the execution and passes the document on.',
  category: 'flow',
  keywords: ['notify', 'print', 'debug', 'trace', 'message', 'console'],
  role: 'step',
  effect: 'none',
  config,
  initial: { level: 'info', message: '' },
  ports: () => [{ id: 'out', title: 'document' }],
  describe: ({ level, message }) => (level === 'info' ? message : `${level}: ${message}`).slice(0, 80),
});
