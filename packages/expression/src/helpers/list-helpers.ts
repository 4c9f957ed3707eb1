import { lambdaOf } from '../methods/method.ts';
import type { Budget } from '../values/budget.ts';
import { toText } from '../values/convert.ts';
import { failed } from '../values/failed.ts';
import { kindOf } from '../values/kind.ts';
import { defineMember, isPlain } from '../values/member.ts';
import { strictlyEqual } from '../values/operators.ts';
import type { Helper } from './helper.ts';

/** What expressions do with lists beyond JavaScript's own methods. */
export const listHelpers: readonly Helper[] = [
  {
    name: 'asList',
    signature: 'asList(value: T | T[] | null | undefined): T[]',
    text: 'A list as it is, nothing as an empty list, anything else as a list of one: for XML, where one element and many look different.',
    example: { expression: 'asList("one").length', gives: 1 },
    run: ([value]) => (Array.isArray(value) ? value : value === null || value === undefined || value === '' ? [] : [value]),
  },
  {
    name: 'chunk',
    signature: 'chunk(list: T[], size: number): T[][]',
    text: 'Cuts a list into lists of at most `size` elements.',
    example: { expression: 'chunk([1, 2, 3], 2)', gives: [[1, 2], [3]] },
    run: ([value, size], { budget }) => {
      const list = visited(value, budget);
      if (typeof size !== 'number' || !Number.isInteger(size) || size < 1)
        throw failed('The size of a chunk must be a whole number from 1');
      return Array.from({ length: Math.ceil(list.length / size) }, (_item, at) => list.slice(at * size, (at + 1) * size));
    },
  },
  {
    name: 'groupBy',
    signature: 'groupBy(list: T[], key: (item: T) => string | number): Record<string, T[]>',
    text: 'An object with a list of the elements for each key.',
    example: { expression: 'groupBy([{ c: "A", n: 1 }, { c: "B", n: 2 }, { c: "A", n: 3 }], x => x.c).A.length', gives: 2 },
    run: ([value, key], { budget }) => {
      const lambda = lambdaOf(key);
      const groups = new Map<string, unknown[]>();
      for (const item of visited(value, budget)) {
        const name = toText(lambda(item), budget);
        const group = groups.get(name);
        if (group === undefined) groups.set(name, [item]);
        else group.push(item);
      }
      return objectOf(groups);
    },
  },
  {
    name: 'indexBy',
    signature: 'indexBy(list: T[], key: (item: T) => string | number): Record<string, T>',
    text: 'An object with the last element for each key: made once, it finds an element without searching the list.',
    example: { expression: 'indexBy([{ id: 7, name: "Ada" }], x => x.id)["7"].name', gives: 'Ada' },
    run: ([value, key], { budget }) => {
      const lambda = lambdaOf(key);
      return objectOf(new Map(visited(value, budget).map((item) => [toText(lambda(item), budget), item])));
    },
  },
  {
    name: 'isEmpty',
    signature: 'isEmpty(value: unknown): boolean',
    text: 'True for null, undefined, a text of nothing or only white space, a list or object without members.',
    example: { expression: 'isEmpty("  ")', gives: true },
    run: ([value], { budget }) => {
      if (typeof value === 'string') budget.search(value.length);
      if (value === null || value === undefined) return true;
      if (typeof value === 'string') return value.trim() === '';
      return Array.isArray(value) ? value.length === 0 : isPlain(value) && Object.keys(value).length === 0;
    },
  },
  {
    name: 'omit',
    signature: 'omit(value: object, ...names: string[]): object',
    text: 'A copy of an object without the members named.',
    example: { expression: 'omit({ a: 1, b: 2 }, "a")', gives: { b: 2 } },
    run: ([value, ...names], { budget }) => membersOf(value, budget, (key) => !names.includes(key)),
  },
  {
    name: 'pick',
    signature: 'pick(value: object, ...names: string[]): object',
    text: 'A copy of an object with only the members named.',
    example: { expression: 'pick({ a: 1, b: 2 }, "a")', gives: { a: 1 } },
    run: ([value, ...names], { budget }) => membersOf(value, budget, (key) => names.includes(key)),
  },
  {
    name: 'sortBy',
    signature: "sortBy(list: T[], key: (item: T) => string | number, direction?: 'asc' | 'desc'): T[]",
    text: 'A sorted copy: numbers by size, texts by character; equal keys keep their order, and elements without a key go last.',
    example: { expression: 'sortBy([{ n: 10 }, { n: 9 }], x => x.n)', gives: [{ n: 9 }, { n: 10 }] },
    run: ([value, key, direction = 'asc'], { budget }) => {
      if (direction !== 'asc' && direction !== 'desc') throw failed('The direction must be "asc" or "desc"');
      const lambda = lambdaOf(key);
      const sign = direction === 'asc' ? 1 : -1;
      const keyed = visited(value, budget).map((item) => ({ item, key: lambda(item) }));
      keyed.sort((a, b) => {
        budget.step();
        return order(a.key, b.key, sign);
      });
      return keyed.map(({ item }) => item);
    },
  },
  {
    name: 'unique',
    signature: 'unique(list: T[], key?: (item: T) => unknown): T[]',
    text: 'The elements without those that come again; by key where one is given.',
    example: { expression: 'unique([3, 1, 3])', gives: [3, 1] },
    run: ([value, key], { budget }) => {
      const lambda = key === undefined ? (item: unknown) => item : lambdaOf(key);
      const seen = new Set<unknown>();
      return visited(value, budget).filter((item) => {
        const at = comparable(lambda(item));
        if (seen.has(at)) return false;
        seen.add(at);
        return true;
      });
    },
  },
];

function visited(value: unknown, budget: Budget): readonly unknown[] {
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) throw failed(`A list was expected, but there is ${kindOf(value)}`);
  budget.step(value.length);
  budget.grow(value.length);
  return value;
}

function objectOf(entries: ReadonlyMap<string, unknown>): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (const [key, value] of entries) defineMember(made, key, value);
  return made;
}

function membersOf(value: unknown, budget: Budget, wanted: (key: string) => boolean): Record<string, unknown> {
  if (!isPlain(value)) throw failed(`An object was expected, but there is ${kindOf(value)}`);
  const entries = Object.entries(value).filter(([key]) => wanted(key));
  budget.step(entries.length);
  budget.grow(entries.length);
  return objectOf(new Map(entries));
}

/** Dates and exact numbers are the same element where they say the same. */
function comparable(key: unknown): unknown {
  return typeof key === 'object' && key !== null && !Array.isArray(key) && !isPlain(key) ? JSON.stringify(key) : key;
}

function order(a: unknown, b: unknown, sign: 1 | -1): number {
  const aMissing = a === null || a === undefined;
  const bMissing = b === null || b === undefined;
  if (aMissing || bMissing) return aMissing === bMissing ? 0 : aMissing ? 1 : -1;
  if (strictlyEqual(a, b)) return 0;
  const [x, y] = typeof a === 'string' && typeof b === 'string' ? [a, b] : [Number(a), Number(b)];
  return (x < y ? -1 : x > y ? 1 : 0) * sign;
}
