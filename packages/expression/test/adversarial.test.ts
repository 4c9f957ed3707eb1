// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions are texts here
import { afterEach, describe, expect, it, vi } from 'vitest';
import { compileExpression } from '../src/index.ts';

// What is not stopped runs for hours; what is stopped takes a second on an idle machine and several on a busy one.
const millisecondsMax = 20_000;
vi.setConfig({ testTimeout: 2 * millisecondsMax });

const scope = {
  body: JSON.parse(`{"o":{"a":1},"l":[1,2,3],"s":"abc","__proto__":{"polluted":1},"key":"constructor","text":"${'a'.repeat(50_000)}!"}`),
  properties: {},
  execution: { param_x: 'y' },
};
const evaluate = (source: string): unknown => compileExpression(source).evaluate(scope);

/** Runs it as a hostile author would: never does it give a function or an object that is not data, never does it take long. */
function attack(source: string): unknown {
  const started = performance.now();
  try {
    return evaluate(source);
  } catch (error) {
    expect(['EXPRESSION_FAILED', 'EXPRESSION_INVALID']).toContain((error as { code?: string }).code);
    return 'refused';
  } finally {
    expect(performance.now() - started).toBeLessThan(millisecondsMax);
  }
}

afterEach(() => {
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  expect(Object.keys(Object.prototype)).toEqual([]);
});

describe('a way out of the data', () => {
  it.each([
    'o.constructor',
    'o.constructor.constructor("return process")()',
    'o["constructor"]',
    'o["con" + "structor"]',
    'o[key]',
    'o[`constructor`]',
    'o?.["constructor"]',
    's[key]',
    's["constructor"]["constructor"]',
    '(x => x)["constructor"]',
    '(x => x).constructor',
    '(x => x).call(1)',
    '(x => x).bind(1)',
    'l.map.constructor("return this")()',
    'sum.constructor',
    'Math.constructor',
    'Object.constructor',
    'Object.getPrototypeOf(o)',
    'Object.getOwnPropertyDescriptors(o)',
    'Object.assign(o, o)',
    'Object.defineProperty(o, "x", {})',
    'Reflect.get(o, "a")',
    'Function("return 1")()',
    'eval("1")',
    'globalThis',
    'process',
    'require("node:fs")',
    'import("node:fs")',
    'import.meta.url',
    'new.target',
    'this',
    'this.constructor',
    'arguments',
    'arguments.callee',
    '(() => { return this })()',
    '(function () { return this })()',
    'new Function("return 1")()',
    'new (o.constructor)()',
    'class {}',
    'o.__proto__',
    'o["__proto__"]',
    'o["__pro" + "to__"]',
    'body.__proto__',
    'body["__proto__"]',
    'o.prototype',
    'o.__defineGetter__("x", x => 1)',
    'o.__lookupGetter__("a")',
    '({ get a() { return 1 } })',
    '({ a() { return this } })',
    '({ __proto__: o })',
    '({ "__proto__": o })',
    '({ ["__proto__"]: o })',
    '({ ...body })',
    'Object.fromEntries([["__proto__", o]])',
    'indexBy([1], x => "__proto__")',
    '(({ constructor }) => constructor)(o)',
    '(({ constructor: c }) => c)(o)',
    '(({ ["constructor"]: c }) => c)(o)',
    '(({ __proto__: p }) => p)(o)',
    '(([{ constructor: c }]) => c)([o])',
    '(({ ...rest }) => rest)(o)',
    'Symbol.iterator',
    'o[Symbol.toPrimitive]',
    'o.a = 1',
    'l.push(1)',
    'l.length = 0',
    'delete o.a',
    'o.a++',
    '"a" in o',
    'o instanceof Object',
    'tag`x`',
    's.raw`x`',
    'String.raw`${s}`',
    'async () => 1',
    '(async x => x)(1)',
    '(function* () {})()',
    'o.#a',
    'super.x',
    'yield',
    'l.sort.call(l)',
    'l[key]',
    'l["map"]["constructor"]',
    'l.at.name',
    '"x".at.constructor',
    '[].concat.apply([], l)',
    'JSON.parse("{}", (k, v) => v)',
    'JSON.stringify(o, (k, v) => v)',
    'JSON.parse("{\\"__proto__\\":{\\"x\\":1}}").__proto__',
    'Array.from.constructor',
    'Array.prototype',
    'Date.prototype.constructor',
    'new Date().constructor',
    '/x/.constructor',
    '/x/.exec("x").constructor',
    '"x".match(/(?<constructor>x)/).groups.constructor',
    '"x".replace(/(?<__proto__>x)/, "$<__proto__>").constructor',
    'o.\\u0063onstructor',
    'o.con\\u0073tructor.constructor',
    'o["\\x63onstructor"]',
    'o["\\u{63}onstructor"]',
    '\\u0074his',
    'o[["constructor"]]',
    'o[[["__proto__"]]]',
    'o[{ toString: () => "constructor" }]',
    '`${{ toString: () => "x" }}`',
    '({ valueOf: () => 1 }) + 1',
    'o.toString',
    'o.hasOwnProperty("a")',
    'l.hasOwnProperty',
    's.anchor("x")',
    '(x => x).length',
    'toString()',
    'valueOf()',
    'constructor',
    '__proto__',
    'hasOwnProperty',
    'o.a/**/.constructor',
    'o\n.constructor',
    '[o][0].constructor',
    '(o ?? o).constructor',
    'execution.constructor',
    'properties.__proto__',
  ])('%s leads nowhere', (source) => {
    const result = attack(source);
    expect(typeof result).not.toBe('function');
    expect([undefined, 'refused', 'x']).toContain(result);
  });

  it('through own members of odd names is data', () => {
    expect(evaluate('o.toString ?? "none"')).toBe('none');
    expect(evaluate('Object.keys(body).includes("__proto__")')).toBe(true);
    expect(evaluate('pick({ toString: 1, a: 2 }, "toString").toString')).toBe(1);
  });

  it('through functions given to helpers and methods is none: they see only values', () => {
    expect(evaluate('l.map((x, i, all) => [x, i, all.length])')).toEqual([
      [1, 0, 3],
      [2, 1, 3],
      [3, 2, 3],
    ]);
    expect(evaluate('l.reduce((a, x, i, all) => a + all.length, 0)')).toBe(9);
  });
});

