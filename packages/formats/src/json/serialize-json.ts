import { WeftError } from '@weft/errors';
import { rawJson } from './exact-number.ts';

/**
 * A value as JSON text (RFC 8259): exact numbers and bigints by their digits, dates as ISO 8601, `undefined` as `null`
 * at the top and left out inside objects. NaN and the infinities have no JSON form and become `null`.
 * @throws WeftError `BODY_NOT_SERIALIZABLE` for a value that holds itself, or is nested too deeply.
 */
export function serializeJson(value: unknown, indent?: number): string {
  try {
    return JSON.stringify(value, undefined, indent) ?? 'null';
  } catch (first) {
    try {
      // Bigints are rare, so only a value that failed pays for a look at every member.
      return JSON.stringify(value, bigintDigits, indent) ?? 'null';
    } catch {
      throw new WeftError('BODY_NOT_SERIALIZABLE', 'The value cannot be written as JSON: it holds itself, or is nested too deeply.', {
        cause: first,
      });
    }
  }
}

function bigintDigits(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? rawJson(value.toString()) : value;
}
