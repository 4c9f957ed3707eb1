import { ExactNumber } from '@weft/formats';
import { Big } from 'big.js';

/** Digits, and powers of ten, beyond which a text is no amount of anything. */
const digitsMax = 1000;
const decimalText = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?\s*$/;

/** A number, or a text that is one, without loss; undefined for anything else. */
export function decimalOf(value: unknown): Big | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? new Big(value) : undefined;
  const text = value instanceof ExactNumber ? value.digits : value;
  if (typeof text !== 'string' || text.length > digitsMax || !decimalText.test(text)) return undefined;
  const big = new Big(
    text
      .trim()
      .replace('+', '')
      .replace(/\.(?=$|[eE])/, ''),
  );
  return Math.abs(big.e) > digitsMax ? undefined : big;
}

/** A plain number where a double holds it as written, else one that keeps its digits. */
export function numberOf(big: Big): number | ExactNumber {
  const value = Number(big.toString());
  return Number.isFinite(value) && new Big(value).eq(big) ? value : new ExactNumber(big.toString().replace('e+', 'e'));
}

/** Powers of ten up to the number of decimal places that money and most measures have. */
const scales = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];

/** Of so few digits no two texts that differ in value are the same double, so it may stand for the text. */
const shortDecimal = /^-?\d{1,9}(?:\.\d{1,6})?$/;

/**
 * An exact decimal sum. Numbers with up to six decimal places are added as whole numbers of their last place, which costs no
 * more than adding; everything else is added digit by digit.
 */
export class DecimalSum {
  /** The whole numbers added so far, of units of 1 / {@link scales}. */
  readonly #units = scales.map(() => 0);
  #rest = new Big(0);

  /** False where the value is no number, and nothing was added. */
  add(value: unknown): boolean {
    if (typeof value === 'number' && this.#addUnits(value)) return true;
    if (typeof value === 'string' && shortDecimal.test(value) && this.#addUnits(Number(value))) return true;
    const big = decimalOf(value);
    if (big === undefined) return false;
    this.#rest = this.#rest.plus(big);
    return true;
  }

  #addUnits(value: number): boolean {
    for (let place = 0; place < scales.length; place++) {
      const scale = scales[place] as number;
      const units = Math.round(value * scale);
      if (!Number.isSafeInteger(units)) return false;
      // A division rounds to the nearest double, so it gives the value back only where the value is so many units.
      if (units / scale !== value) continue;
      const sum = (this.#units[place] as number) + units;
      if (!Number.isSafeInteger(sum)) return false;
      this.#units[place] = sum;
      return true;
    }
    return false;
  }

  get total(): Big {
    return this.#units.reduce(
      (sum, units, place) => (units === 0 ? sum : sum.plus(new Big(units).div(scales[place] as number))),
      this.#rest,
    );
  }
}
