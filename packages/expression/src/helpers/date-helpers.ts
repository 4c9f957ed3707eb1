import { ExactNumber } from '@weft/formats';
import { failed } from '../values/failed.ts';
import { kindOf } from '../values/kind.ts';
import { formatDate, partsOf } from './date-pattern.ts';
import type { Helper } from './helper.ts';
import { lastDayOf, momentIn, partsIn } from './zoned-time.ts';

/** Moments. They are given as ISO 8601 texts in UTC, so that they are data, and taken as texts, dates or milliseconds. */
export const dateHelpers: readonly Helper[] = [
  {
    name: 'addTime',
    signature:
      "addTime(moment: string | Date | number, count: number, unit: 'ms' | 's' | 'min' | 'h' | 'days' | 'weeks' | 'months' | 'years', timeZone?: string): string",
    text: 'A moment so much later (or earlier, with a negative count); days and longer by the calendar of the time zone, UTC where none is given. The last day of a shorter month stays the last.',
    example: { expression: 'addTime("2026-01-31", 1, "months")', gives: '2026-02-28T00:00:00.000Z' },
    run: ([moment, count, unit, timeZone = 'UTC']) => {
      if (typeof count !== 'number' || !Number.isInteger(count)) throw failed('The count of "addTime" must be a whole number');
      return iso(addTime(toDate(moment), count, unit, textOf(timeZone)));
    },
  },
  {
    name: 'dateDiff',
    signature:
      "dateDiff(from: string | Date | number, to: string | Date | number, unit: 'ms' | 's' | 'min' | 'h' | 'days' | 'weeks'): number",
    text: 'The time between two moments in whole units, rounded towards zero.',
    example: { expression: 'dateDiff("2026-01-01", "2026-03-01", "days")', gives: 59 },
    run: ([from, to, unit]) => {
      const length = fixedUnits.get(unit);
      if (length === undefined) throw failed(`The unit must be one of ${[...fixedUnits.keys()].join(', ')}`);
      return Math.trunc((toDate(to).getTime() - toDate(from).getTime()) / length) || 0;
    },
  },
  {
    name: 'dateParts',
    signature:
      'dateParts(moment: string | Date | number, timeZone?: string): { year: number, month: number, day: number, hour: number, minute: number, second: number, weekday: number }',
    text: 'A moment taken apart, in UTC or a time zone; the weekday is 1 for Monday to 7 for Sunday.',
    example: { expression: 'dateParts("2026-03-01T23:30:00Z", "Europe/Berlin").weekday', gives: 1 },
    run: ([moment, timeZone = 'UTC']) => {
      const { year, month, day, hour, minute, second } = partsIn(toDate(moment), textOf(timeZone));
      const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay() || 7;
      return { year, month, day, hour, minute, second, weekday };
    },
  },
  {
    name: 'formatDate',
    signature: 'formatDate(moment: string | Date | number, pattern: string, timeZone?: string): string',
    text: "Writes a moment by a pattern of yyyy, yy, MM, dd, HH, mm, ss and SSS, with other letters in 'quotes', in UTC or a time zone such as Europe/Berlin.",
    example: { expression: 'formatDate("2026-03-01T23:30:00Z", "dd.MM.yyyy HH:mm", "Europe/Berlin")', gives: '02.03.2026 00:30' },
    run: ([moment, pattern, timeZone = 'UTC']) => formatDate(toDate(moment), textOf(pattern), textOf(timeZone)),
  },
  {
    name: 'now',
    signature: 'now(): string',
    text: 'The present moment.',
    example: { expression: 'now().endsWith("Z")', gives: true },
    run: (_args, { surroundings }) => new Date(surroundings.now()).toISOString(),
  },
  {
    name: 'parseDate',
    signature: 'parseDate(text: string, pattern: string, timeZone?: string): string',
    text: 'Reads a moment by a pattern as in formatDate, in UTC or a time zone; what the pattern leaves out is the beginning of it.',
    example: { expression: 'parseDate("01.03.2026 08:00", "dd.MM.yyyy HH:mm", "Europe/Berlin")', gives: '2026-03-01T07:00:00.000Z' },
    run: ([text, pattern, timeZone = 'UTC']) => iso(momentIn(partsOf(textOf(text), textOf(pattern)), textOf(timeZone))),
  },
  {
    name: 'startOf',
    signature: "startOf(moment: string | Date | number, unit: 'h' | 'days' | 'weeks' | 'months' | 'years', timeZone?: string): string",
    text: 'The beginning of the hour, day, week (Monday), month or year that a moment is in, in UTC or a time zone.',
    example: { expression: 'startOf("2026-03-18T12:00:00Z", "months", "Europe/Berlin")', gives: '2026-02-28T23:00:00.000Z' },
    run: ([moment, unit, timeZone = 'UTC']) => {
      const parts = { ...partsIn(toDate(moment), textOf(timeZone)), minute: 0, second: 0, millisecond: 0 };
      if (unit === 'h') return iso(momentIn(parts, textOf(timeZone)));
      const weekday = new Date(Date.UTC(parts.year, parts.month - 1, parts.day)).getUTCDay() || 7;
      const day = unit === 'days' ? parts.day : unit === 'weeks' ? parts.day - weekday + 1 : 1;
      if (unit === 'years') parts.month = 1;
      else if (unit !== 'days' && unit !== 'weeks' && unit !== 'months')
        throw failed('The unit must be one of h, days, weeks, months, years');
      return iso(momentIn({ ...parts, day, hour: 0 }, textOf(timeZone)));
    },
  },
];

