import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileExpression } from '../expression.ts';
import { base64Of, bytesOfBase64, bytesOfHex, hexOf, textOfUtf8, utf8Of } from './bytes.ts';

const evaluate = (source: string, body: unknown = {}) => compileExpression(source).evaluate({ body, properties: {}, execution: {} });
const messageOf = (source: string, body?: unknown): string => {
  try {
    evaluate(source, body);
  } catch (error) {
    return (error as Error).message;
  }
  return 'no error';
};

describe('bytes without the platform', () => {
  it('are the same as those of the platform', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const bytes = utf8Of(text);
        expect(Buffer.from(bytes)).toEqual(Buffer.from(text, 'utf8'));
        expect(textOfUtf8(bytes)).toBe(new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.from(text, 'utf8')));
        expect(base64Of(bytes)).toBe(Buffer.from(bytes).toString('base64'));
        expect(Buffer.from(bytesOfBase64(Buffer.from(bytes).toString('base64url')))).toEqual(Buffer.from(bytes));
        expect(Buffer.from(bytesOfHex(hexOf(bytes)))).toEqual(Buffer.from(bytes));
      }),
    );
    const long = 'aü€😀'.repeat(10_000);
    expect(textOfUtf8(utf8Of(long))).toBe(long);
  });

  it('are refused where they are none', () => {
    for (const source of [
      'fromBase64("a")',
      'fromBase64("a*==")',
      'fromHex("abc")',
      'fromHex("zz")',
      'fromBase64("/w==")',
      'fromHex("c3")',
    ])
      expect(messageOf(source), source).toMatch(/is not Base64|not hexadecimal|not UTF-8/);
  });
});

describe('digests', () => {
  it.each(['sha256', 'sha512', 'sha1', 'md5'])('are those of the standards: %s', (algorithm) => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, key) => {
        const names = { text, key, algorithm };
        expect(evaluate('hash(text, algorithm, "base64")', names)).toBe(createHash(algorithm).update(text).digest('base64'));
        expect(evaluate('hmac(text, key, algorithm)', names)).toBe(createHmac(algorithm, key).update(text).digest('hex'));
      }),
      { numRuns: 30 },
    );
  });

  it('name what they do not know', () => {
    expect(messageOf('hash("a", "crc")')).toContain('must be "sha256"');
    expect(messageOf('hash("a", "md5", "binary")')).toContain('"hex" or "base64"');
  });
});

