import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';

const rule = field.group(
  {
    id: field
      .text({ title: 'Id', description: 'The port that links begin at; links keep to it when the title changes.', placeholder: 'express' })
      .regex(/^[a-z][a-z0-9-]{0,62}$/, 'An id is 1 to 63 lower-case letters, digits and dashes, beginning with a letter.')
      .refine((id) => id !== 'otherwise', 'otherwise is the port for documents that no rule takes.'),
    title: field
      .text({ title: 'Title', description: 'What the way is called on the canvas.', placeholder: 'Express' })
      .min(1, 'The title is empty.')
      .max(60),
    condition: field
      .expression({
        title: 'Condition',
        description: 'Gives true or false. What is not there (null or undefined) counts as false; any other value fails the step.',
        placeholder: "body.shipping === 'express'",
      })
      .min(1, 'The condition is empty.'),
  },
  { title: 'Rule', description: 'One way, and which documents take it.' },
);

const config = z.strictObject({
  rules: field
    .list(rule, { title: 'Rules', description: 'Asked from top to bottom.' })
    .min(1, 'A route has at least one rule.')
    .max(50, 'A route has at most 50 rules.')
    .refine((rules) => new Set(rules.map(({ id }) => id)).size === rules.length, 'Two rules have the same id.'),
  match: field
    .select(['first', 'every'], {
      title: 'Match',
      description: 'first sends a document only to the first rule that holds; every sends it to each rule that holds.',
    })
    .default('first'),
});

/** Sends each document the way that a list of rules says. */
export const definition = defineStep({
  type: 'route',
  version: 1,
  title: 'Route',
  summary: 'Sends each document the way of the first rule that holds, or of every rule that does.',
  category: 'flow',
  keywords: ['switch', 'case', 'router', 'choice', 'when', 'otherwise', 'default', 'if', 'content-based router', 'recipient list', 'rules'],
  role: 'step',
  effect: 'none',
  config,
  initial: { rules: [{ id: 'rule1', title: 'Rule 1', condition: '' }], match: 'first' },
  ports: ({ rules }) => [...rules.map(({ id, title }) => ({ id, title })), { id: 'otherwise', title: 'otherwise' }],
  describe: ({ rules, match }) =>
    `${rules.length === 1 ? '1 rule' : `${rules.length} rules`}, ${match === 'first' ? 'first match' : 'every match'}`,
});
