import { parseJson } from '@weft/formats';
import type { FieldPacket } from 'mysql2';

/** Types of columns as the protocol numbers them (MySQL internals, `enum_field_types`). */
const type = { decimal: 0, float: 4, timestamp: 7, longlong: 8, datetime: 12, bit: 16, json: 245, newDecimal: 246 } as const;
/** The character set that stands for bytes. */
const binary = 63;

/** Turns a value of a column, as the driver gives it, into one that JSON has. */
export function valueReader({ columnType, characterSet }: FieldPacket): (value: unknown) => unknown {
  switch (columnType) {
    case type.decimal:
    case type.newDecimal:
    case type.longlong:
      return (value) => (value === null ? null : parseJson(String(value)));
    case type.float:
      return (value) => (typeof value === 'number' ? shortest(value) : value);
    case type.datetime:
      return (value) => (typeof value === 'string' ? value.replace(' ', 'T') : value);
    case type.timestamp:
      // The session is in UTC.
      return (value) => (typeof value === 'string' && !value.startsWith('0000') ? `${value.replace(' ', 'T')}Z` : value);
    case type.bit:
      return (value) => (Buffer.isBuffer(value) ? parseJson(String(BigInt(`0x${value.toString('hex') || '0'}`))) : value);
    case type.json:
      return (value) => (typeof value === 'string' ? parseJson(value) : value);
    default:
      return (value) => (Buffer.isBuffer(value) ? (characterSet === binary ? value.toString('base64') : value.toString('utf8')) : value);
  }
}

/** A number of 32 bits with as many digits as tell it from all others: 0.1, not 0.10000000149. */
function shortest(value: number): number {
  for (let digits = 6; digits < 9; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}