describe('moments in a time zone', () => {
  it.each([
    ['2026-03-29 01:59', '2026-03-29T00:59:00.000Z'],
    // Clocks jump from 2 to 3: as much later as was jumped.
    ['2026-03-29 02:30', '2026-03-29T01:30:00.000Z'],
    ['2026-03-29 03:00', '2026-03-29T01:00:00.000Z'],
    // Clocks pass 2:30 twice: the first time.
    ['2026-10-25 02:30', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25 03:00', '2026-10-25T02:00:00.000Z'],
    ['0050-01-01 00:00', '0049-12-31T23:06:32.000Z'],
  ])('%s in Berlin is %s', (text, moment) => {
    expect(evaluate('parseDate(text, "yyyy-MM-dd HH:mm", "Europe/Berlin")', { text })).toBe(moment);
  });

  it('are read as they were written, in every zone', () => {
    const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia');
    const time = fc.integer({ min: Date.UTC(1970, 1), max: Date.UTC(2090, 0) });
    fc.assert(
      fc.property(zone, time, (timeZone, milliseconds) => {
        const pattern = 'yyyy-MM-dd HH:mm:ss.SSS';
        const names = { timeZone, milliseconds, pattern };
        const text = evaluate('formatDate(milliseconds, pattern, timeZone)', names);
        const back = evaluate('parseDate(formatDate(milliseconds, pattern, timeZone), pattern, timeZone)', names);
        expect(evaluate('formatDate(back, pattern, timeZone)', { ...names, back })).toBe(text);
        // The same moment, or the other one that clocks show alike.
        expect(Math.abs(Date.parse(String(back)) - milliseconds)).toBeLessThanOrEqual(3_600_000);
      }),
    );
  });

  it('keep their time of day over a change of clocks, counted in days', () => {
    expect(evaluate('addTime("2026-03-28T11:00:00Z", 1, "days", "Europe/Berlin")')).toBe('2026-03-29T10:00:00.000Z');
    expect(evaluate('addTime("2026-03-28T11:00:00Z", 24, "h", "Europe/Berlin")')).toBe('2026-03-29T11:00:00.000Z');
    expect(evaluate('addTime("2026-01-31T12:00:00Z", -2, "months")')).toBe('2025-11-30T12:00:00.000Z');
    expect(evaluate('addTime("2024-02-29", 1, "years")')).toBe('2025-02-28T00:00:00.000Z');
  });

  it('have beginnings', () => {
    const moment = '2026-03-29T12:34:56Z';
    expect(
      ['h', 'days', 'weeks', 'months', 'years'].map((unit) => evaluate('startOf(moment, unit, "Europe/Berlin")', { moment, unit })),
    ).toEqual([
      '2026-03-29T12:00:00.000Z',
      '2026-03-28T23:00:00.000Z',
      '2026-03-22T23:00:00.000Z',
      '2026-02-28T23:00:00.000Z',
      '2025-12-31T23:00:00.000Z',
    ]);
    expect(messageOf('startOf("2026-01-01", "minute")')).toContain('must be one of');
    expect(messageOf('startOf("2026-01-01", "days", "Nowhere/Land")')).toContain('time zone is not known');
  });
});

describe('look-ups', () => {
  it('find members and pairs, and tell what to do where there is none', () => {
    expect(evaluate('lookup([["a", 1], [2, "two"]], "2")')).toBe('two');
    expect(evaluate('lookup({}, "toString", null)')).toBeNull();
    expect(messageOf('lookup({}, "x")')).toContain('third value');
    expect(messageOf('lookup({}, "constructor")')).toContain('no such key');
  });

  it('join lists by key, numbers and texts alike, and nothing by no key', () => {
    const names = {
      l: [{ k: 1 }, { k: '2' }, { k: null }, {}],
      r: [
        { k: '1', n: 'a' },
        { k: 1, n: 'b' },
        { k: null, n: 'c' },
      ],
    };
    expect(evaluate('joinBy(l, r, x => x.k, y => y.k).map(p => p.matches.map(m => m.n).join(""))', names)).toEqual(['ab', '', '', '']);
    expect(evaluate('joinBy(l, r, x => x.k, y => y.k, "inner").length', names)).toBe(1);
    expect(messageOf('joinBy(l, r, x => x.k, y => y.k, "outer")', names)).toContain('"left" or "inner"');
  });

  it('join many of one key in time that grows with their number, not with its square', () => {
    const many = Array.from({ length: 100_000 }, (_item, at) => at);
    expect(evaluate('joinBy([1], many, x => 1, y => 1)[0].matches.length', { many })).toBe(100_000);
  });

  it('merge without touching what they merge', () => {
    const names = { a: { x: { y: 1 }, l: [1, 2] }, b: { x: { z: 2 }, l: [3] } };
    expect(evaluate('merge(a, null, b)', names)).toEqual({ x: { y: 1, z: 2 }, l: [3] });
    expect(names.a).toEqual({ x: { y: 1 }, l: [1, 2] });
  });

  it('stay within the budget', () => {
    expect(messageOf('range(1, 1e9)')).toContain('too many steps');
    expect(messageOf('range(0.5, 2)')).toContain('whole numbers');
  });
});

describe('numbers in other notations', () => {
  it.each([
    ['parseNumber("1.234.567,891", ",", ".")', 1234567.891],
    ['parseNumber("1 234,5", ",", " ")', 1234.5],
    ['parseNumber("-7", ",")', -7],
  ])('%s is %j', (source, expected) => {
    expect(evaluate(source)).toBe(expected);
  });

  it('are refused where the marks are others', () => {
    expect(messageOf('parseNumber("1.5", ",")')).toContain('not a number with these marks');
    expect(messageOf('parseNumber("1,5,0", ",")')).toContain('is not one');
  });
});
