import type { Rule } from '../rule.ts';
import { linkPointer } from '../sentence.ts';

/** Nothing flows back into the start. */
export const noLinkIntoStart: Rule = function* ({ links, steps }) {
  for (const { to, index } of links) {
    const target = steps.get(to);
    if (target?.role !== 'start') continue;
    yield {
      severity: 'error',
      code: 'LINK_INTO_START',
      message: `A link leads into "${target.title}", but a start takes nothing from other steps. Remove the link.`,
      stepId: to,
      linkIndex: index,
      pointer: linkPointer(index, 'to'),
    };
  }
};
