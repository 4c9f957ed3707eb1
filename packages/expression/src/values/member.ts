import type { Budget } from './budget.ts';
import { toText } from './convert.ts';
import { failed } from './failed.ts';

/** What an optional chain gives once it has stopped; the chain as a whole turns it into `undefined`. */
export const stopped: unique symbol = Symbol('stopped');

const forbidden: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Keys that lead from data to the machinery behind it: never read, written or called. */
export function isForbidden(key: string): boolean {
  return forbidden.has(key);
}

export function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** An own property of a plain object or list, a character or `length` of a text; `undefined` for all else. */
export function readMember(value: unknown, key: string | number): unknown {
  if (value === stopped) return stopped;
  if (value === null || value === undefined) throw failed(`"${key}" cannot be read, because what should have it is ${value}`);
  if (typeof key === 'string' && forbidden.has(key)) throw failed(`"${key}" cannot be read in expressions`);
  if (typeof value === 'string') return Object.hasOwn(Object(value), key) ? value[key as number] : undefined;
  if (Array.isArray(value) || isPlain(value))
    return Object.hasOwn(value, key) ? (value as Record<string | number, unknown>)[key] : undefined;
  if (value instanceof Uint8Array && (key === 'length' || key === 'byteLength')) return value.byteLength;
  return undefined;
}

/** A key in brackets, as the text it stands for. */
export function keyOf(key: unknown, budget: Budget): string | number {
  return typeof key === 'number' || typeof key === 'string' ? key : toText(key, budget);
}

/** Adds a member to an object that an expression makes. */
export function defineMember(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') throw failed('"__proto__" cannot be the name of a member');
  target[key] = value;
}
