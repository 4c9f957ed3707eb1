import { defineStep } from '@weft/step-kit';
import * as z from 'zod';
import { oneLine } from '../one-line.ts';
import { documents } from './document-fields.ts';
import { source } from './source-fields.ts';

const config = z.strictObject({ source, documents });

/** How a source is called on the card. */
const titles = {
  lines: 'lines',
  'json-lines': 'JSON lines',
  csv: 'CSV rows',
  'fixed-width': 'fixed-width lines',
} as const;

function titleOf(chosen: z.output<typeof source>): string {
  switch (chosen.from) {
    case 'list':
      return oneLine(chosen.list);
    case 'json':
      return chosen.path === '' ? 'JSON list' : oneLine(chosen.path);
    case 'xml':
      return oneLine(chosen.path);
    case 'text':
      return oneLine(`parts between ${JSON.stringify(chosen.separator)}`);
    default:
      return titles[chosen.from];
  }
}

/** Makes many documents of one. */
export const definition = defineStep({
  type: 'split',
  version: 1,
  title: 'Split',
  summary: 'Makes a document of each item, row, element or line, one by one or in groups; bodies may be of any size.',
  category: 'shape',
  keywords: [
    'splitter',
    'split out',
    'split in batches',
    'split documents',
    'loop',
    'for each',
    'foreach',
    'iterate',
    'batch',
    'chunk',
    'data process',
    'csv rows',
    'xml elements',
    'json lines',
    'ndjson',
    'large file',
    'stream',
    'explode',
    'flow control',
  ],
  role: 'step',
  effect: 'none',
  config,
  initial: { source: { from: 'list', list: 'body', acceptSingle: false }, documents: { each: 'item' } },
  ports: () => [{ id: 'out', title: 'items' }],
  splits: () => true,
  describe: ({ source: from, documents: into }) => {
    const what = titleOf(from);
    return into.each === 'item' ? what : oneLine(`${what} in groups of ${into.size}`);
  },
});
