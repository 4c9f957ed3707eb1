import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';

const rule = field.group(
  {
    name: field
      .text({ title: 'Name', description: 'A short name; it stands in the list of broken rules.', placeholder: 'has lines' })
      .min(1, 'The name is empty.')
      .max(200),
    condition: field
      .expression({
        title: 'Must hold',
        description: 'True where the document keeps the rule. What is not there (null or undefined) breaks it.',
        placeholder: 'body.lines.length > 0',
      })
      .min(1, 'The condition is empty.'),
    message: field
      .template({
        title: 'Message',
        description: 'What to say where it is broken, with {{ expressions }} inside. Left empty: its name.',
        placeholder: 'Order {{ body.id }} has no lines',
      })
      .default(''),
    breaking: field
      .select(['rejects', 'warns'], {
        title: 'Breaking it',
        description: 'warns: it is listed, but the document is accepted.',
        advanced: true,
      })
      .default('rejects'),
    only: field
      .expression({ title: 'Only where', description: 'Other documents need not keep the rule. Left empty: all must.', advanced: true })
      .default(''),
  },
  { title: 'Rule', description: 'One thing that must hold.' },
);

const config = z.strictObject({
  rules: field
    .list(rule, { title: 'Rules', description: 'All are checked, from top to bottom.' })
    .min(1, 'There is no rule.')
    .max(500, 'There are at most 500 rules.')
    .superRefine((rules, context) => {
      const names = rules.map(({ name }) => name);
      const double = names.findIndex((name, index) => names.indexOf(name) !== index);
      if (double !== -1)
        context.addIssue({ code: 'custom', message: `There are two rules called "${names[double]}".`, path: [double, 'name'] });
    }),
  rejectedBody: field
    .select(['document', 'rules'], {
      title: 'Body of rejected documents',
      description: 'document: as it came in; rules: a JSON object with the list of broken rules, ready to be the reply.',
    })
    .default('document'),
});

/** Sorts documents by named rules, and says of each which ones it broke. */
export const definition = defineStep({
  type: 'business-rules',
  version: 1,
  title: 'Business rules',
  summary: 'Checks named rules and sends the document one of two ways, with a message for each rule it broke.',
  category: 'flow',
  keywords: ['validate', 'check', 'cleanse', 'assert', 'quality', 'accept', 'reject', 'conditions'],
  role: 'step',
  effect: 'none',
  config,
  initial: { rules: [{ name: '', condition: '', message: '' }] },
  ports: () => [
    { id: 'accepted', title: 'accepted' },
    { id: 'rejected', title: 'rejected' },
  ],
  describe: ({ rules }) => (rules.length === 1 ? (rules[0]?.name ?? '') : `${rules.length} rules`),
});

export type Rule = z.output<typeof config>['rules'][number];
