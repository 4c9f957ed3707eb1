import { failed } from '../values/failed.ts';
import type { Frame } from '../values/frame.ts';
import { kindOf } from '../values/kind.ts';
import { defineMember, isPlain, keyOf } from '../values/member.ts';
import type { GlobalFunction, NamespaceMembers } from './global-function.ts';

/** `Object`: what reads own members, and what makes a new object of them. */
export const objectMembers: NamespaceMembers = new Map<string, GlobalFunction>([
  ['entries', ([value], frame) => charged(Object.entries(membersOf(value)), frame)],
  ['fromEntries', ([entries], frame) => fromEntries(entries, frame)],
  ['hasOwn', ([value, key], { budget }) => Object.hasOwn(membersOf(value), keyOf(key, budget))],
  ['keys', ([value], frame) => charged(Object.keys(membersOf(value)), frame)],
  ['values', ([value], frame) => charged(Object.values(membersOf(value)), frame)],
]);

function membersOf(value: unknown): object {
  if (isPlain(value) || Array.isArray(value)) return value;
  if (value === null || value === undefined) throw failed(`${value} has no members`);
  // As in JavaScript: a text has its characters, other plain values have nothing.
  return typeof value === 'string' ? Object(value) : {};
}

function charged<T>(list: T[], { budget }: Frame): T[] {
  budget.grow(list.length);
  budget.step(list.length);
  return list;
}

function fromEntries(entries: unknown, { budget }: Frame): Record<string, unknown> {
  if (!Array.isArray(entries)) throw failed(`A list of [name, value] pairs was expected, but there is ${kindOf(entries)}`);
  const made: Record<string, unknown> = {};
  for (const entry of entries) {
    budget.step();
    budget.grow(2);
    if (!Array.isArray(entry)) throw failed(`A [name, value] pair was expected, but there is ${kindOf(entry)}`);
    defineMember(made, String(keyOf(entry[0], budget)), entry[1]);
  }
  return made;
}
