import type { Rule } from '../rule.ts';
import { linkPointer } from '../sentence.ts';

/** No two links run from the same port to the same step. */
export const linksUnique: Rule = function* ({ links }) {
  const seen = new Set<string>();
  for (const { from, to, index } of links) {
    const ends = JSON.stringify([from.step, from.port, to]);
    if (seen.has(ends)) {
      yield {
        severity: 'error',
        code: 'LINK_DUPLICATE',
        message: `Two links run from the port "${from.port}" of "${from.step}" to "${to}". Remove one of them.`,
        linkIndex: index,
        pointer: linkPointer(index),
      };
    }
    seen.add(ends);
  }
};
