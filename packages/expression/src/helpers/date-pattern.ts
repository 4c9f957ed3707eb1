import { failed } from '../values/failed.ts';

type Field = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'millisecond';

const fields: Readonly<Record<string, { readonly field: Field; readonly digits: number }>> = {
  yyyy: { field: 'year', digits: 4 },
  yy: { field: 'year', digits: 2 },
  MM: { field: 'month', digits: 2 },
  dd: { field: 'day', digits: 2 },
  HH: { field: 'hour', digits: 2 },
  mm: { field: 'minute', digits: 2 },
  ss: { field: 'second', digits: 2 },
  SSS: { field: 'millisecond', digits: 3 },
};

/** A pattern taken apart: fields, and text as it stands. */
function piecesOf(pattern: string): readonly string[] {
  const pieces = pattern.match(/yyyy|yy|MM|dd|HH|mm|ss|SSS|'[^']*'|[^A-Za-z']|[A-Za-z']/g) ?? [];
  const unknown = pieces.find((piece) => /^[A-Za-z']$/.test(piece) && piece !== 'T' && piece !== 'Z');
  if (unknown !== undefined) throw failed(`The pattern of a date has "${unknown}", which means nothing; put other letters in 'quotes'`);
  return pieces;
}

/** Writes a moment as it is in a time zone. */
export function formatDate(date: Date, pattern: string, timeZone: string): string {
  const parts = partsIn(date, timeZone);
  return piecesOf(pattern)
    .map((piece) => {
      const known = fields[piece];
      return known === undefined ? literal(piece) : String(parts[known.field]).padStart(known.digits, '0').slice(-known.digits);
    })
    .join('');
}

function literal(piece: string): string {
  if (piece === "''") return "'";
  return piece.length > 1 ? piece.slice(1, -1) : piece;
}

const formatters = new Map<string, Intl.DateTimeFormat>();
/** There are some 600 time zones, and several names for each. */
const formattersMax = 100;

function partsIn(date: Date, timeZone: string): Record<Field, number> {
  const millisecond = ((date.getTime() % 1000) + 1000) % 1000;
  const parts: Record<Field, number> = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0, millisecond };
  for (const { type, value } of formatterFor(timeZone).formatToParts(date)) if (type in parts) parts[type as Field] = Number(value);
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

/** Reads a moment in UTC. Two-digit years are 1970 to 2069 (as POSIX `strptime` nearly does). */
export function parseDate(text: string, pattern: string): Date {
  const parts: Record<Field, number> = { year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0, millisecond: 0 };
  let at = 0;
  for (const piece of piecesOf(pattern)) {
    const known = fields[piece];
    const expected = known === undefined ? literal(piece) : undefined;
    const found = text.slice(at, at + (expected?.length ?? known?.digits ?? 0));
    at += found.length;
    if (known === undefined ? found !== expected : !/^\d+$/.test(found) || found.length !== known.digits) throw notLike(pattern);
    if (known !== undefined) parts[known.field] = piece === 'yy' ? Number(found) + (Number(found) < 70 ? 2000 : 1900) : Number(found);
  }
  if (at !== text.length) throw notLike(pattern);
  const { year, month, day, hour, minute, second, millisecond } = parts;
  const date = new Date(Date.UTC(2000, month - 1, day, hour, minute, second, millisecond));
  // Years below 100 mean 19xx to Date.UTC; set apart they mean themselves. The day is set again for leap years.
  date.setUTCFullYear(year, month - 1, day);
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  if (!isReal) throw failed('The text has the form of a date, but there is no such day or time');
  return date;
}

function notLike(pattern: string): Error {
  return failed(`The text is not a date like "${pattern}"`);
}
