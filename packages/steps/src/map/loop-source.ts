import type { Loop } from './loop-fields.ts';

/**
 * What a loop goes through, in order, filtered and sorted: the items; where others were joined to them, a pair for each join
 * with the one before it on the left, as `joinBy` gives them.
 */
export type LoopRow = unknown;

/**
 * A loop as one expression that gives its rows: what expressions do with lists already, filtering, sorting, joining by
 * key, is the same here.
 * @param part hears of each source by the name of its field, before it becomes a part of the whole.
 */
export function rowsSource(loop: Loop, part: (source: string, field: string) => void): string {
  const within = (source: string, field: string): string => {
    part(source, field);
    // On lines of its own: a source may end in a comment.
    return `(\n${source}\n)`;
  };
  let rows = `asList(${within(loop.each, 'each')})`;
  let names = loop.as;
  for (const [index, { as, list, key, equals }] of loop.joins.entries()) {
    const at = (name: string) => `joins/${index}/${name}`;
    rows = `joinBy(${rows}, asList(${within(list, at('list'))}), (${names}) => ${within(equals, at('equals'))}, (${as}) => ${within(key, at('key'))})`;
    names = `{ left: ${names}, right: ${as} }`;
  }
  if (loop.where !== '') rows = `${rows}.filter((${names}) => ${within(loop.where, 'where')})`;
  if (loop.sortBy !== '') rows = `sortBy(${rows}, (${names}) => ${within(loop.sortBy, 'sortBy')}, '${loop.direction}')`;
  return rows;
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
