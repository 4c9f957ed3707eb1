import { ExactNumber } from '@weft/formats';
import { toNumber } from '../values/convert.ts';
import { fromBig, toBig } from '../values/decimal.ts';
import type { GlobalFunction, NamespaceMembers } from './global-function.ts';

const plain = [
  'cbrt',
  'ceil',
  'cos',
  'exp',
  'floor',
  'hypot',
  'log',
  'log10',
  'log2',
  'pow',
  'random',
  'round',
  'sign',
  'sin',
  'sqrt',
  'tan',
  'trunc',
] as const;

/** `Math`, on doubles; `abs`, `max` and `min` keep the digits of exact numbers. */
export const mathMembers: NamespaceMembers = new Map<string, GlobalFunction | number>([
  ['E', Math.E],
  ['PI', Math.PI],
  ...plain.map((name): [string, GlobalFunction] => {
    const work = Math[name] as (...args: number[]) => number;
    return [name, (args, { budget }) => work(...args.map((arg) => toNumber(arg, budget)))];
  }),
  ['abs', ([value], { budget }) => (value instanceof ExactNumber ? fromBig(toBig(value).abs()) : Math.abs(toNumber(value, budget)))],
  ['max', (args, frame) => extreme(args, frame, 1)],
  ['min', (args, frame) => extreme(args, frame, -1)],
]);

function extreme(args: readonly unknown[], { budget }: Parameters<GlobalFunction>[1], sign: 1 | -1): unknown {
  budget.step(1 + (args.length >> 2));
  const numbers = args.map((arg) => (arg instanceof ExactNumber ? arg : toNumber(arg, budget)));
  if (numbers.some((value) => value instanceof ExactNumber) && numbers.every((value) => Number.isFinite(Number(value)))) {
    return numbers.reduce((best, value) => (toBig(value).cmp(toBig(best)) === sign ? value : best));
  }
  let best = sign === 1 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  for (const value of numbers) best = sign === 1 ? Math.max(best, Number(value)) : Math.min(best, Number(value));
  return best;
}
