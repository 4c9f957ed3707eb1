import type { Rule } from '../rule.ts';

const headings = ['## When to use', '## Behaviour', '## Failure'];

/** People find the same three answers on every page. */
export const docsAnswer: Rule = {
  name: 'its docs say when to use it, what it does and how it fails',
  check: ({ entry: { docs } }) =>
    headings.flatMap((heading) => (sectionOf(docs, heading) === '' ? [`"${heading}" is missing or empty.`] : [])),
};

function sectionOf(docs: string, heading: string): string {
  const lines = docs.split(/\r?\n/);
  const from = lines.indexOf(heading);
  if (from === -1) return '';
  const to = lines.findIndex((line, i) => i > from && line.startsWith('## '));
  return lines
    .slice(from + 1, to === -1 ? undefined : to)
    .join('\n')
    .trim();
}
