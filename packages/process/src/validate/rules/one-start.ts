import type { Rule } from '../rule.ts';
import { stepPointer } from '../sentence.ts';

/** A process begins in exactly one step. */
export const oneStart: Rule = function* ({ steps }) {
  const [first, ...others] = [...steps.values()].filter(({ role }) => role === 'start');
  if (first === undefined) {
    yield {
      severity: 'error',
      code: 'START_MISSING',
      message: 'The process has no start. Drag one from the group "Start" onto the canvas.',
      pointer: '/steps',
    };
  }
  for (const { id, title } of others) {
    yield {
      severity: 'error',
      code: 'START_NOT_ALONE',
      message: `"${title}" is a second start beside "${first?.title}". A process has one: remove one of them.`,
      stepId: id,
      pointer: stepPointer(id),
    };
  }
};
