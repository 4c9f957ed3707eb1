import type { Rule } from '../rule.ts';
import { knownConfigs } from './configs.ts';

/** The card on the canvas has one line for it. */
export const describesItself: Rule = {
  name: 'its one-line description never throws and has one line',
  check: ({ entry }) => {
    const { describe, title, summary } = entry.definition;
    const problems = title.trim() === '' || summary.trim() === '' ? ['It has no title or no summary.'] : [];
    for (const config of knownConfigs(entry)) {
      try {
        if (describe?.(config).includes('\n')) problems.push('The description has several lines.');
      } catch (thrown) {
        problems.push(`The description throws: ${String(thrown)}`);
      }
    }
    return problems;
  },
};
