import { ExactNumber } from '../json/exact-number.ts';
import { serializeJson } from '../json/serialize-json.ts';

/** A value as text: nothing for null and undefined, ISO 8601 for dates, the digits of numbers, JSON for lists and objects. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  if (value instanceof ExactNumber) return value.digits;
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? serializeJson(value) : String(value);
}
