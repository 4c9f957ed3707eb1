import { WeftError } from '@weft/errors';

/**
 * The items of what an expression gave for a list. What is not there has none.
 *
 * @param acceptSingle True: a value that is no list is taken for a list of one.
 * @throws WeftError `STEP_FAILED` at `pointer` for any other value.
 */
export function itemsOf(value: unknown, acceptSingle: boolean, pointer: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (value === null || value === undefined) return [];
  if (acceptSingle) return [value];
  throw new WeftError(
    'STEP_FAILED',
    `The expression gives ${typeof value === 'object' ? 'an object' : `a ${typeof value}`} where a list is needed. Name the member that holds the list, or turn on "One is enough" to take it for a list of one.`,
    { place: { pointer } },
  );
}
