import { expect, test } from 'vitest';
import { toPositional } from './parameters.ts';

test('names become places, each as often as it is used', () => {
  expect(toPositional('select :a, :b, :a', ['a', 'b'])).toBe('select $1, $2, $1');
});

test('a statement that counts its parameters stays as it is', () => {
  expect(toPositional('select $2, $1', ['', ''])).toBe('select $2, $1');
});

test.each([
  "select ':a', 'it''s :a', :id",
  "select E'\\':a', :id",
  'select ":a" from "x"":a", :id',
  'select 1::int, x::text[], :id',
  'select 1 -- :a\n, :id',
  'select /* :a /* :a */ :a */ :id',
  'select $$ :a $$, $tag$ :a $$ :a $tag$, :id',
  'select array[1,2,3][1:2], :id',
  'call f(x := 1), :id',
])('in %j only :id is a parameter', (sql) => {
  expect(toPositional(sql, ['id'])).toBe(sql.replace(':id', '$1'));
});

test.each([
  ['select :a', [], 'no parameter has this name'],
  ['select $1', [], '0 parameters are given'],
  ['select $2', ['', ''], 'never uses the parameter $1'],
  ['select :a', ['a', 'b'], 'never uses the parameter :b'],
  ['select :a, $1', ['a'], 'both'],
  ['select :a', ['a', 'a'], 'Two parameters are named a'],
])('%j with the parameters %j is refused', (sql, names, reason) => {
  expect(() => toPositional(sql, names)).toThrow(reason);
});

test('a long statement of quotes is read in time that grows with its length', () => {
  const sql = `select ${"'' || ".repeat(20_000)}:a`;
  const startedAt = performance.now();
  toPositional(sql, ['a']);
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});
