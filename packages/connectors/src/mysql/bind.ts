import { ExactNumber } from '@weft/formats';
import type { Bind } from '../sql/sql-client.ts';
import { mysqlParameters } from './parameters.ts';

/** Puts values in the places of a statement's parameters; a list takes a place for each of its items. */
export const bind: Bind = (sql, names) => {
  const { texts, places } = mysqlParameters(sql, names);
  return (given) => {
    const values: unknown[] = [];
    let text = texts[0] ?? '';
    for (const [at, place] of places.entries()) {
      const value = given[place];
      const several = Array.isArray(value) ? value : [value];
      // Nothing is in an empty list, and nothing equals null.
      text += several.length === 0 ? 'null' : several.map(() => '?').join(', ');
      text += texts[at + 1] ?? '';
      values.push(...several.map(boundValue));
    }
    return { sql: text, values };
  };
};

/** A value of an expression as the driver takes it: objects become JSON, numbers keep their digits, times are in UTC. */
export function boundValue(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (value instanceof ExactNumber || typeof value === 'bigint') return String(value);
  // The driver sends numbers as DOUBLE, which "limit" and others do not take where a whole number is meant.
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : String(value);
  if (value instanceof Date) return value.toISOString().replace('T', ' ').replace('Z', '');
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return typeof value === 'object' ? JSON.stringify(value) : value;
}
