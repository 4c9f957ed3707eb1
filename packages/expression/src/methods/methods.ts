import { ExactNumber } from '@weft/formats';
import { dateMethods } from './date-methods.ts';
import { listMethods } from './list-methods.ts';
import type { Method } from './method.ts';
import { exactNumberMethods, numberMethods } from './number-methods.ts';
import { RegularExpression, regularExpressionMethods } from './regular-expression.ts';
import { textMethods } from './text-methods.ts';

// biome-ignore lint/suspicious/noExplicitAny: the caller has looked at the kind of the value
type AnyMethod = Method<any>;

/** The methods that expressions may call, by the kind of value that has them. */
export const methodsByKind: Readonly<Record<string, ReadonlyMap<string, AnyMethod>>> = {
  text: textMethods,
  list: listMethods,
  number: numberMethods,
  exactNumber: exactNumberMethods,
  date: dateMethods,
  regularExpression: regularExpressionMethods,
  boolean: new Map<string, AnyMethod>([['toString', (self: boolean) => String(self)]]),
};

const none: ReadonlyMap<string, AnyMethod> = new Map();

/** How to find a method for a value, or undefined where no kind of value has a method of that name. */
export function findMethod(name: string): ((self: unknown) => AnyMethod | undefined) | undefined {
  if (!Object.values(methodsByKind).some((methods) => methods.has(name))) return undefined;
  return (self) => methodsOf(self).get(name);
}

function methodsOf(self: unknown): ReadonlyMap<string, AnyMethod> {
  if (typeof self === 'string') return textMethods;
  if (Array.isArray(self)) return listMethods;
  if (typeof self === 'number') return numberMethods;
  if (self instanceof ExactNumber) return exactNumberMethods;
  if (self instanceof Date) return dateMethods;
  if (self instanceof RegularExpression) return regularExpressionMethods;
  return typeof self === 'boolean' ? (methodsByKind['boolean'] ?? none) : none;
}
