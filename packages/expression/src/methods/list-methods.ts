import type { Budget } from '../values/budget.ts';
import { joined, toNumber, toText } from '../values/convert.ts';
import { failed } from '../values/failed.ts';
import { strictlyEqual } from '../values/operators.ts';
import { lambdaOf, type Method } from './method.ts';

type List = readonly unknown[];

/** Methods of lists. None changes its list: `sort` and `reverse` give a new one. */
export const listMethods: ReadonlyMap<string, Method<List>> = new Map<string, Method<List>>([
  ['at', (self, [index], budget) => self.at(toNumber(index, budget))],
  ['concat', concat],
  ['every', (self, [test], budget) => findIn(self, test, budget, 1, (found) => !found) === -1],
  ['filter', (self, [test], budget) => visit(self, budget, (list) => list.filter(lambdaOf(test)))],
  ['find', (self, [test], budget) => self[findIn(self, test, budget, 1)]],
  ['findIndex', (self, [test], budget) => findIn(self, test, budget, 1)],
  ['findLast', (self, [test], budget) => self[findIn(self, test, budget, -1)]],
  ['findLastIndex', (self, [test], budget) => findIn(self, test, budget, -1)],
  ['flat', (self, [depth], budget) => flat(self, depth === undefined ? 1 : toNumber(depth, budget), budget)],
  ['flatMap', (self, [change], budget) => flat(visit(self, budget, (list) => list.map(lambdaOf(change))) as List, 1, budget)],
  ['includes', (self, [item, from], budget) => visit(self, budget, (list) => includes(list, item, toNumber(from ?? 0, budget)))],
  ['indexOf', (self, [item, from], budget) => visit(self, budget, (list) => indexOf(list, item, toNumber(from ?? 0, budget)))],
  ['join', (self, [separator], budget) => joined(self, separator === undefined ? ',' : toText(separator, budget), budget)],
  ['lastIndexOf', (self, [item], budget) => visit(self, budget, (list) => list.findLastIndex((other) => strictlyEqual(other, item)))],
  ['map', (self, [change], budget) => visit(self, budget, (list) => list.map(lambdaOf(change)))],
  ['reduce', (self, args, budget) => reduce(self, args, budget)],
  ['reduceRight', (self, args, budget) => reduce(self.toReversed(), args, budget, self.length - 1)],
  ['reverse', (self, _args, budget) => visit(self, budget, (list) => list.toReversed())],
  ['slice', (self, [from, to], budget) => visit(self, budget, (list) => list.slice(optional(from, budget), optional(to, budget)))],
  ['some', (self, [test], budget) => findIn(self, test, budget, 1) !== -1],
  ['sort', sort],
  ['toReversed', (self, _args, budget) => visit(self, budget, (list) => list.toReversed())],
  ['toSorted', sort],
  ['toString', (self, _args, budget) => joined(self, ',', budget)],
  ['with', (self, [index, item], budget) => visit(self, budget, (list) => list.with(toNumber(index, budget), item))],
]);

/** For what looks at every element and makes at most a list as long. */
function visit<T>(list: List, budget: Budget, work: (list: List) => T): T {
  budget.step(1 + (list.length >> 2));
  budget.grow(list.length);
  return work(list);
}

function optional(value: unknown, budget: Budget): number | undefined {
  return value === undefined ? undefined : toNumber(value, budget);
}

/** The index of the first element that fits, from the front (1) or the end (-1); -1 where none does. */
function findIn(list: List, test: unknown, budget: Budget, direction: 1 | -1, fits: (found: unknown) => boolean = Boolean): number {
  const lambda = lambdaOf(test);
  for (let at = direction === 1 ? 0 : list.length - 1; at >= 0 && at < list.length; at += direction) {
    budget.step();
    if (fits(lambda(list[at], at, list))) return at;
  }
  return -1;
}

function indexOf(list: List, item: unknown, from: number): number {
  const start = from < 0 ? Math.max(0, list.length + from) : Math.trunc(from) || 0;
  for (let at = start; at < list.length; at++) if (strictlyEqual(list[at], item)) return at;
  return -1;
}

/** Unlike `indexOf`, `includes` finds NaN. */
function includes(list: List, item: unknown, from: number): boolean {
  return Number.isNaN(item) ? list.includes(item, from) : indexOf(list, item, from) !== -1;
}

function concat(self: List, args: List, budget: Budget): unknown {
  budget.grow(self.length);
  for (const item of args) budget.grow(Array.isArray(item) ? item.length : 1);
  budget.step(1 + (self.length >> 4));
  return self.concat(...(args as unknown[]));
}

function flat(list: List, depth: number, budget: Budget): unknown[] {
  const out: unknown[] = [];
  budget.enter();
  for (const item of list) {
    budget.step();
    if (Array.isArray(item) && depth >= 1) for (const inner of flat(item, depth - 1, budget)) out.push(inner);
    else out.push(item);
  }
  budget.grow(out.length);
  budget.leave();
  return out;
}

function reduce(list: List, args: List, budget: Budget, lastIndex?: number): unknown {
  const lambda = lambdaOf(args[0]);
  if (list.length === 0 && args.length < 2) throw failed('An empty list cannot be reduced without a start value');
  let value = args.length < 2 ? list[0] : args[1];
  for (let at = args.length < 2 ? 1 : 0; at < list.length; at++) {
    budget.step();
    value = lambda(value, list[at], lastIndex === undefined ? at : lastIndex - at, list);
  }
  return value;
}

/** Stable; without a function by text, as JavaScript does; `undefined` goes last. */
function sort(self: List, [order]: readonly unknown[], budget: Budget): unknown {
  budget.step(self.length);
  budget.grow(self.length);
  if (order !== undefined) {
    const lambda = lambdaOf(order);
    return self.toSorted((a, b) => toNumber(lambda(a, b), budget));
  }
  const keyed = self.map((item) => ({ item, key: item === undefined ? undefined : toText(item, budget) }));
  keyed.sort((a, b) => {
    budget.step();
    if (a.key === undefined || b.key === undefined) return a.key === b.key ? 0 : a.key === undefined ? 1 : -1;
    return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
  });
  return keyed.map(({ item }) => item);
}
