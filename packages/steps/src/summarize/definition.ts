import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';
import { oneLine } from '../one-line.ts';

const name = (description: string) => field.text({ title: 'Name', description }).min(1, 'The name is empty.').max(200);

const groups = field
  .list(
    field.group(
      {
        name: name('Of the member of the result.'),
        value: field
          .expression({ title: 'Value', description: 'Documents for which it is the same belong together.', placeholder: 'body.customer' })
          .min(1, 'The expression is empty.'),
      },
      { title: 'Group', description: 'What documents are grouped by.' },
    ),
    { title: 'For each', description: 'What documents are grouped by. Left empty: all are one group.' },
  )
  .max(20, 'There are at most 20.')
  .default([]);

/** What can be computed of the documents of a group. */
const functions = ['count', 'sum', 'average', 'min', 'max', 'count-distinct', 'first', 'last'] as const;

const figures = field
  .list(
    field.group(
      {
        name: name('Of the member of the result.'),
        function: field.select(functions, {
          title: 'Function',
          description: 'What is computed. count needs no value, and counts only where there is one if one is given.',
        }),
        value: field.expression({ title: 'Value', description: 'What it is computed of.', placeholder: 'body.total' }).default(''),
      },
      { title: 'Figure', description: 'One figure of the result.' },
    ),
    { title: 'Figures', description: 'What is computed for each group.' },
  )
  .min(1, 'Name at least one figure.')
  .max(50, 'There are at most 50 figures.')
  .superRefine((all, context) => {
    for (const [index, figure] of all.entries()) {
      if (figure.function === 'count' || figure.value !== '') continue;
      context.addIssue({ code: 'custom', path: [index, 'value'], message: `"${figure.function}" needs a value to be computed of.` });
    }
  });

const config = z
  .strictObject({
    groups,
    figures,
    listsAreItems: field
      .toggle({
        title: 'Lists are items',
        description: 'Of a document whose body is a list every item counts, and body in the expressions is the item.',
        advanced: true,
      })
      .default(true),
    give: field
      .select(['list', 'documents'], {
        title: 'Result',
        description: 'list: one document with a list of all groups, or an object where there are none; documents: one for each group.',
      })
      .default('list'),
    empty: field
      .select(['nothing', 'zero'], {
        title: 'Where nothing comes',
        description: 'nothing: the path ends there; zero: an empty list, or figures of nothing where all are one group.',
        advanced: true,
      })
      .default('zero'),
  })
  .superRefine((all, context) => {
    const taken = new Set<string>();
    for (const list of ['groups', 'figures'] as const) {
      for (const [index, { name: one }] of all[list].entries()) {
        if (taken.has(one)) context.addIssue({ code: 'custom', path: [list, index, 'name'], message: `"${one}" is used twice.` });
        taken.add(one);
      }
    }
  });

export type SummarizeConfig = z.output<typeof config>;

/** Counts and sums documents, by groups. */
export const definition = defineStep({
  type: 'summarize',
  version: 1,
  title: 'Summarize',
  summary: 'Counts, sums and compares what comes, by groups, exactly to the cent; of any number of documents.',
  category: 'shape',
  keywords: [
    'aggregate',
    'aggregation',
    'group by',
    'sum',
    'count',
    'average',
    'total',
    'pivot',
    'statistics',
    'report',
    'min',
    'max',
    'distinct',
  ],
  role: 'collect',
  effect: 'none',
  config,
  initial: { groups: [], figures: [{ name: 'count', function: 'count', value: '' }] },
  ports: () => [{ id: 'out', title: 'summary' }],
  collect: () => ({}),
  describe: (chosen) => {
    const what = chosen.figures.map((figure) => figure.name).join(', ');
    return oneLine(chosen.groups.length === 0 ? what : `${what} for each ${chosen.groups.map((group) => group.name).join(', ')}`);
  },
});
