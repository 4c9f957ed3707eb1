// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions are texts here
import { ExactNumber, parseJson } from '@weft/formats';
import { describe, expect, it } from 'vitest';
import { checkExpression, compileExpression } from './expression.ts';
import { helpers } from './helpers/helpers.ts';
import type { Scope } from './values/frame.ts';

const scope: Scope = {
  body: { order: { lines: [{ qty: 2 }, { qty: 0 }], id: 7 }, sum: 1, inmethod: 'from the body' },
  properties: { source: 'ftp' },
  execution: { param_id: '42', inmethod: 'GET' },
};
const evaluate = (source: string, on: Scope = scope) => compileExpression(source).evaluate(on);
const messageOf = (source: string, on: Scope = scope): string => {
  try {
    evaluate(source, on);
  } catch (error) {
    return (error as Error).message;
  }
  return 'no error';
};

describe('names', () => {
  it.each([
    ['order.lines.filter(l => l.qty > 0).length', 1],
    ['body.order.id', 7],
    ['param_id', '42'],
    ['properties.source', 'ftp'],
    ['execution.inmethod', 'GET'],
    ['inmethod', 'GET'],
    ['body.inmethod', 'from the body'],
    ['sum([1])', 1],
    ['body.sum', 1],
    ['(order => order)(3)', 3],
    ['[1].map(body => body)[0]', 1],
  ])('%s is %j', (source, expected) => {
    expect(evaluate(source)).toBe(expected);
  });

  it('that a step adds go before those of the execution and the body, and never before helpers', () => {
    const added: Scope = {
      ...scope,
      names: Object.assign(Object.create({ __proto__: null, order: 'added' }), { sum: 2, line: undefined }),
    };
    expect(['order', 'body.order.id', 'sum([1])', 'line'].map((source) => evaluate(source, added))).toEqual(['added', 7, 1, undefined]);
    expect(messageOf('lin', added)).toContain('execution, sum, line, order, param_id');
  });

  it('nobody knows are an error that lists what there is, without any data', () => {
    expect(messageOf('ordr.id')).toBe(
      'There is no "ordr". There are: body, properties, execution, param_id, inmethod, order, sum, inmethod.',
    );
    expect(messageOf('globalThis')).toContain('There is no "globalThis"');
  });

  it('nobody knows are undefined behind an optional chain and typeof', () => {
    expect(evaluate('ordr?.id.deeper')).toBeUndefined();
    expect(evaluate('typeof ordr')).toBe('undefined');
  });

  it('may be missing where the source says so, and query parameters may always', () => {
    expect(evaluate('ordr ?? "none"')).toBe('none');
    expect(evaluate('query_limit')).toBeUndefined();
    expect(evaluate('query_limit ?? 10')).toBe(10);
    expect(messageOf('param_ix')).toBe('There is no "param_ix". There are: param_id, inmethod.');
  });

  it('read the body only where they need it', () => {
    const blind: Scope = {
      ...scope,
      get body(): unknown {
        throw new Error('the body was read');
      },
    };
    for (const source of ['param_id', 'query_none', 'properties.source', '1 + 1']) {
      const expression = compileExpression(source);
      expect(expression.readsBody).toBe(false);
      expect(() => expression.evaluate(blind)).not.toThrow();
    }
    expect(compileExpression('order.id').readsBody).toBe(true);
  });

  it('that are read are reported as paths', () => {
    expect(compileExpression('order.lines.map(l => l.qty * factor)[0] + body.x.y + sum([z]) + param_id').references).toEqual([
      'body.x.y',
      'factor',
      'order.lines',
      'param_id',
      'z',
    ]);
  });
});

describe('faults in the source', () => {
  it.each([
    ['1 +', 3, 'Something is missing'],
    ['', 0, 'There is no expression'],
    ['a; b', 1, 'Only one expression'],
    ['a b', 2, 'Only one expression'],
    ['"abc', 0, 'its second quote is missing'],
    ['(1', 2, 'Something is missing'],
    ['x'.repeat(10_241), 10_240, 'at most 10240 characters'],
    ['('.repeat(5_000), 0, ''],
    ['if (a) b', 0, 'Something is missing'],
    ['/(/', 1, 'Invalid regular expression'],
  ])('%j is one at %i', (source, offset, message) => {
    const fault = checkExpression(source);
    expect(fault?.message).toContain(message);
    if (source.startsWith('((') === false) expect(fault?.offset).toBe(offset);
    expect(() => compileExpression(source)).toThrow(expect.objectContaining({ code: 'EXPRESSION_INVALID', status: 422 }));
  });

  it('say line and column where there are several lines', () => {
    expect(() => compileExpression('order\n  .lines +')).toThrow('At line 2, column 11: Something is missing');
  });

  it('are none where comments and white space surround the expression', () => {
    expect(evaluate(' /* the id */ order.id // of the order')).toBe(7);
    expect(evaluate('{ a: 1 }')).toEqual({ a: 1 });
  });
});

