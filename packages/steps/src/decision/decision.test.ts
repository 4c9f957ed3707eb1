import { Body } from '@weft/document';
import { expect, test } from 'vitest';
import { runStep } from '../../test/run-step.ts';
import { definition } from './definition.ts';
import { implementation } from './executor.ts';

const decide = (condition: string, body: unknown = {}) => runStep(implementation, { condition }, { body: Body.fromValue(body) });

test.each([
  ['true', 'true'],
  ['false', 'false'],
  ['null', 'false'],
  ['body.missing', 'false'],
])('the condition %s sends the document through %s, unchanged', async (condition, port) => {
  expect((await decide(condition)).emissions).toEqual([{ port }]);
});

test.each(["''", "'false'", '0', '1', '[]', '({})', 'body.big'])('the result %s fails the step and names the field', async (condition) => {
  const body = await Body.fromText('{ "big": 12345678901234567890 }', 'application/json').value();
  await expect(decide(condition, body)).rejects.toMatchObject({ code: 'EXPRESSION_FAILED', place: { pointer: '/condition' } });
});

test('the message of a wrong result holds no data', async () => {
  await expect(decide('body.secret', { secret: 'hunter2' })).rejects.toThrow(/^(?!.*hunter2).*a text where true or false/);
});

test('a body that the condition does not ask for is not read', async () => {
  const source = {
    // biome-ignore lint/correctness/useYield: reading it is what must not happen
    async *open(): AsyncGenerator<Uint8Array> {
      throw new Error('The body was read.');
    },
  };
  const given = { body: Body.fromSource(source, 'application/json'), properties: { a: 1 } };
  expect((await runStep(implementation, { condition: 'properties.a === 1' }, given)).emissions).toEqual([{ port: 'true' }]);
});

test('a body that is elsewhere is fetched where the condition asks for it', async () => {
  const source = {
    async *open() {
      yield new TextEncoder().encode('{"a":1}');
    },
  };
  const given = { body: Body.fromSource(source, 'application/json') };
  expect((await runStep(implementation, { condition: 'body.a === 1' }, given)).emissions).toEqual([{ port: 'true' }]);
});

test('a condition of many lines is one line on the card', () => {
  expect(definition.describe?.({ condition: `body.a\n  && ${'b'.repeat(100)}` })).toMatch(/^body\.a && b+…$/);
});
