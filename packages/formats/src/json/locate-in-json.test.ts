import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { locateInJson } from './locate-in-json.ts';

describe('a JSON pointer in a text', () => {
  it('is found with line and column, from 1', () => {
    const text = '{\n  "a": [1, {"b/c": "x\\"]"}],\n  "": null\n}';
    expect([...locateInJson(text, ['', '/a', '/a/1/b~1c', '/', '/a/0', '/a/7', '/none/x'])]).toEqual([
      ['', { line: 1, column: 1 }],
      ['/a', { line: 2, column: 8 }],
      ['/a/0', { line: 2, column: 9 }],
      ['/a/1/b~1c', { line: 2, column: 20 }],
      ['/', { line: 3, column: 7 }],
    ]);
  });

  it('is found wherever it stands, in any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const pointers = new Map(pointersOf(value, ''));
        const lines = text.split('\n');
        for (const [pointer, { line, column }] of locateInJson(text, pointers.keys())) {
          const rest = [(lines[line - 1] ?? '').slice(column - 1), ...lines.slice(line)].join('\n');
          const first = JSON.stringify(pointers.get(pointer), null, indent).charAt(0);
          expect(rest.charAt(0)).toBe(first);
          pointers.delete(pointer);
        }
        expect([...pointers.keys()]).toEqual([]);
      }),
    );
  });
});

function* pointersOf(value: unknown, at: string): Generator<[string, unknown]> {
  yield [at, value];
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value))
    yield* pointersOf(member, `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`);
}
