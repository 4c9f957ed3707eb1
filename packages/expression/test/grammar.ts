// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions are texts here
import fc from 'fast-check';

type Kind = 'num' | 'str' | 'list' | 'bool' | 'any';

/** Names of inherited members are left out: data has no inherited members in expressions, and that is meant. */
const text = (maxLength: number) => fc.string({ maxLength }).filter((name) => !(name in Object.prototype || name in String.prototype));

/** What variables there are. */
export const data = fc.record({
  n: fc.oneof(fc.integer(), fc.double({ noNaN: true }), fc.constantFrom(0, 1, -1, 2)),
  s: fc.oneof(text(8), fc.constantFrom('', 'abc', 'a,b;c', '12', '  x ', '$&$1', 'ÄÖ')),
  t: fc.boolean(),
  z: fc.constantFrom(null, 0, '', 'x'),
  l: fc.array(fc.integer({ min: -20, max: 20 }), { maxLength: 6 }),
  w: fc.array(text(4), { maxLength: 5 }),
  o: fc.record({ a: fc.integer(), b: text(4), c: fc.array(fc.integer(), { maxLength: 3 }) }, { requiredKeys: ['a'] }),
  r: fc.array(fc.record({ q: fc.integer({ min: 0, max: 9 }), p: fc.constantFrom('1.5', '2', 'x') }), { maxLength: 5 }),
});

const leaves: Readonly<Record<Kind, readonly string[]>> = {
  num: ['n', '0', '1', '2.5', '-3', '1e3', 'o.a', 's.length', 'l.length', 'l[0]', 'r[0]?.q', 'NaN'],
  str: ['s', '""', '"abc"', "'x,y'", 'o.b', 'w[0]', '`t`', 'String(n)'],
  list: ['l', 'w', '[]', 'o.c', '[1, "a", null]', 'Object.keys(o)', 'Object.values(o)', 'Object.entries(o)', 'r.map(({ q, p }) => q + p)'],
  bool: ['t', 'true', '!t', 'Array.isArray(l)', 'Object.hasOwn(o, "b")'],
  any: ['z', 'o', 'null', 'undefined', 'body', 'z?.x', 'o.none?.deep.er', 'o.none', 'r', 'o["a"]', 'o[s]', 'r.map(({ q: x = 1 }) => x)'],
};

