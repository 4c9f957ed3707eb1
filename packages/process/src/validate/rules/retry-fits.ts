import { callsOut } from '../../compile/calls-out.ts';
import type { Rule } from '../rule.ts';
import { stepPointer } from '../sentence.ts';

/** A step is tried again only where that makes sense, and under a condition that can be understood. */
export const retryFits: Rule = function* ({ steps }, { checkExpression }) {
  for (const { id, title, step, definition, config } of steps.values()) {
    if (step.retry === undefined || definition === undefined || !config?.valid) continue;
    const { when } = step.retry;
    const fault = when === undefined ? undefined : checkExpression?.(when, 'expression');
    if (!callsOut(definition, config.value)) {
      yield {
        severity: 'error',
        code: 'RETRY_POINTLESS',
        message: `"${title}" calls nothing that may be better a moment later, so trying it again would give the same. Remove its retries.`,
        stepId: id,
        pointer: stepPointer(id, 'retry'),
      };
    } else if (fault !== undefined) {
      yield {
        severity: 'error',
        code: 'EXPRESSION_INVALID',
        message: `"${title}": try again only where: ${fault}`,
        stepId: id,
        pointer: stepPointer(id, 'retry', 'when'),
      };
    }
  }
};
