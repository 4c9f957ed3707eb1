import type { CompiledExpression, StepTools } from '@weft/step-kit/executor';
import type { Loop } from './loop-fields.ts';
import { rowsSource } from './loop-source.ts';

/**
 * Compiles what gives the rows of a loop. Each part is compiled by itself first, so that what is wrong with it is told of its
 * own field, and so that nothing is a part that only makes sense together with others.
 * @throws WeftError `EXPRESSION_INVALID` at the field.
 */
export function compileRows(loop: Loop, pointer: string, tools: StepTools): CompiledExpression {
  const source = rowsSource(loop, (part, field) => tools.expression(part, `${pointer}/${field}`));
  return tools.expression(source, `${pointer}/each`);
}
