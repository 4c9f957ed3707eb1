import type { Rule } from '../rule.ts';
import { stepPointer } from '../sentence.ts';

/** No step's config was written by a newer Weft. */
export const stepVersionKnown: Rule = function* ({ steps }) {
  for (const { id, step, title, definition } of steps.values()) {
    if (definition === undefined || step.version <= definition.version) continue;
    yield {
      severity: 'error',
      code: 'STEP_VERSION_NEWER',
      message: `"${title}" was configured with version ${step.version} of its step type; this Weft has version ${definition.version}. Update Weft, or configure the step anew.`,
      stepId: id,
      pointer: stepPointer(id, 'version'),
    };
  }
};
