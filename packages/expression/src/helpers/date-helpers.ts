import { ExactNumber } from '@weft/formats';
import { failed } from '../values/failed.ts';
import { kindOf } from '../values/kind.ts';
import { formatDate, parseDate } from './date-pattern.ts';
import type { Helper } from './helper.ts';

/** Moments. They are given as ISO 8601 texts in UTC, so that they are data, and taken as texts, dates or milliseconds. */
export const dateHelpers: readonly Helper[] = [
  {
    name: 'addTime',
    signature:
      "addTime(moment: string | Date | number, count: number, unit: 'ms' | 's' | 'min' | 'h' | 'days' | 'weeks' | 'months' | 'years'): string",
    text: 'A moment so much later (or earlier, with a negative count), in UTC; the last day of a shorter month stays the last.',
    example: { expression: 'addTime("2026-01-31", 1, "months")', gives: '2026-02-28T00:00:00.000Z' },
    run: ([moment, count, unit]) => {
      if (typeof count !== 'number' || !Number.isInteger(count)) throw failed('The count of "addTime" must be a whole number');
      return iso(addTime(toDate(moment), count, unit));
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
    signature: 'parseDate(text: string, pattern: string): string',
    text: 'Reads a moment in UTC by a pattern as in formatDate; what the pattern leaves out is the beginning of it.',
    example: { expression: 'parseDate("20260301", "yyyyMMdd")', gives: '2026-03-01T00:00:00.000Z' },
    run: ([text, pattern]) => iso(parseDate(textOf(text), textOf(pattern))),
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

function addTime(date: Date, count: number, unit: unknown): Date {
  const length = fixedUnits.get(unit);
  if (length !== undefined) return new Date(date.getTime() + count * length);
  if (unit !== 'months' && unit !== 'years') throw failed(`The unit must be one of ${[...fixedUnits.keys()].join(', ')}, months, years`);
  const later = new Date(date);
  later.setUTCDate(1);
  later.setUTCMonth(later.getUTCMonth() + count * (unit === 'years' ? 12 : 1));
  const lastDay = new Date(Date.UTC(later.getUTCFullYear(), later.getUTCMonth() + 1, 0)).getUTCDate();
  later.setUTCDate(Math.min(date.getUTCDate(), lastDay));
  return later;
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
