import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';
import { oneLine } from '../one-line.ts';

const config = z.strictObject({
  list: field
    .expression({ title: 'List', description: 'Gives the list whose items are worked on.', placeholder: 'body.lines' })
    .min(1, 'The expression is empty.')
    .default('body'),
  acceptSingle: field
    .toggle({
      title: 'One is enough',
      description: 'Takes a value that is no list for a list of one, as an XML element is that stands there once.',
    })
    .default(false),
  concurrency: field
    .number({ title: 'At once', description: 'So many items are worked on at the same time; 1 works on one after the other.' })
    .int()
    .min(1, 'At least one item is worked on at once.')
    .max(100, 'At most 100 items are worked on at once.')
    .default(1),
  onFailure: field
    .select(['stop', 'go-on'], {
      title: 'When an item fails',
      description: 'stop: the others are given up and the failure goes further out. go-on: the item leaves by "failed", the others go on.',
    })
    .default('stop'),
  results: field
    .select(['list', 'none'], {
      title: 'Afterwards',
      description: 'list: what the paths inside ended with goes on as one list. none: the document that came in goes on as it was.',
    })
    .default('list'),
  order: field
    .select(['of-the-items', 'as-they-come'], {
      title: 'Order of the list',
      description: 'of-the-items keeps the order of the items whichever is the fastest; as-they-come takes what is ready first.',
      advanced: true,
    })
    .default('of-the-items'),
});

/** Does the steps it encloses for every item of a list. */
export const definition = defineStep({
  type: 'for-each',
  version: 1,
  title: 'For each',
  summary: 'Does the same steps for every item of a list, several at once where you like, and goes on when all are done.',
  category: 'flow',
  keywords: [
    'foreach',
    'loop',
    'iterate',
    'loop over items',
    'split in batches',
    'flow control',
    'parallel',
    'batch',
    'repeat',
    'while',
    'map',
  ],
  role: 'scope',
  effect: 'none',
  config,
  initial: { list: 'body', concurrency: 1, onFailure: 'stop', results: 'list' },
  ports: ({ onFailure }) => [
    { id: 'item', title: 'each item' },
    ...(onFailure === 'go-on' ? [{ id: 'failed', title: 'failed' }] : []),
    { id: 'done', title: 'all done' },
  ],
  scope: ({ concurrency, onFailure, results, order }) => ({
    kind: 'each',
    inside: 'item',
    ended: 'done',
    concurrency,
    ordered: order === 'of-the-items',
    results,
    ...(onFailure === 'go-on' ? { failed: 'failed' } : {}),
  }),
  describe: ({ list, concurrency }) => oneLine(concurrency === 1 ? list : `${list}, ${concurrency} at once`),
});
