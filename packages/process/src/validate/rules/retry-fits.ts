import { effectOf } from '../../compile/effect-of.ts';
import type { ViewedStep } from '../../compile/process-view.ts';
import type { Rule } from '../rule.ts';
import { stepPointer } from '../sentence.ts';

/** Only what calls out can fail for reasons that pass. A reply cannot be taken back and given again. */
export function callsOut({ definition, config }: Pick<ViewedStep, 'definition' | 'config'>): boolean {
  if (definition === undefined || definition.role !== 'step' || !config?.valid) return false;
  if (definition.capabilities?.includes('reply') === true) return false;
  return effectOf(definition, config.value) !== 'none' || definition.capabilities?.includes('call') === true;
}

/** A step is tried again only where that makes sense, and under a condition that can be understood. */
export const retryFits: Rule = function* ({ steps }, { checkExpression }) {
  for (const viewed of steps.values()) {
    const { id, title, step, config } = viewed;
    if (step.retry === undefined || !config?.valid) continue;
    const { when } = step.retry;
    const fault = when === undefined ? undefined : checkExpression?.(when, 'expression');
    if (!callsOut(viewed)) {
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
