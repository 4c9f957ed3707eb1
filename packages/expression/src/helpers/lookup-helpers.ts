import { lambdaOf } from '../methods/method.ts';
import type { Budget } from '../values/budget.ts';
import { toText } from '../values/convert.ts';
import { failed } from '../values/failed.ts';
import { kindOf } from '../values/kind.ts';
import { defineMember, isForbidden, isPlain } from '../values/member.ts';
import type { Helper } from './helper.ts';

/** Bringing together what stands in two places. */
export const lookupHelpers: readonly Helper[] = [
  {
    name: 'countBy',
    signature: 'countBy(list: T[], key: (item: T) => string | number): Record<string, number>',
    text: 'How many elements there are for each key.',
    example: { expression: 'countBy(["a", "b", "a"], x => x)', gives: { a: 2, b: 1 } },
    run: ([value, key], { budget }) => {
      const counts = new Map<string, number>();
      const lambda = lambdaOf(key);
      for (const item of listOf(value, budget)) {
        const name = toText(lambda(item), budget);
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }
      return objectOf(counts);
    },
  },
  {
    name: 'joinBy',
    signature:
      "joinBy(left: T[], right: U[], leftKey: (item: T) => unknown, rightKey: (item: U) => unknown, kind?: 'left' | 'inner'): { left: T, right: U | null, matches: U[] }[]",
    text: 'For each element of the first list those of the second with the same key: `right` is the first of them, `matches` all. Without any, `inner` leaves it out.',
    example: {
      expression: 'joinBy([{ c: 1 }, { c: 2 }], [{ id: "2", name: "Ada" }], x => x.c, y => y.id).map(p => p.right?.name ?? "-")',
      gives: ['-', 'Ada'],
    },
    run: ([left, right, leftKey, rightKey, kind = 'left'], { budget }) => {
      if (kind !== 'left' && kind !== 'inner') throw failed('The kind of a join must be "left" or "inner"');
      const byKey = new Map<string, unknown[]>();
      const ofRight = lambdaOf(rightKey);
      for (const item of listOf(right, budget)) {
        const key = joinKey(ofRight(item), budget);
        if (key === undefined) continue;
        const same = byKey.get(key);
        if (same === undefined) byKey.set(key, [item]);
        else same.push(item);
      }
      const ofLeft = lambdaOf(leftKey);
      const pairs = listOf(left, budget).map((item) => {
        const matches = byKey.get(joinKey(ofLeft(item), budget) ?? '') ?? [];
        return { left: item, right: matches[0] ?? null, matches };
      });
      return kind === 'inner' ? pairs.filter(({ matches }) => matches.length > 0) : pairs;
    },
  },
  {
    name: 'lookup',
    signature: 'lookup(table: object | [key, value][], key: string | number, fallback?: unknown): unknown',
    text: 'What a table gives for a key: a member of an object, or of a list of pairs. Without a fallback a key that is not there is an error.',
    example: { expression: 'lookup({ DE: "Germany", FR: "France" }, "FR")', gives: 'France' },
    run: (args, { budget }) => {
      const [table, key] = args;
      const name = toText(key, budget);
      const found = isPlain(table) ? (Object.hasOwn(table, name) && !isForbidden(name) ? [table[name]] : []) : pairIn(table, name, budget);
      if (found.length > 0) return found[0];
      if (args.length > 2) return args[2];
      throw failed('The table has no such key; give "lookup" a third value to take instead');
    },
  },
  {
    name: 'merge',
    signature: 'merge(...values: object[]): object',
    text: 'One object of several, into all levels; later ones win, and lists are replaced as a whole.',
    example: { expression: 'merge({ a: { x: 1, y: 1 } }, { a: { y: 2 } })', gives: { a: { x: 1, y: 2 } } },
    run: (values, { budget }) => {
      const objects = values.filter((value) => value !== null && value !== undefined);
      const other = objects.find((value) => !isPlain(value));
      if (other !== undefined) throw failed(`An object was expected, but there is ${kindOf(other)}`);
      return objects.reduce<unknown>((made, value) => merged(made, value, budget), {});
    },
  },
  {
    name: 'range',
    signature: 'range(from: number, to: number): number[]',
    text: 'The whole numbers from one to another, both included.',
    example: { expression: 'range(1, 4)', gives: [1, 2, 3, 4] },
    run: ([from, to], { budget }) => {
      if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to)) throw failed('The ends of a range must be whole numbers');
      const count = Math.max(0, (to as number) - (from as number) + 1);
      budget.step(count);
      budget.grow(count);
      return Array.from({ length: count }, (_item, at) => (from as number) + at);
    },
  },
];

function listOf(value: unknown, budget: Budget): readonly unknown[] {
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) throw failed(`A list was expected, but there is ${kindOf(value)}`);
  budget.step(value.length);
  budget.grow(value.length);
  return value;
}

/** Keys meet as texts: one side is often a number, the other a text. What has no key meets nothing. */
function joinKey(value: unknown, budget: Budget): string | undefined {
  return value === null || value === undefined ? undefined : `=${toText(value, budget)}`;
}

function pairIn(table: unknown, name: string, budget: Budget): unknown[] {
  for (const pair of listOf(table, budget)) if (Array.isArray(pair) && toText(pair[0], budget) === name) return [pair[1]];
  return [];
}

function objectOf(entries: ReadonlyMap<string, unknown>): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (const [key, value] of entries) defineMember(made, key, value);
  return made;
}

function merged(before: unknown, after: unknown, budget: Budget): unknown {
  if (!isPlain(before) || !isPlain(after)) return after;
  budget.enter();
  const made: Record<string, unknown> = { ...before };
  for (const [key, value] of Object.entries(after)) {
    budget.grow(1);
    defineMember(made, key, Object.hasOwn(made, key) ? merged(made[key], value, budget) : value);
  }
  budget.leave();
  return made;
}
