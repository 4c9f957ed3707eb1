import type { Rule } from '../rule.ts';
import { faultSentence, stepPointer } from '../sentence.ts';

/** At most this many problems of one step are told at once. */
const issuesPerStep = 20;

/** Every config is what its step type asks for. */
export const configValid: Rule = function* ({ steps }) {
  for (const { id, title, definition, config } of steps.values()) {
    if (definition === undefined || config === undefined || config.valid) continue;
    for (const fault of config.issues.slice(0, issuesPerStep)) {
      yield {
        severity: 'error',
        code: 'CONFIG_INVALID',
        message: `"${title}": ${faultSentence(fault, definition.config, config.raw)}`,
        stepId: id,
        pointer: stepPointer(id, 'config', ...fault.path),
      };
    }
  }
};
