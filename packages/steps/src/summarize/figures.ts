import { WeftError } from '@weft/errors';
import { parseJson, serializeJson } from '@weft/formats';
import type { Big } from 'big.js';
import { DecimalSum, decimalOf, numberOf } from './decimal-sum.ts';
import type { SummarizeConfig } from './definition.ts';

type Function = SummarizeConfig['figures'][number]['function'];

/** One figure of one group, as it grows. What is null or not there does not count. */
export interface Figure {
  add(value: unknown): void;
  /** The figure so far. */
  result(): unknown;
}

/** Each distinct value takes memory. */
const distinctMax = 1_000_000;

/** How a figure begins; `fault` makes the error of a value that it cannot be computed of. */
export const makeFigure: Readonly<Record<Function, (fault: (value: unknown) => WeftError) => Figure>> = {
  count: () => {
    let count = 0;
    return { add: () => void count++, result: () => count };
  },
  sum: (fault) => {
    const sum = new DecimalSum();
    return { add: (value) => addTo(sum, value, fault), result: () => numberOf(sum.total) };
  },
  average: (fault) => {
    const sum = new DecimalSum();
    let count = 0;
    return {
      add(value) {
        addTo(sum, value, fault);
        count++;
      },
      result: () => (count === 0 ? null : numberOf(sum.total.div(count))),
    };
  },
  min: (fault) => extreme(-1, fault),
  max: (fault) => extreme(1, fault),
  'count-distinct': () => {
    const seen = new Set<string>();
    return {
      add(value) {
        seen.add(serializeJson(value));
        if (seen.size > distinctMax) throw tooManyValues();
      },
      result: () => seen.size,
    };
  },
  first: () => {
    let first: unknown;
    return {
      add(value) {
        if (first === undefined) first = ownCopy(value);
      },
      result: () => first ?? null,
    };
  },
  last: () => {
    let last: unknown;
    return {
      add: (value) => {
        last = value;
      },
      result: () => last ?? null,
    };
  },
};

function addTo(sum: DecimalSum, value: unknown, fault: (value: unknown) => WeftError): void {
  if (!sum.add(value)) throw fault(value);
}

/** Numbers, and texts that are numbers, are compared as such; texts by their characters, which is right for dates as ISO 8601 writes them. */
function extreme(sign: 1 | -1, fault: (value: unknown) => WeftError): Figure {
  let kind: 'number' | 'text' | undefined;
  let best: { readonly value: unknown; readonly big: Big | undefined } | undefined;
  return {
    add(value) {
      const big = decimalOf(value);
      if (big === undefined && typeof value !== 'string') throw fault(value);
      // One text that is no number makes all of them texts.
      if (kind === undefined) kind = big === undefined ? 'text' : 'number';
      if (kind === 'number' && big === undefined) throw fault(value);
      if (kind === 'text' && typeof value !== 'string') throw fault(value);
      if (best === undefined || isBeyond(kind, { value, big }, best, sign)) best = { value: ownCopy(value), big };
    },
    result: () => (best === undefined ? null : kind === 'number' && best.big !== undefined ? numberOf(best.big) : best.value),
  };
}

interface Compared {
  readonly value: unknown;
  readonly big: Big | undefined;
}

function isBeyond(kind: 'number' | 'text', one: Compared, best: Compared, sign: 1 | -1): boolean {
  if (kind === 'text') return sign === 1 ? String(one.value) > String(best.value) : String(one.value) < String(best.value);
  return one.big !== undefined && best.big !== undefined && one.big.cmp(best.big) === sign;
}

/** A value that shares nothing with the body it is from: a short text would keep the piece of the file that it was cut out of. */
function ownCopy(value: unknown): unknown {
  return parseJson(serializeJson(value));
}

function tooManyValues(): WeftError {
  return new WeftError('STEP_FAILED', `There are more than ${distinctMax} different values to count. Count them in a database.`, {
    place: { pointer: '/figures' },
  });
}
