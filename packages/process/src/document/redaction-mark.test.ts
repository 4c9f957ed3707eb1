import { expect, test } from 'vitest';
import { redactionMarkProblem } from './redaction-mark.ts';

test.each(['/customer/iban', '/lines/*/price', '/order/@id', '//iban', 'iban', 'query_token', '/a~1b/c~0d', '/p:order/p:id'])(
  '%s marks values',
  (mark) => {
    expect(redactionMarkProblem(mark)).toBeUndefined();
  },
);

test.each(['', ' iban', '/', '//', '/a//b', '/a/', '//a/b', '/a~2', "/a[@id='1']", '/text()'])('%j is refused with a sentence', (mark) => {
  expect(redactionMarkProblem(mark)).toMatch(/\.$/);
});
