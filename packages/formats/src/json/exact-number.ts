/**
 * A number of a JSON text that a double cannot hold as written, kept by its digits.
 *
 * It is written back exactly as it came. Where plain JavaScript arithmetic uses it, it gives the nearest double; the
 * decimal helpers of expressions use its digits.
 */
export class ExactNumber {
  /** As written: an RFC 8259 §6 number. */
  readonly digits: string;

  constructor(digits: string) {
    if (!jsonNumber.test(digits)) throw new TypeError(`Not a JSON number: ${digits.slice(0, 40)}`);
    this.digits = digits;
    Object.freeze(this);
  }

  valueOf(): number {
    return Number(this.digits);
  }

  toString(): string {
    return this.digits;
  }

  /** `JSON.stringify` writes the digits themselves. */
  toJSON(): unknown {
    return rawJson(this.digits);
  }
}

const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** JSON.parse source text access (ECMAScript proposal, shipped by Node 22 and all current browsers), not in TypeScript's library yet. */
interface RawJson {
  rawJSON(text: string): unknown;
}

/** A value that `JSON.stringify` writes as exactly this text. */
export function rawJson(text: string): unknown {
  return (JSON as unknown as RawJson).rawJSON(text);
}

/** Whether a double printed again gives the same number as `digits`; notation may differ (`1.10` and `1.1` are one number). */
export function fitsDouble(digits: string): boolean {
  // So long a text is rarer than it is dear to look at, and keeping its digits is never wrong.
  if (digits.length > 1000) return false;
  const value = Number(digits);
  if (!Number.isFinite(value)) return false;
  const printed = String(value);
  return printed === digits || canonical(printed) === canonical(digits);
}

/** Significant digits and the power of ten of the last one: equal texts are equal numbers. */
function canonical(digits: string): string {
  const [mantissa = '', exponent = '0'] = digits.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const all = (whole + fraction).replace(/^0+/, '');
  if (all === '') return '0';
  const significant = trimZeros(all);
  const power = BigInt(exponent) - BigInt(fraction.length) + BigInt(all.length - significant.length);
  return `${mantissa.startsWith('-') ? '-' : ''}${significant}e${power}`;
}

/** A loop, because a regular expression anchored at the end is quadratic on long runs of zeros. */
function trimZeros(digits: string): string {
  let end = digits.length;
  while (digits.charCodeAt(end - 1) === 0x30) end--;
  return digits.slice(0, end);
}
