import { Big, type RoundingMode } from 'big.js';
import { lambdaOf } from '../methods/method.ts';
import type { Budget } from '../values/budget.ts';
import { fromBig, toBig } from '../values/decimal.ts';
import { failed } from '../values/failed.ts';
import { kindOf } from '../values/kind.ts';
import type { Helper } from './helper.ts';

const placesMax = 100;

/** Exact decimal arithmetic, for money. All take numbers and texts that are numbers. */
export const numberHelpers: readonly Helper[] = [
  {
    name: 'add',
    signature: 'add(a: number | string, b: number | string): number',
    text: 'Adds exactly, in decimals.',
    example: { expression: 'add(0.1, "0.2")', gives: 0.3 },
    run: ([a, b]) => fromBig(toBig(a).plus(toBig(b))),
  },
  {
    name: 'average',
    signature: 'average(list: T[], of?: (item: T) => number | string): number | null',
    text: 'The mean of a list, to 20 decimal places; `null` where it is empty.',
    example: { expression: 'average([1, 2, 6])', gives: 3 },
    run: ([list, of]) => {
      const numbers = numbersOf(list, of);
      return numbers.length === 0 ? null : fromBig(total(numbers).div(numbers.length));
    },
  },
  {
    name: 'compare',
    signature: 'compare(a: number | string, b: number | string): -1 | 0 | 1',
    text: 'Compares as decimals: -1 where the first is smaller, 1 where it is larger, else 0.',
    example: { expression: 'compare("10.0", 10)', gives: 0 },
    run: ([a, b]) => toBig(a).cmp(toBig(b)),
  },
  {
    name: 'decimal',
    signature: 'decimal(value: number | string): number',
    text: 'A text as a number, keeping digits that plain numbers cannot hold.',
    example: { expression: 'decimal(" 12.50 ") + 1', gives: 13.5 },
    run: ([value]) => fromBig(toBig(value)),
  },
  {
    name: 'divide',
    signature: 'divide(a: number | string, b: number | string, places?: number): number',
    text: 'Divides in decimals and rounds half away from zero, to 20 decimal places where no other number is given.',
    example: { expression: 'divide(10, 3, 2)', gives: 3.33 },
    run: ([a, b, places]) => {
      const divisor = toBig(b);
      if (divisor.eq(0)) throw failed('A number cannot be divided by zero');
      // Rounding happens once: twenty places more than wanted, then to those wanted, would round twice.
      const divide = Big();
      divide.DP = placesOf(places, 20);
      divide.RM = 1;
      return fromBig(new Big(new divide(toBig(a)).div(divisor)));
    },
  },
  {
    name: 'formatNumber',
    signature: 'formatNumber(value: number | string, places: number, decimalMark?: string, groupMark?: string): string',
    text: 'A number as text with a fixed number of decimal places, rounded half away from zero.',
    example: { expression: 'formatNumber(1234567.5, 2, ",", ".")', gives: '1.234.567,50' },
    run: ([value, places, decimalMark = '.', groupMark = '']) =>
      formatNumber(toBig(value).toFixed(placesOf(places, 0), 1), decimalMark, groupMark),
  },
  {
    name: 'max',
    signature: 'max(list: T[], of?: (item: T) => number | string): number | null',
    text: 'The largest number of a list, compared as decimals; `null` where it is empty.',
    example: { expression: 'max(["9.5", 10])', gives: 10 },
    run: ([list, of], { budget }) => extreme(numbersOf(list, of), 1, budget),
  },
  {
    name: 'min',
    signature: 'min(list: T[], of?: (item: T) => number | string): number | null',
    text: 'The smallest number of a list, compared as decimals; `null` where it is empty.',
    example: { expression: 'min([{ n: 2 }, { n: -1 }], x => x.n)', gives: -1 },
    run: ([list, of], { budget }) => extreme(numbersOf(list, of), -1, budget),
  },
  {
    name: 'multiply',
    signature: 'multiply(a: number | string, b: number | string): number',
    text: 'Multiplies exactly, in decimals.',
    example: { expression: 'multiply("1.1", 3)', gives: 3.3 },
    run: ([a, b]) => fromBig(toBig(a).times(toBig(b))),
  },
  {
    name: 'parseNumber',
    signature: 'parseNumber(text: string, decimalMark: string, groupMark?: string): number',
    text: 'Reads a number that is written with other marks, keeping all its digits.',
    example: { expression: 'parseNumber("-1.234,50", ",", ".")', gives: -1234.5 },
    run: ([text, decimalMark, groupMark = '']) => {
      if (typeof text !== 'string' || text.length > 1000) throw failed(`A short text was expected, but there is ${kindOf(text)}`);
      if (typeof decimalMark !== 'string' || typeof groupMark !== 'string' || decimalMark === groupMark || decimalMark === '') {
        throw failed('The marks of a number must be two different texts');
      }
      const plain = groupMark === '' ? text : text.replaceAll(groupMark, '');
      if (decimalMark !== '.' && plain.includes('.')) throw failed('The text is not a number with these marks');
      return fromBig(toBig(plain.replace(decimalMark, '.')));
    },
  },
  {
    name: 'round',
    signature: "round(value: number | string, places?: number, mode?: 'half-up' | 'half-even' | 'up' | 'down'): number",
    text: 'Rounds in decimals; half away from zero where no other mode is named.',
    example: { expression: 'round(1.005, 2)', gives: 1.01 },
    run: ([value, places, mode]) => fromBig(toBig(value).round(placesOf(places, 0), modeOf(mode))),
  },
  {
    name: 'runningTotal',
    signature: 'runningTotal(list: T[], of?: (item: T) => number | string): number[]',
    text: 'For each element the sum up to and with it, exactly, in decimals.',
    example: { expression: 'runningTotal([1, "0.1", 2])', gives: [1, 1.1, 3.1] },
    run: ([list, of], { budget }) => {
      let sum = new Big(0);
      return numbersOf(list, of).map((number) => {
        budget.step();
        sum = sum.plus(number);
        return fromBig(sum);
      });
    },
  },
  {
    name: 'subtract',
    signature: 'subtract(a: number | string, b: number | string): number',
    text: 'Subtracts exactly, in decimals.',
    example: { expression: 'subtract("0.3", "0.1")', gives: 0.2 },
    run: ([a, b]) => fromBig(toBig(a).minus(toBig(b))),
  },
  {
    name: 'sum',
    signature: 'sum(list: T[], of?: (item: T) => number | string): number',
    text: 'Adds up a list exactly, in decimals; 0 where it is empty.',
    example: { expression: 'sum([{ price: "0.10" }, { price: 0.2 }], line => line.price)', gives: 0.3 },
    run: ([list, of], { budget }) => {
      const numbers = numbersOf(list, of);
      budget.step(numbers.length);
      return fromBig(total(numbers));
    },
  },
];

