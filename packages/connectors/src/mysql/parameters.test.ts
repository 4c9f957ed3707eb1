import { expect, test } from 'vitest';
import { bind } from './bind.ts';

const sqlOf = (sql: string, names: string[], values: unknown[] = names) => bind(sql, names)(values);

test('names become places, each as often as it is used', () => {
  expect(sqlOf('select :a, :b, :a', ['a', 'b'], [1, 2])).toEqual({ sql: 'select ?, ?, ?', values: [1, 2, 1] });
});

test('a list takes a place for each of its items, an empty one is null', () => {
  expect(sqlOf('in (:a)', ['a'], [[1, 2]])).toEqual({ sql: 'in (?, ?)', values: [1, 2] });
  expect(sqlOf('in (:a)', ['a'], [[]])).toEqual({ sql: 'in (null)', values: [] });
});

test.each([
  "select ':a', 'it''s :a', '\\':a', :id",
  'select ":a", "\\":a", :id',
  'select `:a``:a`, :id',
  'select 1 -- :a ? \n, :id',
  'select 1 # :a\n, :id',
  'select /* :a ? */ :id',
  'select @a := 1, :id',
])('in %j only :id is a parameter', (sql) => {
  expect(sqlOf(sql, ['id'], [7])).toEqual({ sql: sql.replace(':id', '?'), values: [7] });
});

test('two dashes without a blank are a minus of a minus', () => {
  expect(sqlOf('select 1--:id', ['id'], [7])).toEqual({ sql: 'select 1--?', values: [7] });
});

test.each([
  ['select :a', [], 'no parameter has this name'],
  ['select ?, ?', [''], 'more question marks than parameters'],
  ['select ?', ['', ''], 'never uses the parameter in place 2'],
  ['select :a', ['a', 'b'], 'never uses the parameter :b'],
  ['select :a, ?', ['a'], 'both'],
  ['select :a', ['a', 'a'], 'Two parameters are named a'],
])('%j with the parameters %j is refused', (sql, names, reason) => {
  expect(() => bind(sql, names)).toThrow(reason);
});

test('numbers keep their digits, times are in UTC without a zone, objects are JSON', () => {
  expect(sqlOf('? ? ? ? ?', ['', '', '', '', ''], [0.1, 12n, new Date(0), { a: 1 }, undefined]).values).toEqual([
    '0.1',
    '12',
    '1970-01-01 00:00:00.000',
    '{"a":1}',
    null,
  ]);
});
