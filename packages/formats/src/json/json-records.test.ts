import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ExactNumber } from './exact-number.ts';
import { jsonRecordsReader } from './json-records.ts';

const reader = (path: string, more: object = {}) =>
  jsonRecordsReader({ path: path === '' ? [] : path.split('.'), acceptSingle: false, lengthMax: 1_000_000, ...more });

/** The records of a text that comes in pieces of this size. */
function read(text: string, path = '', size = text.length, more: object = {}): unknown[] {
  const of = reader(path, more);
  const records: unknown[] = [];
  for (let at = 0; at < text.length; at += size) records.push(...of.write(text.slice(at, at + size)));
  return [...records, ...of.end()];
}

test.each([
  ['the text is the list', '', '[1,"a",null,{"b":[2]},[3],true]', [1, 'a', null, { b: [2] }, [3], true]],
  [
    'a list below names',
    'data.orders',
    '{"x":[9],"data":{"n":"]","orders":[{"id":1},{"id":2}],"y":{}},"z":{"orders":[7]}}',
    [{ id: 1 }, { id: 2 }],
  ],
  ['lists on the way are gone through', 'customers.orders', '{"customers":[{"orders":[1,2]},{"orders":[]},{},{"orders":[3]}]}', [1, 2, 3]],
  ['nothing stands at the path', 'orders', '{"other":[1]}', []],
  ['null stands at the path', 'orders', '{"orders":null}', []],
  ['an empty list', '', ' [ \n ] ', []],
  ['nothing at all', '', '', []],
  ['white space alone', 'orders', ' \r\n\t', []],
  ['quotes, brackets and escapes in texts', 'a', '{"k\\"]":"\\\\","a":["]","\\"","{\\\\\\"[", "\\u005d"]}', [']', '"', '{\\"[', ']']],
  ['a byte order mark', '', '\uFEFF[1]', [1]],
  ['a name with an escape', 'é', '{"\\u00e9":[1]}', [1]],
])('%s', (_case, path, text, records) => {
  for (let size = 1; size <= Math.max(1, text.length); size++) expect(read(text, path, size), `pieces of ${size}`).toEqual(records);
});

test('what is no list is one record only where that is allowed', () => {
  expect(read('{"order":{"id":1}}', 'order', 3, { acceptSingle: true })).toEqual([{ id: 1 }]);
  expect(read('{"a":1}', '', 3, { acceptSingle: true })).toEqual([{ a: 1 }]);
  expect(() => read('{"order":\n {"id":1}}', 'order')).toThrow(
    /"order" is an object where a list is needed \(line 2, column 2, in order\)/,
  );
  expect(() => read('12', '')).toThrow(/the body is a number/);
});

test('numbers keep their digits', () => {
  expect(read('[12345678901234567890]')).toEqual([new ExactNumber('12345678901234567890')]);
});

test.each([
  ['[{"id":1},\n {"id":}]', '', /expected .* \(line 2, column 8, in \[1\]\)/],
  ['{"orders":[1,\n\n2,\n  {"a":\n"x" y}]}', 'orders', /line 5, column 5, in orders\[2\]/],
  ['{"a":[1] "b":2}', 'a', /expected "," or "}", but found "\\"" \(line 1, column 10/],
  ['[1] 2', '', /nothing was expected after the value \(line 1, column 5\)/],
  ['{a:1}', 'b', /expected a property name in double quotes \(line 1, column 2/],
  ['{"a" 1}', 'b', /expected ":" after the property name/],
  ['[1,]', '', /line 1, column 4, in \[1\]/],
  ['[1', '', /ends too early/],
  ['[{"a":"x', '', /a string is not closed/],
  ['{"orders":[{"a":[1,2},{"b":1}]}', 'orders', /expected "," or "]".* \(line 1, column 21, in orders\[0\]\)/],
])('%j is refused with its place', (text, path, message) => {
  for (const size of [1, 2, 7, text.length]) expect(() => read(text, path, size), `pieces of ${size}`).toThrow(message);
});

test('records before one that cannot be read were given', () => {
  const of = reader('');
  expect(of.write('[1,2,')).toEqual([1, 2]);
  expect(() => of.write('x,')).toThrow(/in \[2\]/);
});

test('a record that is too long fails, however it comes, and what is beside the path may be of any length', () => {
  const long = `"${'a'.repeat(200)}"`;
  expect(() => read(`[1,${long}]`, '', 10, { lengthMax: 100 })).toThrow(/^The record \[1\] has more than 100 characters/);
  expect(() => read(`[1,${long}]`, '', 1_000, { lengthMax: 100 })).toThrow(/^The record \[1\] has more than 100 characters/);
  expect(read(`{"x":${long},"a":[1]}`, 'a', 10, { lengthMax: 100 })).toEqual([1]);
});

test('a bracket that is missing is named, though the record seems to have no end', () => {
  expect(() => read(`[{"a":[1},${'{"b":2},'.repeat(100)}`, '', 10, { lengthMax: 100 })).toThrow(/column 9, in \[0\]/);
});

test('what JSON.parse makes of a list is what its records are, in pieces of any size', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 2 }), (list, size, indent) => {
      const text = JSON.stringify({ before: { list }, list }, undefined, indent);
      expect(read(text, 'list', size)).toEqual(JSON.parse(JSON.stringify(list)));
    }),
  );
});
