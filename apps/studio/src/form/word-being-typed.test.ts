import { expect, test } from 'vitest';
import { wordBeingTyped } from './word-being-typed.ts';

test.each([
  ['bo', 'bo'],
  ['a + body.cust', 'body.cust'],
  ['', ''],
  ['sum(', ''],
  ['a === ', ''],
  ['list.map(one => ', ''],
])('behind %j names are offered for %j', (before, word) => {
  expect(wordBeingTyped(before)).toBe(word);
});

test.each(['sum(a)', 'list[0]', '"a text"', '{ a: 1 }', '42', 'f().a', 'body.name '])('behind %j nothing is offered', (before) => {
  expect(wordBeingTyped(before)).toBeUndefined();
});
