import { Body, createDocument } from '@weft/document';
import { expect, test } from 'vitest';
import { compileTools } from './compile-tools.ts';
import type { ExecutionInfo } from './step.ts';

const execution: ExecutionInfo = {
  id: 'e',
  processId: 'p',
  versionId: 'v',
  environment: 'test',
  attempt: 1,
  properties: { param_id: '7' },
};
const tools = compileTools();
const json = (text: string) =>
  createDocument('root', Body.fromBytes(new TextEncoder().encode(text), 'application/json'), { shop: 'north' });

test('an expression sees the body, the properties of the document and those of the execution, and gives a plain value', () => {
  const expression = tools.expression('[body.a, properties.shop, execution.param_id].join(" ")', '/x');
  expect(expression(json('{"a":1}'), execution)).toBe('1 north 7');
});

test('an expression that does not touch the body does not have it parsed', () => {
  expect(tools.expression('properties.shop', '/x')(json('{broken'), execution)).toBe('north');
  expect(tools.template('shop {{ properties.shop }}', '/x')(json('{broken'), execution)).toBe('shop north');
});

test('a body that is elsewhere is fetched first, and the value is promised', async () => {
  const source = {
    async *open() {
      yield new TextEncoder().encode('{"a":1}');
    },
  };
  const document = createDocument('root', Body.fromSource(source, 'application/json'));
  const value = tools.expression('body.a + 1', '/x')(document, execution);
  expect(value).toBeInstanceOf(Promise);
  expect(await value).toBe(2);
  expect(await tools.template('{{ body.a }}!', '/x')(document, execution)).toBe('1!');
});

test('what is wrong names the field', () => {
  expect(() => tools.expression('1 +', '/fields/0/expression')).toThrowError(
    expect.objectContaining({ code: 'EXPRESSION_INVALID', place: { pointer: '/fields/0/expression' } }),
  );
  expect(() => tools.expression('body.a.b.c', '/x')(json('{}'), execution)).toThrowError(
    expect.objectContaining({ code: 'EXPRESSION_FAILED', place: { pointer: '/x' } }),
  );
});

test('what is outside the safe subset is given to the sandbox', async () => {
  const asked: string[] = [];
  const withSandbox = compileTools({
    sandbox: async (source) => {
      asked.push(source);
      return 'from the sandbox';
    },
  });
  const source = '(function () { return body; })()';
  expect(await withSandbox.expression(source, '/x')(json('1'), execution)).toBe('from the sandbox');
  expect(asked).toEqual([source]);
});
