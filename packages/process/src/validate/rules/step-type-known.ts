import type { Rule } from '../rule.ts';
import { stepPointer } from '../sentence.ts';

/** Every step's type is in the catalog. */
export const stepTypeKnown: Rule = function* ({ steps }) {
  for (const { id, step, title, definition } of steps.values()) {
    if (definition !== undefined) continue;
    yield {
      severity: 'error',
      code: 'STEP_TYPE_UNKNOWN',
      message: `"${title}" is of type "${step.type}", which this Weft does not have. Remove the step, or install what brings its type.`,
      stepId: id,
      pointer: stepPointer(id, 'type'),
    };
  }
};
