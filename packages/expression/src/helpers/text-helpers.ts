import { toText } from '../values/convert.ts';
import { failed } from '../values/failed.ts';
import type { Helper } from './helper.ts';

/** Texts and identifiers. */
export const textHelpers: readonly Helper[] = [
  {
    name: 'capitalize',
    signature: 'capitalize(text: string): string',
    text: 'Every word with a capital first letter, the others small.',
    example: { expression: 'capitalize("ADA lovelace-king")', gives: 'Ada Lovelace-King' },
    run: ([value], { budget }) => {
      const text = toText(value, budget);
      budget.grow(text.length);
      return text
        .toLowerCase()
        .replace(/(^|[^\p{L}\p{N}'’])(\p{L})/gu, (_all, before: string, letter: string) => before + letter.toUpperCase());
    },
  },
  {
    name: 'normalizeSpace',
    signature: 'normalizeSpace(text: string): string',
    text: 'Without white space at the ends, and one space for any white space inside.',
    example: { expression: 'normalizeSpace("  a \\n\\t b ")', gives: 'a b' },
    run: ([value], { budget }) => {
      const text = toText(value, budget);
      budget.grow(text.length);
      return text.trim().replace(/\s+/g, ' ');
    },
  },
  {
    name: 'removeAccents',
    signature: 'removeAccents(text: string): string',
    text: 'Letters without their accents, for systems and file names that know none; ß becomes ss.',
    example: { expression: 'removeAccents("Ångström, Straße")', gives: 'Angstrom, Strasse' },
    run: ([value], { budget }) => {
      const text = toText(value, budget);
      budget.grow(text.length * 3);
      return text
        .normalize('NFD')
        .replace(/\p{M}/gu, '')
        .replace(/[ßæœøđłÆŒØĐŁ]/g, (letter) => plainLetters[letter] ?? letter);
    },
  },
  {
    name: 'truncate',
    signature: 'truncate(text: string, length: number, end?: string): string',
    text: 'A text of at most so many characters; where some had to go, it ends in the other text (nothing unless given).',
    example: { expression: 'truncate("Weaving", 5, "…")', gives: 'Weav…' },
    run: ([value, length, end = ''], { budget }) => {
      if (typeof length !== 'number' || !Number.isInteger(length) || length < 0) throw failed('The length must be a whole number from 0');
      const text = toText(value, budget);
      const close = toText(end, budget);
      if (text.length <= length) return text;
      return text.slice(0, Math.max(0, length - close.length)) + close.slice(0, length);
    },
  },
  {
    name: 'uuid',
    signature: 'uuid(): string',
    text: 'A new random UUID (RFC 9562, version 4).',
    example: { expression: 'uuid().length', gives: 36 },
    run: (_args, { surroundings }) => surroundings.uuid(),
  },
];

const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ł: 'l',
  Æ: 'AE',
  Œ: 'OE',
  Ø: 'O',
  Đ: 'D',
  Ł: 'L',
};
