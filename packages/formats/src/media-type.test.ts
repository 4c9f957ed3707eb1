import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectContentType, mediaTypeOf, parse, serialize } from './media-type.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (data: Uint8Array) => new TextDecoder().decode(data);

describe('a content type decides how a body is read', () => {
  it.each([
    ['application/json', 'json'],
    ['Application/JSON; charset=utf-8', 'json'],
    ['application/problem+json', 'json'],
    ['text/xml; charset="iso-8859-1"', 'xml'],
    ['application/soap+xml', 'xml'],
    ['application/x-www-form-urlencoded', 'form'],
    ['text/csv', 'text'],
    ['application/x-ndjson', 'text'],
    ['application/pdf', 'binary'],
    ['', 'binary'],
  ])('%s is %s', (contentType, format) => {
    expect(mediaTypeOf(contentType).format).toBe(format);
  });

  it('reads the charset with and without quotes', () => {
    expect(mediaTypeOf('text/plain; format=flowed; charset="ISO-8859-1"').charset).toBe('iso-8859-1');
    expect(mediaTypeOf('text/plain').charset).toBeUndefined();
  });

  it('stays correct for more content types than it remembers', () => {
    for (let at = 0; at < 1200; at++) expect(mediaTypeOf(`text/x-${at}`).essence).toBe(`text/x-${at}`);
  });
});

describe('text', () => {
  it.each(['utf-8', 'utf-16', 'utf-16le', 'utf-16be', 'iso-8859-1'])('comes back unchanged through %s', (charset) => {
    const contentType = `text/plain; charset=${charset}`;
    expect(parse(serialize('Grüße', contentType), contentType)).toBe('Grüße');
  });

  it('refuses bytes of another character set instead of replacing them', () => {
    expect(() => parse(Uint8Array.of(0xfc), 'text/plain')).toThrow(/not text in the character set "utf-8"/);
    expect(() => parse(bytes('a'), 'text/plain; charset=klingon')).toThrow(/"klingon" is not known/);
  });

  it('refuses characters that the character set lacks instead of replacing them', () => {
    expect(() => serialize('€', 'text/plain; charset=iso-8859-1')).toThrow(/"€" does not exist/);
    expect(() => serialize('a', 'text/plain; charset=shift_jis')).toThrow(/cannot be written/);
  });

  it('writes other values as people expect them', () => {
    expect(text(serialize(null, 'text/plain'))).toBe('');
    expect(text(serialize(1.5, 'text/plain'))).toBe('1.5');
    expect(text(serialize({ a: [1] }, 'text/plain'))).toBe('{"a":[1]}');
  });
});

describe('forms', () => {
  it('make lists of names that come again, and plain data of names that look dangerous', () => {
    const value = parse(bytes('a=1&b=x+y&a=%C3%BC&__proto__=z&c'), 'application/x-www-form-urlencoded') as object;
    expect(Object.entries(value)).toEqual([
      ['a', ['1', 'ü']],
      ['b', 'x y'],
      ['__proto__', 'z'],
      ['c', ''],
    ]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  it('come back unchanged', () => {
    const field = fc.string({ unit: 'grapheme' }).filter((s) => s.isWellFormed());
    fc.assert(
      fc.property(fc.dictionary(field, fc.oneof(field, fc.array(field, { minLength: 2, maxLength: 3 }))), (value) => {
        const type = 'application/x-www-form-urlencoded';
        expect(Object.entries(parse(serialize(value, type), type) as object)).toEqual(Object.entries(value));
      }),
    );
  });

  it('refuse what is nested', () => {
    expect(() => serialize({ a: { b: 1 } }, 'application/x-www-form-urlencoded')).toThrow(/"a" is not a plain value/);
  });
});

describe('everything else', () => {
  it('is the bytes as they are', () => {
    const data = Uint8Array.of(0, 255, 1);
    expect(parse(data, 'application/pdf')).toBe(data);
    expect(serialize(data, 'application/pdf')).toBe(data);
    expect(() => serialize({ a: 1 }, 'application/pdf')).toThrow(/Only bytes or text/);
  });
});

describe('a body without a content type', () => {
  it.each([
    ['', ''],
    [' {"a":1}', 'application/json'],
    ['\uFEFF<a/>', 'application/xml'],
    ['hello', 'text/plain; charset=utf-8'],
    ['a\0b', 'application/octet-stream'],
  ])('%j is taken for %s', (body, contentType) => {
    expect(detectContentType(bytes(body))).toBe(contentType);
  });

  it('is still text where a character is cut at the end of what is looked at', () => {
    expect(detectContentType(bytes(`a${'ü'.repeat(400)}`))).toBe('text/plain; charset=utf-8');
  });
});