/** In milliseconds. */
const fixedUnits: ReadonlyMap<unknown, number> = new Map<unknown, number>([
  ['ms', 1],
  ['s', 1000],
  ['min', 60_000],
  ['h', 3_600_000],
  ['days', 86_400_000],
  ['weeks', 604_800_000],
]);

/** Up to hours time is counted as it passes, also where clocks change; from days on by the calendar. */
function addTime(date: Date, count: number, unit: unknown, timeZone: string): Date {
  const length = fixedUnits.get(unit);
  if (length !== undefined && length < 86_400_000) return new Date(date.getTime() + count * length);
  if (length === undefined && unit !== 'months' && unit !== 'years')
    throw failed(`The unit must be one of ${[...fixedUnits.keys()].join(', ')}, months, years`);
  const parts = partsIn(date, timeZone);
  if (length !== undefined) return momentIn({ ...parts, day: parts.day + (count * length) / 86_400_000 }, timeZone);
  const months = parts.year * 12 + parts.month - 1 + count * (unit === 'years' ? 12 : 1);
  const [year, month] = [Math.floor(months / 12), (((months % 12) + 12) % 12) + 1];
  return momentIn({ ...parts, year, month, day: Math.min(parts.day, lastDayOf(year, month)) }, timeZone);
}

function toDate(moment: unknown): Date {
  const date = moment instanceof Date ? moment : new Date(moment instanceof ExactNumber ? moment.valueOf() : millisOrText(moment));
  if (Number.isNaN(date.getTime()))
    throw failed('A moment was expected, such as "2026-03-01T12:00:00Z"; use "parseDate" for other notations');
  return date;
}

function millisOrText(moment: unknown): string | number {
  if (typeof moment === 'number') return moment;
  // Only ISO 8601: what else `new Date` reads depends on the engine and its time zone.
  if (typeof moment === 'string' && /^[+-]?\d{4,6}-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?)?$/.test(moment)) {
    return /T.*\d$/.test(moment) && !/[+-]\d\d:\d\d$/.test(moment) ? `${moment}Z` : moment;
  }
  throw failed(
    `A moment was expected, such as "2026-03-01T12:00:00Z", but there is ${typeof moment === 'string' ? 'another text' : kindOf(moment)}`,
  );
}

function iso(date: Date): string {
  if (Number.isNaN(date.getTime())) throw failed('The moment is too far away');
  return date.toISOString();
}

function textOf(value: unknown): string {
  if (typeof value === 'string' && value.length <= 200) return value;
  throw failed(`A short text was expected, but there is ${kindOf(value)}`);
}
