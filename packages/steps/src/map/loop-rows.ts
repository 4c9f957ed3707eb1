import type { CompiledExpression, StepTools } from '@weft/step-kit/executor';
import type { Loop } from './definition.ts';

/**
 * What a loop goes through, in order, filtered and sorted: the items; where others were joined to them, a pair for each join
 * with the one before it on the left, as `joinBy` gives them.
 */
export type LoopRow = unknown;

/**
 * A loop as one expression that gives its rows: what expressions do with lists already, filtering, sorting, joining by
 * key, is the same here. Each part is compiled by itself first, so that what is wrong with it is told of its own field.
 * @throws WeftError `EXPRESSION_INVALID` at the field.
 */
export function compileRows(loop: Loop, pointer: string, tools: StepTools): CompiledExpression {
  const part = (source: string, name: string): string => {
    tools.expression(source, `${pointer}/${name}`);
    // On lines of its own: a source may end in a comment.
    return `(\n${source}\n)`;
  };
  let rows = `asList(${part(loop.each, 'each')})`;
  let names = loop.as;
  for (const [index, { as, list, key, equals }] of loop.joins.entries()) {
    const at = (name: string) => `joins/${index}/${name}`;
    rows = `joinBy(${rows}, asList(${part(list, at('list'))}), (${names}) => ${part(equals, at('equals'))}, (${as}) => ${part(key, at('key'))})`;
    names = `{ left: ${names}, right: ${as} }`;
  }
  if (loop.where !== '') rows = `${rows}.filter((${names}) => ${part(loop.where, 'where')})`;
  if (loop.sortBy !== '') rows = `sortBy(${rows}, (${names}) => ${part(loop.sortBy, 'sortBy')}, '${loop.direction}')`;
  return tools.expression(rows, `${pointer}/each`);
}

/** Gives the item of a row and what was joined to it their names. */
export function nameRow({ as, joins }: Loop, row: LoopRow, names: Record<string, unknown>): void {
  let item = row;
  for (let at = joins.length - 1; at >= 0; at--) {
    const pair = item as { readonly left: LoopRow; readonly right: unknown };
    names[joins[at]?.as ?? ''] = pair.right;
    item = pair.left;
  }
  names[as] = item;
}