/** Larger expressions of each kind; `<kind>` stands for a smaller one. */
const forms: Readonly<Record<Kind, readonly string[]>> = {
  num: [
    ...['+', '-', '*', '/', '%', '|', '&', '^', '<<', '>>', '>>>'].map((operator) => `(<num> ${operator} <num>)`),
    ...['-', '+', '~'].map((operator) => `(${operator} <any>)`),
    ...['max', 'min', 'round', 'floor', 'abs', 'trunc', 'sign', 'ceil', 'sqrt', 'hypot'].map((name) => `Math.${name}(<num>, <num>)`),
    ...['indexOf(<str>)', 'charCodeAt(<num>)', 'lastIndexOf(<str>)', 'search(/[a-c]+/)', 'codePointAt(<num>)'].map(
      (call) => `<str>.${call}`,
    ),
    ...['<str>', '<list>'].map((what) => `${what}.length`),
    ...['parseInt(<str>)', 'parseFloat(<str>)', 'Number(<any>)', 'Math.max(...<list>)', 'parseInt(<str>, 16)'],
    ...['indexOf(<any>)', 'lastIndexOf(<num>)', 'findIndex(x => x > <num>)', 'reduce((a, x) => a + Number(x), <num>)', 'at(<num>)'].map(
      (c) => `<list>.${c}`,
    ),
    ...['findLast(x => x < <num>)', 'find((x, i) => i === <num>)', 'reduce((a, x) => a + x)', 'reduceRight((a, x) => a - x, 0)'].map(
      (c) => `<list>.${c}`,
    ),
  ],
  str: [
    ...[
      '(<str> + <any>)',
      '(<list> + <str>)',
      '`<${<any>}|${<str>}>`',
      'String(<any>)',
      'JSON.stringify(<any>)',
      'encodeURIComponent(<str>)',
      'typeof <any>',
    ],
    ...[
      'concat(<str>, 1)',
      'replace(<str>, "[$&]")',
      'replaceAll(<str>, "-")',
      'split(<str>).join("+")',
      'slice(<num>, <num>)',
      'substring(<num>, <num>)',
    ].map((c) => `<str>.${c}`),
    ...[
      'charAt(<num>)',
      'padStart(<num> % 20, "ab")',
      'padEnd(<num> % 20)',
      'at(<num>)',
      'toUpperCase()',
      'toLowerCase()',
      'trim()',
      'trimEnd()',
    ].map((c) => `<str>.${c}`),
    ...['normalize()', 'replace(/[a-z]/g, x => x + x)', 'replace(/(.)(,)?/, "$2$1$`")', 'replace(/\\s+/g, "")', 'repeat(<num> % 3)'].map(
      (c) => `<str>.${c}`,
    ),
    ...['join(<str>)', 'join()', 'toString()'].map((c) => `<list>.${c}`),
    ...['toFixed(2)', 'toString()', 'toString(16)', 'toPrecision(4)'].map((c) => `(<num>).${c}`),
    '<str>[<num>]',
  ],
  list: [
    ...[
      '[...<list>, <any>]',
      '[<any>, ...<list>]',
      '[...<list>].sort()',
      '[...<list>].sort((a, b) => a - b)',
      '[...<list>].reverse()',
      'Array.of(...<list>)',
    ],
    ...[
      'concat(<any>)',
      'with(0, <any>)',
      'filter(x => x !== <any>)',
      'map(x => [x, <any>])',
      'flatMap(x => [x, <any>])',
      'slice(<num>)',
    ].map((c) => `<list>.${c}`),
    ...[
      'map((x, i) => i + <num>)',
      'filter(x => x >= <num>)',
      'flat(<num> % 3)',
      'toSorted()',
      'toReversed()',
      'map(Number)',
      'filter(Boolean)',
      'map(String)',
    ].map((c) => `<list>.${c}`),
    ...['split(<str>)', 'split(/[,;]/)', 'split("", 2)', 'split(/(b)|/)', 'match(/[a-z]/g)'].map((c) => `<str>.${c}`),
    ...[
      '[...<str>]',
      'Array.from(<str>)',
      '[...<str>.matchAll(/[a-z]/g)].map(m => m[0] + m.index)',
      'Array.from({ length: 3 }, (_, i) => i * <num>)',
    ],
  ],
  bool: [
    ...['===', '!==', '==', '!=', '<', '<=', '>', '>=', '&&', '||'].map((operator) => `(<any> ${operator} <any>)`),
    ...['includes(<str>)', 'startsWith(<str>)', 'endsWith(<str>)'].map((c) => `<str>.${c}`),
    ...['some(x => x > <num>)', 'every(x => x < <num>)', 'includes(<any>)'].map((c) => `<list>.${c}`),
    ...[
      '!<any>',
      '/^[a-z]*$/.test(<str>)',
      '/\\s/.test(<str>)',
      '/a.c/i.test(<str>)',
      'isNaN(<any>)',
      'Number.isInteger(<any>)',
      'Boolean(<any>)',
    ],
  ],
  any: [
    ...[
      '<num>',
      '<str>',
      '<list>',
      '<bool>',
      '(<any> ?? <any>)',
      '(<bool> ? <any> : <any>)',
      '((x, y = <any>) => [x, y])(<any>)',
      '((...x) => x.length)(<any>, <num>)',
    ],
    ...[
      '({ ...<any>, k: <any>, [<str>]: 1 })',
      '(([x, ...y]) => y)([<any>, <any>])',
      'JSON.parse(JSON.stringify([<any>]))',
      '(void <any>)',
      '(([a, b = 2]) => b)(<str>)',
    ],
    ...[
      'Object.fromEntries([["a", <any>]])',
      'Object.keys(<list>)',
      '(x => y => [x, y])(<any>)(<num>)',
      '(<any>)?.[<str>]',
      '(<any>).a',
      '(<any>)?.length',
      '(<any>)?.slice?.(1)',
    ],
    ...[
      'Object.entries(<any>)',
      '({ a: <num>, "b c": <any> })["b c"]',
      'new Date(<num>).getTime()',
      'JSON.stringify({ x: <any> }, null, 2)',
    ],
  ],
};

const made = new Map<string, fc.Arbitrary<string>>();

/** Expressions of a kind, at most so many levels deep. */
export function expressions(kind: Kind, depth: number): fc.Arbitrary<string> {
  const key = `${kind}${depth}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const leaf = fc.constantFrom(...leaves[kind]);
  const arbitrary =
    depth === 0 ? leaf : fc.oneof(leaf, { arbitrary: fc.oneof(...forms[kind].map((form) => filled(form, depth - 1))), weight: 8 });
  made.set(key, arbitrary);
  return arbitrary;
}

function filled(form: string, depth: number): fc.Arbitrary<string> {
  const parts = form.split(/<(num|str|list|bool|any)>/);
  return fc
    .tuple(...parts.map((part, at) => (at % 2 === 0 ? fc.constant(part) : expressions(part as Kind, depth))))
    .map((texts) => texts.join(''));
}
