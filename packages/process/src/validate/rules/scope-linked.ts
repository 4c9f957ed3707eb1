import { scopeRuleOf } from '../../compile/flow-shape.ts';
import type { Rule } from '../rule.ts';
import { stepPointer } from '../sentence.ts';

/** A scope encloses something, and does something about it. */
export const scopeLinked: Rule = function* ({ steps, reachable }) {
  for (const step of steps.values()) {
    const rule = scopeRuleOf(step);
    if (rule === undefined || !reachable.has(step.id)) continue;
    const titleOf = (port: string): string => step.ports?.find(({ id }) => id === port)?.title ?? port;
    const isLinked = (port: string): boolean => step.outgoing.some(({ from }) => from.port === port);
    const warning = (code: string, message: string) => ({
      severity: 'warning' as const,
      code,
      message,
      stepId: step.id,
      pointer: stepPointer(step.id),
    });
    if (!isLinked(rule.inside)) {
      yield warning('SCOPE_EMPTY', `Nothing is linked to "${titleOf(rule.inside)}" of "${step.title}", so it encloses no steps.`);
    } else if (rule.kind === 'guard' && !isLinked(rule.failed) && !isLinked(rule.ended)) {
      yield warning(
        'SCOPE_IDLE',
        `"${step.title}" does nothing about a failure: link "${titleOf(rule.failed)}", "${titleOf(rule.ended)}" or both.`,
      );
    }
  }
};
