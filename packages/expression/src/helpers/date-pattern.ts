import { failed } from '../values/failed.ts';
import { type DateField, type DateParts, lastDayOf, partsIn } from './zoned-time.ts';

const fields: Readonly<Record<string, { readonly field: DateField; readonly digits: number }>> = {
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

/** Reads the parts of a moment. Two-digit years are 1970 to 2069 (as POSIX `strptime` nearly does). */
export function partsOf(text: string, pattern: string): DateParts {
  const parts: Record<DateField, number> = { year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0, millisecond: 0 };
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
  const { year, month, day, hour, minute, second } = parts;
  const isReal = month >= 1 && month <= 12 && day >= 1 && day <= lastDayOf(year, month) && hour < 24 && minute < 60 && second < 60;
  if (!isReal) throw failed('The text has the form of a date, but there is no such day or time');
  return parts;
}

function notLike(pattern: string): Error {
  return failed(`The text is not a date like "${pattern}"`);
}
