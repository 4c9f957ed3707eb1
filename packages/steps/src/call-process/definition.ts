import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';

const parameter = field.group(
  {
    name: field
      .text({ title: 'Name', description: 'The called process finds it as param_ and this name.', placeholder: 'customerId' })
      .regex(/^[A-Za-z_][\w-]{0,99}$/, 'The name of a parameter begins with a letter and holds letters, digits, dashes and underscores.'),
    value: field.template({ title: 'Value', description: 'A text with {{ expressions }} inside.' }),
  },
  { title: 'Parameter', description: 'One value beside the document.' },
);

const config = z.strictObject({
  process: field
    .process({ title: 'Process', description: 'What is called: the version that is live at that moment.' })
    .min(1, 'Choose a process.'),
  wait: field
    .toggle({
      title: 'Wait for its reply',
      description: 'On: its reply becomes the document, and its failure is a failure of this step. Off: it goes on by itself.',
    })
    .default(true),
  parameters: field
    .list(parameter, { title: 'Parameters', description: 'Given to the process beside the document.' })
    .max(50)
    .refine((list) => new Set(list.map(({ name }) => name)).size === list.length, 'A parameter stands in the list twice.')
    .default([]),
});

/** Hands the document to another process. */
export const definition = defineStep({
  type: 'call-process',
  version: 1,
  title: 'Call process',
  summary: 'Hands the document to another process; its reply becomes the document.',
  category: 'flow',
  keywords: ['process call', 'sub process', 'subprocess', 'execute workflow', 'subflow', 'function', 'invoke', 'reuse', 'child'],
  role: 'step',
  effect: 'idempotent',
  config,
  initial: { process: '', wait: true, parameters: [] },
  ports: ({ wait }) => [{ id: 'out', title: wait ? 'reply' : 'document' }],
  describe: ({ wait }) => (wait ? 'waits for its reply' : 'does not wait'),
  capabilities: ['call'],
});
