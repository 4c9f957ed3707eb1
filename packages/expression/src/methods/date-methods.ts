import { toNumber, toPrimitive } from '../values/convert.ts';
import { failed } from '../values/failed.ts';
import type { Frame } from '../values/frame.ts';
import { kindOf } from '../values/kind.ts';
import type { Method } from './method.ts';

const readers = ['Date', 'Day', 'FullYear', 'Hours', 'Milliseconds', 'Minutes', 'Month', 'Seconds'] as const;

/** Methods of dates: those that read. None changes a date. */
export const dateMethods: ReadonlyMap<string, Method<Date>> = new Map<string, Method<Date>>([
  ...readers.map((part): [string, Method<Date>] => [`get${part}`, (self) => self[`get${part}`]()]),
  ...readers.map((part): [string, Method<Date>] => [`getUTC${part}`, (self) => self[`getUTC${part}`]()]),
  ['getTime', (self) => self.getTime()],
  ['getTimezoneOffset', (self) => self.getTimezoneOffset()],
  ['toISOString', (self) => self.toISOString()],
  ['toJSON', (self) => self.toJSON()],
  ['toString', (self) => String(self)],
  ['valueOf', (self) => self.getTime()],
]);

/** As `new Date(…)`. */
export function makeDate(args: readonly unknown[], frame: Frame): Date {
  if (args.length === 0) return new Date(frame.surroundings.now());
  const [first] = args;
  if (args.length > 1) {
    const [year = 0, month = 0, ...rest] = args.map((arg) => toNumber(arg, frame.budget));
    return new Date(year, month, ...(rest as [number?]));
  }
  if (first instanceof Date) return new Date(first.getTime());
  const value = toPrimitive(first, frame.budget, 'string');
  if (typeof value === 'string') return new Date(value);
  if (typeof first === 'object' && first !== null && typeof value !== 'object') throw failed(`${kindOf(first)} is not a date`);
  return new Date(Number(value));
}
