import { WeftError } from '@weft/errors';
import { ExactNumber, fitsDouble } from './exact-number.ts';
import { findJsonFault } from './json-fault.ts';

/** Lists and objects inside one another. */
export const jsonDepthMax = 512;

/**
 * A JSON text (RFC 8259) as a value. Empty text is `null`. Numbers that a double cannot hold as written become
 * {@link ExactNumber}. A member called `__proto__` is an ordinary own property of its object.
 * @throws WeftError `BODY_NOT_PARSABLE` with line, column and what was expected.
 */
export function parseJson(source: string): unknown {
  const text = source.charCodeAt(0) === 0xfeff ? source.slice(1) : source;
  if (text === '') return null;
  let value: unknown;
  try {
    value = losesDigits(text) ? JSON.parse(text, keepDigits as Reviver) : JSON.parse(text);
  } catch (cause) {
    if (isBlank(text)) return null;
    const fault = findJsonFault(text, jsonDepthMax);
    const message = fault === undefined ? 'It is not JSON.' : `${fault.message} (line ${fault.line}, column ${fault.column}).`;
    throw new WeftError('BODY_NOT_PARSABLE', `The JSON cannot be read: ${message}`, { cause });
  }
  // Every level takes two characters, so short texts need no look.
  if (text.length > jsonDepthMax * 2) refuseDepth(text);
  return value;
}

/** Only a number with 16 digits or more, or with an exponent of three, may be one that a double does not hold. */
const suspicious = /\d[\d.]{15}|[eE][+-]?\d{3}/g;

/**
 * Whether some number may lose digits as a double. It may also stand inside a string: then the slower of two equal ways is
 * taken for nothing.
 */
function losesDigits(text: string): boolean {
  suspicious.lastIndex = 0;
  while (suspicious.test(text)) {
    let start = suspicious.lastIndex - 1;
    while (isOfNumber(text.charCodeAt(start - 1))) start--;
    let end = suspicious.lastIndex;
    while (isOfNumber(text.charCodeAt(end))) end++;
    if (text[start - 1] !== '"' && !fitsDouble(text.slice(start, end))) return true;
    suspicious.lastIndex = end;
  }
  return false;
}

/** Digits, signs, the point and the letter of the exponent. */
function isOfNumber(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || code === 0x2e || code === 0x2d || code === 0x2b || code === 0x65 || code === 0x45;
}

type Reviver = (key: string, value: unknown) => unknown;

function keepDigits(_key: string, value: unknown, context: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || context.source === undefined || fitsDouble(context.source)) return value;
  return new ExactNumber(context.source);
}

function isBlank(text: string): boolean {
  return /^[ \t\r\n]*$/.test(text);
}

/** The text is known to be JSON here, so only strings have to be told from structure. */
function refuseDepth(text: string): void {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) at = endOfString(text, at);
    else if (code === 0x7b || code === 0x5b) {
      depth++;
      if (depth > jsonDepthMax) {
        throw new WeftError('BODY_NOT_PARSABLE', `The JSON cannot be read: it is nested deeper than ${jsonDepthMax} levels.`);
      }
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
}

/** The position of the quote that closes the string opened at `start`. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  for (let code = text.charCodeAt(at); code !== 0x22; code = text.charCodeAt(at)) at += code === 0x5c ? 2 : 1;
  return at;
}