function numbersOf(list: unknown, of: unknown): Big[] {
  if (list === null || list === undefined) return [];
  if (!Array.isArray(list)) throw failed(`A list was expected, but there is ${kindOf(list)}`);
  if (of === undefined) return list.map((item) => toBig(item));
  const lambda = lambdaOf(of);
  return list.map((item) => toBig(lambda(item)));
}

function total(numbers: readonly Big[]): Big {
  return numbers.reduce((sum, number) => sum.plus(number), new Big(0));
}

function extreme(numbers: readonly Big[], sign: 1 | -1, budget: Budget): ReturnType<typeof fromBig> | null {
  budget.step(numbers.length);
  const [first, ...more] = numbers;
  if (first === undefined) return null;
  return fromBig(more.reduce((best, number) => (number.cmp(best) === sign ? number : best), first));
}

function placesOf(places: unknown, fallback: number): number {
  if (places === undefined) return fallback;
  if (typeof places === 'number' && Number.isInteger(places) && places >= 0 && places <= placesMax) return places;
  throw failed(`The number of decimal places must be a whole number from 0 to ${placesMax}`);
}

const modes: ReadonlyMap<unknown, RoundingMode> = new Map<unknown, RoundingMode>([
  [undefined, 1],
  ['half-up', 1],
  ['half-even', 2],
  ['up', 3],
  ['down', 0],
]);

function modeOf(mode: unknown): RoundingMode {
  const found = modes.get(mode);
  if (found === undefined) throw failed('The way to round must be "half-up", "half-even", "up" or "down"');
  return found;
}

function formatNumber(fixed: string, decimalMark: unknown, groupMark: unknown): string {
  if (typeof decimalMark !== 'string' || typeof groupMark !== 'string' || decimalMark.length > 3 || groupMark.length > 3) {
    throw failed('The marks of a number must be short texts');
  }
  const [whole = '', fraction] = fixed.split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, () => groupMark);
  return fraction === undefined ? grouped : grouped + decimalMark + fraction;
}
