import { Body } from '@weft/document';
import { expect, test } from 'vitest';
import { runStep } from '../../test/run-step.ts';
import { definition } from './definition.ts';
import { implementation } from './executor.ts';

const expression = (name: string, source: string) => ({ name, value: { from: 'expression', expression: source } });

test.each(['param_id', 'query_q', 'inmethod', 'inpath', 'inuser', '__proto__', 'constructor', '1a', 'a b', ''])(
  'no property can be named %j',
  (name) => {
    expect(definition.config.safeParse({ properties: [expression(name, '1')] }).success).toBe(false);
  },
);

test('all properties see the document as it came in', async () => {
  const config = { properties: [expression('a', 'properties.b'), expression('b', 'properties.a')] };
  const { emissions } = await runStep(implementation, config, { properties: { a: 1, b: 2, c: 3 } });
  expect(emissions).toEqual([{ port: 'out', properties: { a: 2, b: 1, c: 3 } }]);
});

test('a number that no double can hold becomes a text with all its digits', async () => {
  const body = Body.fromText('{"id":12345678901234567890}', 'application/json');
  const { emissions } = await runStep(implementation, { properties: [expression('id', 'body.id')] }, { body });
  expect(emissions[0]?.properties).toEqual({ id: '12345678901234567890' });
});

test('a value that no property can hold is named with its place', async () => {
  await expect(runStep(implementation, { properties: [expression('a', '1'), expression('b', '({})')] })).rejects.toMatchObject({
    code: 'STEP_FAILED',
    place: { pointer: '/properties/1/value' },
  });
  await expect(runStep(implementation, { properties: [expression('a', '0 / 0')] })).rejects.toMatchObject({ code: 'STEP_FAILED' });
});
