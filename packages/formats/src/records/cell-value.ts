import { ExactNumber } from '../json/exact-number.ts';

/** How the text of a cell becomes a value. */
export interface CellRules {
  /** What is written like a JSON number becomes one; its digits are kept (`1.10` stays `1.10`). */
  readonly numbers: boolean;
  /** What an empty cell becomes; `left-out` leaves the member out. */
  readonly empty: 'text' | 'null' | 'left-out';
}

const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** `undefined` where the member is left out. */
export function cellValue(text: string, { numbers, empty }: CellRules): unknown {
  if (text === '') return empty === 'text' ? text : empty === 'null' ? null : undefined;
  return numbers ? numberOrText(text) : text;
}

/** A number where the text is one in JSON's notation, without losing how it was written; else the text itself. */
export function numberOrText(text: string): unknown {
  const first = text.charCodeAt(0);
  // Most cells are no numbers, and that shows at once.
  if (first !== 0x2d && (first < 0x30 || first > 0x39)) return text;
  if (text.length > 1000 || !jsonNumber.test(text)) return text;
  const value = Number(text);
  return String(value) === text ? value : new ExactNumber(text);
}
