import { configFields } from '../config-fields.ts';
import type { Rule } from '../rule.ts';
import { stepPointer } from '../sentence.ts';

/** Every expression and every template can be understood. */
export const expressionsParse: Rule = function* ({ steps }, { checkExpression }) {
  if (checkExpression === undefined) return;
  for (const { id, title, definition, config } of steps.values()) {
    if (definition === undefined || !config?.valid) continue;
    for (const { hint, path, value, isDefault } of configFields(definition.config, config.value)) {
      if (hint === undefined || typeof value !== 'string' || (hint.widget !== 'expression' && hint.widget !== 'template')) continue;
      // Where nothing is the default, nothing is no mistake.
      if (value === '' && isDefault) continue;
      const fault = checkExpression(value, hint.widget);
      if (fault === undefined) continue;
      yield {
        severity: 'error',
        code: 'EXPRESSION_INVALID',
        message: `"${title}": ${hint.title}: ${fault}`,
        stepId: id,
        pointer: stepPointer(id, 'config', ...path),
      };
    }
  }
};
