import { Body, createDocument } from '@weft/document';
import { compileTools, type ExecutionInfo, type StepTools } from '@weft/step-kit/executor';
import { expect, test } from 'vitest';
import { urlTemplate } from './url-template.ts';

const tools = compileTools() as StepTools;
const execution: ExecutionInfo = {
  id: 'e',
  processId: 'p',
  versionId: 'v',
  environment: 'test',
  attempt: 1,
  properties: { param_id: '7' },
};

const url = (template: string, body: Body = Body.empty) => urlTemplate(template, tools, '/url')(createDocument('root', body), execution);

test.each([
  ['customers/{{ param_id }}', 'customers/7'],
  ["a/{{ 'x/y?z#&=%' }}", 'a/x%2Fy%3Fz%23%26%3D%25'],
  ["a/{{ 'ü ' }}", 'a/%C3%BC%20'],
  ["a/{{ '../b' }}", 'a/..%2Fb'],
  ["a?b={{ 'c&d' }}", 'a?b=c%26d'],
  ["{{ 'https://example.com/x' }}/{{ 'y/z' }}", 'https://example.com/x/y%2Fz'],
  ["a/{{ '}}' }}/{{ ({ b: { c: 1 } }).b.c }}", 'a/%7D%7D/1'],
  ['a/{{ `{{7` }}', 'a/%7B%7B7'],
  ["a/{{ '\\ud800' }}", 'a/%EF%BF%BD'],
  ['a/{{ true }}/{{ 1.5 }}', 'a/true/1.5'],
  ['plain', 'plain'],
  ['', ''],
])('%s becomes %s', (template, expected) => {
  expect(url(template)).toBe(expected);
});

test('a number that no double can hold keeps its digits', () => {
  expect(url('a/{{ body.id }}', Body.fromText('{"id":12345678901234567890}', 'application/json'))).toBe('a/12345678901234567890');
});

test.each(['null', 'undefined', "''", '[1]', '({})'])('the value %s has no place in a URL and fails the step', (source) => {
  expect(() => url(`a/{{ ${source} }}`)).toThrow(expect.objectContaining({ code: 'EXPRESSION_FAILED', place: { pointer: '/url' } }));
});

test('an expression that is not closed is refused when the version is prepared', () => {
  expect(() => urlTemplate("a/{{ 'x }}", tools, '/url')).toThrow(expect.objectContaining({ code: 'EXPRESSION_INVALID' }));
});

test('a body that is elsewhere is fetched first', async () => {
  const source = {
    async *open() {
      yield new TextEncoder().encode('{"id":"a b"}');
    },
  };
  expect(await url('a/{{ body.id }}', Body.fromSource(source, 'application/json'))).toBe('a/a%20b');
});
