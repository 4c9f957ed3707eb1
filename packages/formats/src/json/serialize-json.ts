import { WeftError } from '@weft/errors';
import { rawJson } from './exact-number.ts';

/**
 * A value as JSON text (RFC 8259): exact numbers and bigints by their digits, dates as ISO 8601, `undefined` as `null`
 * at the top and left out inside objects.
 * @throws WeftError `BODY_NOT_SERIALIZABLE` for NaN and the infinities, which JSON does not have, for a value that holds
 * itself, and for one that is nested too deeply.
 */
export function serializeJson(value: unknown, indent?: number): string {
  const text = stringify(value, indent);
  // JSON.stringify turns NaN into null without a word, so only a text with a null in it needs a look at the value.
  const at = text.includes('null') ? findNoNumber(value) : undefined;
  if (at !== undefined) throw notWritable(`${at === '' ? 'it' : at.slice(0, 200)} is not a number (NaN) or infinite`);
  return text;
}

function stringify(value: unknown, indent: number | undefined): string {
  try {
    return JSON.stringify(value, undefined, indent) ?? 'null';
  } catch (first) {
    try {
      // Bigints are rare, so only a value that failed pays for a look at every member.
      return JSON.stringify(value, bigintDigits, indent) ?? 'null';
    } catch {
      throw notWritable('it holds itself, is nested too deeply, or is too large', first);
    }
  }
}

function bigintDigits(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? rawJson(value.toString()) : value;
}

/** The JSON Pointer (RFC 6901) of a number that is none. What has a way of its own to be written is left alone. */
function findNoNumber(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : '';
  if (typeof value !== 'object' || value === null || ('toJSON' in value && typeof value.toJSON === 'function')) return undefined;
  for (const [key, member] of Object.entries(value)) {
    const below = findNoNumber(member);
    if (below !== undefined) return `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}${below}`;
  }
  return undefined;
}

function notWritable(why: string, cause?: unknown): WeftError {
  return new WeftError('BODY_NOT_SERIALIZABLE', `The value cannot be written as JSON: ${why}.`, { cause });
}
