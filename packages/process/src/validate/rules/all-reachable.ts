import type { Rule } from '../rule.ts';
import { stepPointer } from '../sentence.ts';

/** A step that no document can reach is most likely a link forgotten. */
export const allReachable: Rule = function* ({ steps, start, reachable }) {
  if (start === undefined) return;
  for (const { id, title, role } of steps.values()) {
    if (reachable.has(id) || role === 'start') continue;
    yield {
      severity: 'warning',
      code: 'STEP_UNREACHABLE',
      message: `No document can reach "${title}". Link it to a step before it, or remove it.`,
      stepId: id,
      pointer: stepPointer(id),
    };
  }
};
