import { describe, expect, it } from 'vitest';
import { indentJson } from './indent-json.ts';

describe('JSON for reading', () => {
  it('is indented as JSON.stringify does it', () => {
    const value = { a: [1, { b: 'x: {y, "z"}' }], empty: {}, none: [], t: true, n: null };
    expect(indentJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
  });

  it('keeps every digit of a number', () => {
    expect(indentJson('{"n":12345678901234567890.10}')).toBe('{\n  "n": 12345678901234567890.10\n}');
  });
});
