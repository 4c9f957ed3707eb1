import type { Budget } from '../values/budget.ts';
import { failed } from '../values/failed.ts';
import type { Lambda } from '../values/frame.ts';
import { kindOf } from '../values/kind.ts';

/** A method that expressions may call: charges the budget before it does anything of size. */
export type Method<Self> = (self: Self, args: readonly unknown[], budget: Budget) => unknown;

/** An argument that must be a function. */
export function lambdaOf(value: unknown): Lambda {
  if (typeof value === 'function') return value as Lambda;
  throw failed(`A function such as "x => …" was expected, but there is ${kindOf(value)}`);
}
