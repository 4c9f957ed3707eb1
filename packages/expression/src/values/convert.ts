import { ExactNumber } from '@weft/formats';
import type { Budget } from './budget.ts';
import { failed } from './failed.ts';
import { kindOf } from './kind.ts';

export type Primitive = string | number | boolean | null | undefined | ExactNumber;

/** Longest text that an expression may make, in characters. */
const textMax = 32 * 1024 * 1024;

/**
 * A value as JavaScript's operators see it, without ever calling into it: lists become their elements joined by commas,
 * which is charged, because the same list may be in it many times.
 */
export function toPrimitive(value: unknown, budget: Budget, hint: 'number' | 'string' = 'number'): Primitive {
  if (typeof value !== 'object' && typeof value !== 'function') return value as Primitive;
  if (value === null || value instanceof ExactNumber) return value;
  if (value instanceof Date) return hint === 'number' ? value.getTime() : String(value);
  if (Array.isArray(value)) return joined(value, ',', budget);
  if (typeof value === 'object' && !Object.hasOwn(value, 'toString') && !Object.hasOwn(value, 'valueOf')) return '[object Object]';
  throw failed(`${kindOf(value)} cannot be used as a text or number`);
}

/** As `String(value)`. */
export function toText(value: unknown, budget: Budget): string {
  if (typeof value === 'string') return value;
  const primitive = toPrimitive(value, budget, 'string');
  return primitive instanceof ExactNumber ? primitive.digits : String(primitive);
}

/** As `Number(value)`. */
export function toNumber(value: unknown, budget: Budget): number {
  return typeof value === 'number' ? value : Number(toPrimitive(value, budget));
}

/** As `list.join(separator)`. */
export function joined(list: readonly unknown[], separator: string, budget: Budget): string {
  budget.enter();
  const parts: string[] = [];
  for (const item of list) {
    const text = item === null || item === undefined ? '' : toText(item, budget);
    budget.grow(text.length + separator.length);
    budget.step();
    parts.push(text);
  }
  budget.leave();
  return parts.join(separator);
}

/** Two texts as one. The engine shares the longer part, so only the shorter is charged; that makes appending in a loop linear. */
export function concatenated(left: string, right: string, budget: Budget): string {
  budget.grow(Math.min(left.length, right.length));
  if (left.length + right.length > textMax) throw failed('It makes a text that is too long');
  return left + right;
}

/** As `JSON.stringify`, charged before it is made. */
export function toJsonText(value: unknown, indent: number | undefined, budget: Budget): string {
  measure(value, budget);
  return JSON.stringify(value, undefined, indent);
}

function measure(value: unknown, budget: Budget): void {
  budget.step();
  if (typeof value === 'string') budget.grow(value.length);
  else if (typeof value === 'object' && value !== null) {
    budget.grow(2);
    for (const key in value) {
      budget.grow(key.length + 4);
      measure((value as Record<string, unknown>)[key], budget);
    }
  } else budget.grow(4);
}
