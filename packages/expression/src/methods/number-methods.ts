import type { ExactNumber } from '@weft/formats';
import { toNumber } from '../values/convert.ts';
import { toBig } from '../values/decimal.ts';
import type { Method } from './method.ts';

/** Methods of numbers. */
export const numberMethods: ReadonlyMap<string, Method<number>> = new Map<string, Method<number>>([
  ['toFixed', (self, [places], budget) => self.toFixed(toNumber(places ?? 0, budget))],
  ['toPrecision', (self, [digits], budget) => self.toPrecision(digits === undefined ? undefined : toNumber(digits, budget))],
  ['toString', (self, [radix], budget) => self.toString(radix === undefined ? undefined : toNumber(radix, budget))],
  ['valueOf', (self) => self],
]);

/** The same for numbers that keep their digits: exact where the result is made of digits. */
export const exactNumberMethods: ReadonlyMap<string, Method<ExactNumber>> = new Map<string, Method<ExactNumber>>([
  ['toFixed', (self, [places], budget) => toBig(self).toFixed(Math.min(100, Math.max(0, Math.trunc(toNumber(places ?? 0, budget)) || 0)))],
  ['toPrecision', (self, [digits], budget) => self.valueOf().toPrecision(digits === undefined ? undefined : toNumber(digits, budget))],
  ['toString', (self) => self.digits],
  ['valueOf', (self) => self],
]);