describe('time and memory', () => {
  it.each([
    '"x".repeat(1e9)',
    '"x".repeat(1e308)',
    '"x".padStart(1e9)',
    '"x".padEnd(4e8, "ab")',
    'Array.from({ length: 1e9 })',
    'Array.from({ length: 1e5 }, () => Array.from({ length: 1e5 }))',
    'Array.from({ length: 40 }).reduce(a => a + a, "xx")',
    'Array.from({ length: 40 }).reduce(a => `${a}${a}`, "xx")',
    'Array.from({ length: 40 }).reduce(a => [...a, ...a], [1])',
    'Array.from({ length: 40 }).reduce(a => a.concat(a), [1])',
    'String(Array.from({ length: 40 }).reduce(a => [a, a], "x"))',
    '"" + Array.from({ length: 40 }).reduce(a => [a, a], "x")',
    'JSON.stringify(Array.from({ length: 40 }).reduce(a => [a, a], "x"))',
    'JSON.stringify(Array.from({ length: 1000 }).map(() => text.repeat(10)))',
    'Array.from({ length: 40 }).reduce(a => [a, a], "x").flat(Infinity)',
    'Array.from({ length: 40 }).reduce(a => [a, a], "x") == "x"',
    'Array.from({ length: 40 }).reduce(a => [a, a], "x") < 1',
    'Math.max(Array.from({ length: 40 }).reduce(a => [a, a], "1"))',
    'text.replaceAll("a", text)',
    'text.replace(/a/g, text)',
    "text.replaceAll('a', \"$'$`\")",
    'text.split("").map(x => text + x).join("")',
    'text.split("").map(x => [...text])',
    'text.split("").map(x => text.split(""))',
    '[...text].sort((a, b) => text.includes("zzz") ? 1 : -1)',
    '[...text].map(x => [...text].indexOf("zzz"))',
    '[...text].map(x => text.toUpperCase())',
    '[...text].map(x => encodeURIComponent(text))',
    '[...text].map(x => JSON.parse(JSON.stringify(text)))',
    '[...text].map(x => ({ ...[...text] }))',
    '[...text].map(x => Object.keys([...text]))',
    '[...text].map(x => unique([...text]))',
    '[...text].map(x => text.normalize("NFKD"))',
    '[...text].map(x => Math.max(...[...text]))',
    '(f => f(f))(f => f(f))',
    '(f => [1, 2, 3].map(x => f(f)))(f => [1, 2, 3].map(x => f(f)))',
    '(f => f(f, 40))((f, n) => n < 2 ? n : f(f, n - 1) + f(f, n - 2))',
    'add("9".repeat(999), "1e999")',
    'Array.from({ length: 1e4 }).reduce(a => multiply(a, "1.000000000000000001"), 1)',
    'add("1e1000", "1e-1000")',
    'divide(1, 3, 100000)',
    'formatNumber(1, 1e9)',
    'toBase64(text.repeat(1000))',
    'Array.from({ length: 120 }).reduce(a => [a], 1).flat(Infinity)',
    'String(Array.from({ length: 5000 }).reduce(a => [a], 1))',
    'JSON.stringify(Array.from({ length: 50000 }).reduce(a => [a], 1))',
    'JSON.parse("[".repeat(100000))',
  ])('%s is stopped within seconds', (source) => {
    const before = process.memoryUsage().heapUsed;
    attack(source);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(1024 ** 3);
  });

  it.each([
    '/^(a+)+$/.test(text)',
    '/^(a|a)*$/.test(text)',
    '/^(a|aa)+$/.test(text)',
    '/(.*)*x/.test(text)',
    '/(a*)*b/.test(text)',
    '/^(([a-z])+.)+[A-Z]([a-z])+$/.test(text)',
    'text.match(/(x+x+)+y/)',
    'text.replace(/(a?){30}a{30}$/, "")',
    'text.split(/(a+)+b/).length',
  ])('%s takes linear time, where a backtracking engine needs for ever', (source) => {
    attack(source);
  });

  it.each([
    [`1${'+1'.repeat(4_000)}`, 'a long sum'],
    [`${'('.repeat(5_000)}1${')'.repeat(5_000)}`, 'deep parentheses'],
    ['['.repeat(4_000) + ']'.repeat(4_000), 'deep lists'],
    [`${'!'.repeat(10_000)}1`, 'many negations'],
    [`${'x => '.repeat(2_000)}1`, 'functions in functions'],
    [`a${'.a'.repeat(5_000)}`, 'a long path'],
    [`a${'?.a'.repeat(3_000)}`, 'a long optional path'],
    [`${'1 ? 1 : '.repeat(1_200)}1`, 'many choices'],
    [`${'`${'.repeat(2_000)}1${'}`'.repeat(2_000)}`, 'templates in templates'],
    [`"${'x'.repeat(20_000)}"`, 'more than ten kilobytes'],
    ['\u202e1\u202c', 'direction marks'],
    ['\u0000', 'a null character'],
    ['ｂｏｄｙ', 'full-width letters'],
    ['1\u2028+1', 'an unusual line end'],
    ['<!-- x', 'an HTML comment'],
    ['#!x', 'a hash bang'],
  ])('a source with %#: is answered without harm', (source) => {
    attack(source);
  });

  it('leaves ordinary work on ordinary amounts alone', () => {
    const body = { rows: Array.from({ length: 20_000 }, (_, id) => ({ id, name: `row ${id}`, price: '1.10' })) };
    const run = (source: string) => compileExpression(source).evaluate({ body, properties: {}, execution: {} });
    expect(run('sum(rows, r => r.price)')).toBe(22_000);
    expect(run('rows.filter(r => r.id % 2 === 0).map(r => `${r.id};${r.name}`).join("\\n").length')).toBeGreaterThan(100_000);
    expect(run('rows.reduce((text, r) => text + r.name + "\\n", "").length')).toBeGreaterThan(180_000);
    expect(run('Object.keys(groupBy(rows, r => r.id % 10)).length')).toBe(10);
    expect(run('rows.toSorted((a, b) => b.id - a.id)[0].id')).toBe(19_999);
    expect(run('JSON.stringify(rows).length')).toBeGreaterThan(500_000);
    expect(run('rows.map(r => ({ ...r, total: multiply(r.price, r.id) })).at(-1).total')).toBe(21_998.9);
  });
});
