import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExactNumber, fitsDouble } from './exact-number.ts';
import { findJsonFault } from './json-fault.ts';
import { jsonDepthMax, parseJson } from './parse-json.ts';
import { serializeJson } from './serialize-json.ts';

const messageOf = (text: string): string => {
  try {
    parseJson(text);
  } catch (error) {
    return (error as Error).message;
  }
  return 'no error';
};

describe('numbers', () => {
  it.each([
    '12345678901234567890',
    '0.1234567890123456789',
    '1e400',
    '-9007199254740993',
    '1.00000000000000000001',
    '5e-400',
    '123456789.123456789012',
  ])('keeps the digits of %s through a value and back', (digits) => {
    const value = parseJson(`{"n":${digits}}`) as { n: unknown };
    expect(value.n).toBeInstanceOf(ExactNumber);
    expect(serializeJson(value)).toBe(`{"n":${digits}}`);
  });

  it.each(['0', '-1', '1.10', '1e3', '9007199254740992', '0.1', '100000000000000000000', '0.0000000000000000001', '1.5000000000000000000'])(
    'gives a plain number for %s, which a double holds',
    (digits) => {
      expect(parseJson(digits)).toBe(Number(digits));
    },
  );

  it('never changes a number, whatever its notation', () => {
    const digits = fc.stringMatching(/^-?(0|[1-9]\d{0,30})(\.\d{1,30})?([eE][+-]?\d{1,3})?$/);
    fc.assert(
      fc.property(digits, (text) => {
        const value = parseJson(`[${text}]`) as [number | ExactNumber];
        const [only] = value;
        if (only instanceof ExactNumber) expect(serializeJson(value)).toBe(`[${text}]`);
        else expect(fitsDouble(text)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('leaves long runs of digits inside texts alone', () => {
    expect(parseJson('{"id":"12345678901234567890","n":1}')).toEqual({ id: '12345678901234567890', n: 1 });
  });

  it('refuses to make an exact number of what is not a JSON number', () => {
    for (const digits of ['', '01', '1.', '0x10', '1e', 'NaN', '1,2', '1}']) expect(() => new ExactNumber(digits)).toThrow(TypeError);
  });
});

describe('reading', () => {
  it('gives null for an empty body, and drops a byte order mark', () => {
    expect(parseJson('')).toBeNull();
    expect(parseJson(' \n')).toBeNull();
    expect(parseJson('\uFEFF{"a":1}')).toEqual({ a: 1 });
  });

  it.each([
    ['{"a":1,}', 'expected a property name in double quotes, but found "}" (line 1, column 8)'],
    ['{"a":1,\n "b" 2}', 'expected ":" after the property name, but found "2" (line 2, column 6)'],
    ['[1 2]', 'expected "," or "]", but found "2" (line 1, column 4)'],
    ['{"a":', 'expected a value, but the text ends (line 1, column 6)'],
    ["{'a':1}", 'expected a property name in double quotes or "}", but found "\'" (line 1, column 2)'],
    ['"a\nb"', 'a string holds a line break or control character; write it as an escape such as \\n (line 1, column 3)'],
    ['"\\x"', 'a string holds an unknown escape (line 1, column 2)'],
    ['[1] x', 'nothing was expected after the value, but found "x" (line 1, column 5)'],
  ])('says of %j what was expected and where', (text, expected) => {
    expect(messageOf(text)).toBe(`The JSON cannot be read: ${expected}.`);
  });

  it('finds a fault exactly where the engine does not parse', () => {
    const almost = fc.oneof(
      fc.json(),
      fc.tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '"', '{', ']', ' ', '0', '\\', '\n')).map(([json, at, put]) => {
        const index = at % (json.length + 1);
        return json.slice(0, index) + put + json.slice(index + 1);
      }),
    );
    fc.assert(
      fc.property(almost, (text) => {
        let parses = true;
        try {
          JSON.parse(text);
        } catch {
          parses = false;
        }
        expect(findJsonFault(text, 10_000) === undefined).toBe(parses);
      }),
      { numRuns: 2000 },
    );
  });

  it('refuses more levels than it allows, and takes exactly as many', () => {
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    expect(parseJson(nested(jsonDepthMax))).toBeInstanceOf(Array);
    expect(messageOf(nested(jsonDepthMax + 1))).toContain('nested deeper than 512 levels');
    expect(messageOf('{"a":'.repeat(100_000))).toContain('nested deeper than 512 levels');
    expect(parseJson(JSON.stringify({ text: '[{"\\'.repeat(1000) }))).toEqual({ text: '[{"\\'.repeat(1000) });
  });

  it('keeps a member called __proto__ as plain data of its own object', () => {
    const value = parseJson('{"__proto__":{"isAdmin":true},"n":12345678901234567890}') as object;
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Object.hasOwn(value, '__proto__')).toBe(true);
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });
});

describe('writing', () => {
  it('gives back every JSON value that was read', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseJson(serializeJson(parseJson(text)))).toEqual(parseJson(text));
      }),
    );
  });

  it('writes dates as ISO 8601, bigints by their digits, and undefined as null', () => {
    expect(serializeJson({ at: new Date(0), big: 2n ** 70n })).toBe('{"at":"1970-01-01T00:00:00.000Z","big":1180591620717411303424}');
    expect(serializeJson(undefined)).toBe('null');
  });

  it.each([
    [{ a: [1, null, { 'b/c': Number.NaN }] }, '/a/2/b~1c is not a number'],
    [Number.POSITIVE_INFINITY, 'it is not a number (NaN) or infinite'],
    [[null, -1 / 0], '/1 is not a number'],
  ])('refuses a number that JSON does not have, and says where: %j', (value, why) => {
    expect(() => serializeJson(value)).toThrow(why);
  });

  it('writes null where null is meant', () => {
    expect(serializeJson({ a: null, b: [undefined], c: 'null', d: new Date(Number.NaN) })).toBe(
      '{"a":null,"b":[null],"c":"null","d":null}',
    );
  });

  it('says so when a value holds itself', () => {
    const value: unknown[] = [];
    value.push(value);
    expect(() => serializeJson(value)).toThrow(expect.objectContaining({ code: 'BODY_NOT_SERIALIZABLE' }));
  });
});
