import type { ProcessIssue } from '../issue.ts';
import type { Rule } from '../rule.ts';
import { linkPointer, listed } from '../sentence.ts';

/** Both ends of every link are steps of this process, and its port exists. */
export const linksAttached: Rule = function* ({ links, steps }) {
  for (const { from, to, index } of links) {
    const source = steps.get(from.step);
    const base = { severity: 'error', linkIndex: index } as const;
    if (source === undefined) yield missingStep(from.step, 'begins', index, linkPointer(index, 'from', 'step'));
    if (!steps.has(to)) yield missingStep(to, 'ends', index, linkPointer(index, 'to'));
    if (source?.ports === undefined || source.ports.some(({ id }) => id === from.port)) continue;
    const offered = source.ports.length === 0 ? 'It has no ports' : `It has ${listed(source.ports.map(({ id }) => `"${id}"`))}`;
    yield {
      ...base,
      code: 'LINK_PORT_UNKNOWN',
      message: `A link leaves "${source.title}" at its port "${from.port}", which it does not have. ${offered}: remove the link or draw it anew.`,
      stepId: from.step,
      pointer: linkPointer(index, 'from', 'port'),
    };
  }
};

function missingStep(id: string, verb: 'begins' | 'ends', linkIndex: number, pointer: string): ProcessIssue {
  return {
    severity: 'error',
    code: 'LINK_STEP_UNKNOWN',
    message: `A link ${verb} at the step "${id}", which does not exist. Remove the link.`,
    linkIndex,
    pointer,
  };
}
