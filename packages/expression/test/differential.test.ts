import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { data, expressions } from './grammar.ts';
import { runNatively, runSafely } from './native.ts';

// Thousands of runs, perhaps on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

it('gives what the engine itself gives, for every expression of the subset', () => {
  fc.assert(
    fc.property(expressions('any', 3), data, (source, body) => {
      const native = runNatively(source, body);
      if ('value' in native && typeof native.value === 'function') return;
      expect(runSafely(source, body)).toEqual(native);
    }),
    { numRuns: 5000 },
  );
});

it('gives the regular expression results of the engine, for patterns that both can match', () => {
  const atom = fc.constantFrom(
    'a',
    'b',
    '.',
    '\\d',
    '\\w',
    '\\s',
    '\\S',
    '[a-c]',
    '[^b]',
    '(a|b)',
    '(b)?',
    '[\\s,]',
    '(?:ab)+',
    '\\.',
    '[^\\d]',
    '\\u00e4',
  );
  const repeated = fc
    .tuple(atom, fc.constantFrom('', '', '', '+', '*', '?', '{1,2}'))
    .map(([what, times]) => (/[?+]$/.test(what) ? what : what + times));
  const pattern = fc
    .array(fc.oneof(repeated, fc.constantFrom('\\b', '^', '$', '|')), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join(''));
  const subject = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' ', '1', ',', '\n', '\u00a0', 'ä', '\r', '.'), maxLength: 10 });
  const use = fc.constantFrom(
    '/#/.test(s)',
    's.match(/#/g)',
    's.replace(/#/g, "<$&>")',
    's.split(/#/)',
    's.search(/#/)',
    '[...s.matchAll(/#/g)].map(m => [m.index, m[0], m[1]])',
    's.replace(/#/, (m, ...x) => m.length)',
  );
  fc.assert(
    fc.property(pattern, use, subject, (regex, template, s) => {
      const source = template.replaceAll('#', () => regex);
      expect(runSafely(source, { s })).toEqual(runNatively(source, { s }));
    }),
    { numRuns: 3000 },
  );
});