describe('outside the safe subset', () => {
  it.each([
    'new Map()',
    'this',
    '(() => { return 1 })()',
    'a = 1',
    'fetch("x")',
    '/(a)\\1/.test("aa")',
    'async () => 1',
    '[,1]',
    '1n',
    'a => a`x`',
    'import("x")',
    'order.toLocaleString()',
  ])('%s says why, and asks for a sandbox', (source) => {
    const expression = compileExpression(source);
    expect(expression).toMatchObject({ isSafe: false, reason: expect.stringMatching(/./) });
    expect(() => expression.evaluate(scope)).toThrow(/needs the sandbox, because/);
  });

  it('the sandbox gets the source and only the values it names', async () => {
    const asked: unknown[] = [];
    const sandbox = async (source: string, names: Readonly<Record<string, unknown>>) => {
      asked.push([source, names]);
      return 'answered';
    };
    const expression = compileExpression('new Map([[order.id, param_id]]).get({ sum: inmethod }.other)', { sandbox });
    await expect(expression.evaluate(scope)).resolves.toBe('answered');
    expect(asked).toEqual([[expression.source, { order: (scope.body as { order: unknown }).order, param_id: '42', inmethod: 'GET' }]]);
  });
});

describe('numbers that a double cannot hold', () => {
  const big = { ...scope, body: parseJson('{"n":12345678901234567890,"m":0.1000000000000000000001,"small":1}') };

  it.each([
    ['n + 1', '12345678901234567891'],
    ['n * 2', '24691357802469135780'],
    ['-n', '-12345678901234567890'],
    ['n - m', '12345678901234567889.8999999999999999999999'],
    ['Math.max(small, n)', '12345678901234567890'],
    ['add(n, "0.5")', '12345678901234567890.5'],
    ['sum([n, n])', '24691357802469135780'],
    ['Number(n)', '12345678901234567890'],
  ])('%s is exactly %s', (source, digits) => {
    const value = evaluate(source, big);
    expect(value).toBeInstanceOf(ExactNumber);
    expect(String(value)).toBe(digits);
  });

  it.each([
    ['`${n}`', '12345678901234567890'],
    ['n + "x"', '12345678901234567890x'],
    ['n.toFixed(2)', '12345678901234567890.00'],
    ['JSON.stringify([n])', '[12345678901234567890]'],
    ['n > small', true],
    ['n === n', true],
    ['n - n', 0],
    ['typeof n', 'number'],
  ])('%s is %j', (source, expected) => {
    expect(evaluate(source, big)).toBe(expected);
  });
});

describe('every helper', () => {
  it.each(helpers.map((helper) => [helper.name, helper] as const))(
    '%s gives what its example says',
    (_name, { example, signature, name }) => {
      expect(evaluate(example.expression)).toEqual(example.gives);
      expect(signature.startsWith(`${name}(`)).toBe(true);
    },
  );

  it('that needs time or randomness takes it from its surroundings', () => {
    const surroundings = { now: () => 0, uuid: () => 'u' };
    expect(compileExpression('[now(), uuid(), Date.now(), new Date().getTime()]', { surroundings }).evaluate(scope)).toEqual([
      '1970-01-01T00:00:00.000Z',
      'u',
      0,
      0,
    ]);
  });

  it.each([
    ['round(2.5)', 3],
    ['round(-2.5)', -3],
    ['round(2.5, 0, "half-even")', 2],
    ['divide(2, 3, 4)', 0.6667],
    ['sum(null)', 0],
    ['average([])', null],
    ['add("1e3", ".5")', 1000.5],
    ['formatNumber("-1234.005", 2, ".", ",")', '-1,234.01'],
    ['formatDate(0, "yyyy-MM-dd\'T\'HH:mm:ss.SSS")', '1970-01-01T00:00:00.000'],
    ['parseDate("01.02.26 23:59", "dd.MM.yy HH:mm")', '2026-02-01T23:59:00.000Z'],
    ['addTime("2024-02-29", 1, "years")', '2025-02-28T00:00:00.000Z'],
    ['dateDiff("2026-01-02", "2026-01-01T12:00:00Z", "days")', 0],
    ['unique([{ a: 1 }, { a: 1 }], x => x.a).length', 1],
    ['sortBy([{ n: null }, { n: 2 }, { n: 1 }], x => x.n, "desc").map(x => x.n)', [2, 1, null]],
    ['asList(undefined)', []],
  ])('%s is %j', (source, expected) => {
    expect(evaluate(source)).toEqual(expected);
  });

  it.each([
    ['add("x", 1)', 'a text that is not one'],
    ['add(NaN, 1)', 'there is NaN'],
    ['divide(1, 0)', 'divided by zero'],
    ['add("1e999999999", 1)', 'not one'],
    ['parseDate("30.02.2026", "dd.MM.yyyy")', 'no such day'],
    ['parseDate("x", "dd")', 'not a date like "dd"'],
    ['formatDate("yesterday", "yyyy")', 'there is another text'],
    ['formatDate(0, "yyyy", "Mars/Olympus")', 'time zone is not known'],
    ['sum({})', 'A list was expected, but there is an object'],
    ['groupBy([1], x => "__proto__")', '"__proto__" cannot be the name of a member'],
  ])('%s fails with a plain sentence', (source, message) => {
    expect(messageOf(source)).toContain(message);
  });
});
