import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';

/** These belong to the execution; a document property of the same name would only seem to change them. */
const readOnly = /^(?:(?:param|query)_.*|inmethod|inpath|inuser)$/;

const property = field.group(
  {
    name: field
      .text({ title: 'Name', description: 'The name of the property.', placeholder: 'customerName' })
      .regex(/^[A-Za-z_][\w.-]{0,127}$/, 'A property name begins with a letter and holds letters, digits, dots, dashes and underscores.')
      .refine((name) => !['__proto__', 'constructor', 'prototype'].includes(name), 'This cannot be the name of a property.')
      .refine((name) => !readOnly.test(name), 'param_…, query_…, inmethod, inpath and inuser belong to the execution and cannot be set.'),
    value: field.choice(
      'from',
      [
        field.group(
          { from: z.literal('text'), template: field.template({ title: 'Text', description: 'A text with {{ expressions }} inside.' }) },
          { title: 'Text', description: 'A text with expressions inside.' },
        ),
        field.group(
          {
            from: z.literal('expression'),
            expression: field.expression({ title: 'Expression', description: 'Its value: a text, a number, true or false, or null.' }),
          },
          { title: 'Expression', description: 'The value of an expression, with its type.' },
        ),
      ],
      { title: 'Value', description: 'What the property is set to.' },
    ),
  },
  { title: 'Property', description: 'One property of the document.' },
);

const config = z.strictObject({
  properties: field
    .list(property, { title: 'Properties', description: 'The properties to set, all from the document as it came in.' })
    .min(1, 'Set at least one property.')
    .max(200)
    .refine((list) => new Set(list.map(({ name }) => name)).size === list.length, 'A property stands in the list twice.'),
});

/** Puts values beside the body, where later steps find them. */
export const definition = defineStep({
  type: 'set-properties',
  version: 1,
  title: 'Set properties',
  summary: 'Sets properties of the document and leaves its body alone.',
  category: 'shape',
  keywords: ['variables', 'headers', 'dynamic document property', 'assign', 'outstatuscode', 'outheader'],
  role: 'step',
  effect: 'none',
  config,
  initial: { properties: [{ name: '', value: { from: 'text', template: '' } }] },
  ports: () => [{ id: 'out', title: 'document' }],
  describe: ({ properties }) => properties.map(({ name }) => name).join(', '),
});
