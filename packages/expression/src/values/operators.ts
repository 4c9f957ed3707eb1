import { ExactNumber } from '@weft/formats';
import type { Budget } from './budget.ts';
import { concatenated, type Primitive, toNumber, toPrimitive } from './convert.ts';
import { fromBig, toBig } from './decimal.ts';

/** An operator with two sides, on values of any kind. */
export type Binary = (left: unknown, right: unknown, budget: Budget) => unknown;

/** Operators on values of any kind. Compiled code comes here only where both sides are not plain numbers. */
export const binaryOperators: ReadonlyMap<string, Binary> = new Map<string, Binary>([
  ['+', add],
  [
    '-',
    (a, b, budget) =>
      arithmetic(
        a,
        b,
        budget,
        (x, y) => x - y,
        (x, y) => x.minus(y),
      ),
  ],
  [
    '*',
    (a, b, budget) =>
      arithmetic(
        a,
        b,
        budget,
        (x, y) => x * y,
        (x, y) => x.times(y),
      ),
  ],
  ['/', (a, b, budget) => toNumber(a, budget) / toNumber(b, budget)],
  ['%', (a, b, budget) => toNumber(a, budget) % toNumber(b, budget)],
  ['**', (a, b, budget) => toNumber(a, budget) ** toNumber(b, budget)],
  ['<', (a, b, budget) => compare(a, b, budget, (order) => order < 0)],
  ['<=', (a, b, budget) => compare(a, b, budget, (order) => order <= 0)],
  ['>', (a, b, budget) => compare(a, b, budget, (order) => order > 0)],
  ['>=', (a, b, budget) => compare(a, b, budget, (order) => order >= 0)],
  ['===', (a, b) => strictlyEqual(a, b)],
  ['!==', (a, b) => !strictlyEqual(a, b)],
  ['==', (a, b, budget) => looselyEqual(a, b, budget)],
  ['!=', (a, b, budget) => !looselyEqual(a, b, budget)],
  ['&', (a, b, budget) => toNumber(a, budget) & toNumber(b, budget)],
  ['|', (a, b, budget) => toNumber(a, budget) | toNumber(b, budget)],
  ['^', (a, b, budget) => toNumber(a, budget) ^ toNumber(b, budget)],
  ['<<', (a, b, budget) => toNumber(a, budget) << toNumber(b, budget)],
  ['>>', (a, b, budget) => toNumber(a, budget) >> toNumber(b, budget)],
  ['>>>', (a, b, budget) => toNumber(a, budget) >>> toNumber(b, budget)],
]);

export const unaryOperators: ReadonlyMap<string, (value: unknown, budget: Budget) => unknown> = new Map<
  string,
  (value: unknown, budget: Budget) => unknown
>([
  ['!', (value) => !value],
  ['-', (value, budget) => (value instanceof ExactNumber ? fromBig(toBig(value).neg()) : -toNumber(value, budget))],
  ['+', (value, budget) => (value instanceof ExactNumber ? value : toNumber(value, budget))],
  ['~', (value, budget) => ~toNumber(value, budget)],
  ['typeof', (value) => (value instanceof ExactNumber ? 'number' : typeof value)],
  ['void', () => undefined],
]);

function add(left: unknown, right: unknown, budget: Budget): unknown {
  const a = toPrimitive(left, budget, 'string');
  const b = toPrimitive(right, budget, 'string');
  if (typeof a === 'string' || typeof b === 'string') return concatenated(String(a), String(b), budget);
  return arithmetic(
    a,
    b,
    budget,
    (x, y) => x + y,
    (x, y) => x.plus(y),
  );
}

type Big = ReturnType<typeof toBig>;

/** On doubles as JavaScript does it; exactly, where a number is there that a double cannot hold. */
function arithmetic(
  left: unknown,
  right: unknown,
  budget: Budget,
  onDoubles: (a: number, b: number) => number,
  exactly: (a: Big, b: Big) => Big,
): unknown {
  if ((left instanceof ExactNumber && isFiniteNumber(right)) || (right instanceof ExactNumber && isFiniteNumber(left))) {
    return fromBig(exactly(toBig(left), toBig(right)));
  }
  return onDoubles(toNumber(left, budget), toNumber(right, budget));
}

function isFiniteNumber(value: unknown): boolean {
  return value instanceof ExactNumber || (typeof value === 'number' && Number.isFinite(value));
}

function compare(left: unknown, right: unknown, budget: Budget, decide: (order: number) => boolean): boolean {
  const a = toPrimitive(left, budget);
  const b = toPrimitive(right, budget);
  if (typeof a === 'string' && typeof b === 'string') {
    budget.search(Math.min(a.length, b.length));
    return decide(a < b ? -1 : a > b ? 1 : 0);
  }
  if ((a instanceof ExactNumber || b instanceof ExactNumber) && isFiniteNumber(a) && isFiniteNumber(b)) {
    return decide(toBig(a).cmp(toBig(b)));
  }
  const x = Number(a);
  const y = Number(b);
  return Number.isNaN(x) || Number.isNaN(y) ? false : decide(x < y ? -1 : x > y ? 1 : 0);
}

/** As `===`; two exact numbers are equal where they are the same number. A double never equals a number it cannot hold. */
export function strictlyEqual(left: unknown, right: unknown): boolean {
  if (left instanceof ExactNumber && right instanceof ExactNumber) return toBig(left).eq(toBig(right));
  return left === right;
}

function looselyEqual(left: unknown, right: unknown, budget: Budget): boolean {
  if (left === null || left === undefined || right === null || right === undefined) return (left ?? null) === (right ?? null);
  if (typeof left === typeof right && !(left instanceof ExactNumber || right instanceof ExactNumber)) return left === right;
  const a = comparable(toPrimitive(left, budget, 'string'));
  const b = comparable(toPrimitive(right, budget, 'string'));
  // biome-ignore lint/suspicious/noDoubleEquals: the operator itself, on primitives only
  return a == b;
}

function comparable(value: Primitive): Primitive {
  return value instanceof ExactNumber ? value.digits : value;
}
