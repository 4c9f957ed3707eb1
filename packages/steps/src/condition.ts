import type { Document } from '@weft/document';
import { WeftError } from '@weft/errors';
import type { ExecutionInfo, StepTools } from '@weft/step-kit/executor';

/** Whether a condition holds; a promise only where the expression gives one. */
export type Condition = (document: Document, execution: ExecutionInfo) => boolean | Promise<boolean>;

/**
 * Compiles a condition. It holds where its expression gives `true` and does not where it gives `false`, null or
 * undefined: what is not there is not so.
 *
 * Nothing else is taken for true or false, because `'false'`, `'0'` and an empty list would pass in silence.
 * @throws WeftError `EXPRESSION_INVALID` at `pointer`; when run `EXPRESSION_FAILED` at `pointer` for any other value.
 */
export function conditionOf(source: string, pointer: string, tools: StepTools): Condition {
  const evaluate = tools.expression(source, pointer);
  return (document, execution) => {
    const value = evaluate(document, execution);
    return value instanceof Promise ? value.then((late) => truthOf(late, pointer)) : truthOf(value, pointer);
  };
}

function truthOf(value: unknown, pointer: string): boolean {
  if (typeof value === 'boolean') return value;
  if (value === null || value === undefined) return false;
  throw new WeftError(
    'EXPRESSION_FAILED',
    `The condition gives ${kindOf(value)} where true or false is needed. Compare it with something, as in total > 0 or status === 'open'.`,
    { place: { pointer } },
  );
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return 'a text';
  return typeof value === 'number' || typeof value === 'bigint' ? 'a number' : 'an object';
}
