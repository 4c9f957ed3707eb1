import { ExactNumber } from '@weft/formats';
import { Big } from 'big.js';
import { failed } from './failed.ts';
import { kindOf } from './kind.ts';

/** Digits, and powers of ten, beyond which a text is no amount of anything and would only cost time. */
const digitsMax = 1000;

const decimalText = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?\s*$/;

/** A number, or a text that is one, without loss. @throws WeftError `EXPRESSION_FAILED` for anything else. */
export function toBig(value: unknown): Big {
  if (typeof value === 'number' && Number.isFinite(value)) return new Big(value);
  if (value instanceof ExactNumber) return bigOf(value.digits);
  if (typeof value === 'string') return bigOf(value);
  throw failed(`A number was expected, but there is ${Number.isNaN(value) ? 'NaN' : kindOf(value)}`);
}

function bigOf(text: string): Big {
  if (text.length > digitsMax || !decimalText.test(text)) throw failed('A number was expected, but there is a text that is not one');
  const big = new Big(
    text
      .trim()
      .replace('+', '')
      .replace(/\.(?=$|[eE])/, ''),
  );
  if (Math.abs(big.e) > digitsMax) throw failed(`A number has more than ${digitsMax} digits`);
  return big;
}

/** A plain number where a double holds it as written, else one that keeps its digits. */
export function fromBig(big: Big): number | ExactNumber {
  const value = Number(big.toString());
  return Number.isFinite(value) && new Big(value).eq(big) ? value : new ExactNumber(big.toString().replace('e+', 'e'));
}
