import { failed } from '../values/failed.ts';

export type DateField = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'millisecond';

/** A day and time as clocks show it. The month is 1 to 12. */
export type DateParts = Readonly<Record<DateField, number>>;

const formatters = new Map<string, Intl.DateTimeFormat>();
/** There are some 600 time zones, and several names for each. */
const formattersMax = 100;

/** A moment as the clocks of a time zone show it. @throws WeftError `EXPRESSION_FAILED` for a zone that is not known. */
export function partsIn(date: Date, timeZone: string): DateParts {
  const millisecond = ((date.getTime() % 1000) + 1000) % 1000;
  const parts: Record<DateField, number> = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0, millisecond };
  for (const { type, value } of formatterFor(timeZone).formatToParts(date)) if (type in parts) parts[type as DateField] = Number(value);
  return parts;
}

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (formatter === undefined) {
    try {
      formatter = new Intl.DateTimeFormat('en-US', {
        timeZone,
        calendar: 'iso8601',
        numberingSystem: 'latn',
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      });
    } catch (cause) {
      throw failed('The time zone is not known; use a name such as "Europe/Berlin" or "UTC"', cause);
    }
    if (formatters.size >= formattersMax) formatters.clear();
    formatters.set(timeZone, formatter);
  }
  return formatter;
}

/**
 * The moment at which the clocks of a time zone show this. A time that clocks jump over is taken to be so much later;
 * one that they pass twice is the first. Days may lie outside their month.
 */
export function momentIn(parts: DateParts, timeZone: string): Date {
  const wall = wallTime(parts);
  if (timeZone === 'UTC') return new Date(wall);
  // The offset at the moment that is looked for is one of those of the days around it; the larger one comes first.
  const before = offsetAt(wall - 86_400_000, timeZone);
  const after = offsetAt(wall + 86_400_000, timeZone);
  for (const offset of [Math.max(before, after), Math.min(before, after)]) {
    if (offsetAt(wall - offset, timeZone) === offset) return new Date(wall - offset);
  }
  return new Date(wall - before);
}

/** The number of days of a month, 1 to 12. The calendar repeats after 400 years; years below 100 would mean 19xx to Date.UTC. */
export function lastDayOf(year: number, month: number): number {
  return new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

/** What clocks show at a moment, less the moment itself, in milliseconds. */
function offsetAt(time: number, timeZone: string): number {
  return wallTime(partsIn(new Date(time), timeZone)) - time;
}

function wallTime({ year, month, day, hour, minute, second, millisecond }: DateParts): number {
  const date = new Date(Date.UTC(2000, 0, 1, hour, minute, second, millisecond));
  // Set apart, years below 100 mean themselves.
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime();
}
