import fc from 'fast-check';
import { expect, test } from 'vitest';
import { separatedText } from './separated-text.ts';

function read(text: string, separator: string, size: number, lengthMax = 1_000): string[] {
  const reader = separatedText({ separator, lengthMax, called: 'Part' });
  const parts = [];
  for (let at = 0; at < text.length; at += size) parts.push(...reader.write(text.slice(at, at + size)));
  return [...parts, ...reader.end()].map((part) => part.text);
}

test('parts are what lies between separators, in pieces of any size', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', '-', 'b') }),
      fc.constantFrom('-', '--', '-b-'),
      fc.integer({ min: 1, max: 9 }),
      (text, separator, size) => {
        const expected = text.split(separator);
        if (expected.at(-1) === '') expected.pop();
        expect(read(text, separator, size)).toEqual(expected);
      },
    ),
  );
});

test('a line may end with a carriage return too, any other part keeps it', () => {
  expect(read('a\r\nb\rc\r', '\n', 1)).toEqual(['a', 'b\rc']);
  expect(read('a\r;b', ';', 1)).toEqual(['a\r', 'b']);
});

test('a part that is too long is named by its number before it has come whole', () => {
  const reader = separatedText({ separator: ';', lengthMax: 3, called: 'Part' });
  expect(reader.write('abc;')).toEqual([{ text: 'abc', number: 1 }]);
  expect(() => reader.write('abcd')).toThrow(/^Part 2 of the body has more than 3 characters/);
});
