import { Body } from '@weft/document';
import type { WeftError } from '@weft/errors';
import { expect, test } from 'vitest';
import { runStep } from '../../test/run-step.ts';
import { definition } from './definition.ts';
import { implementation } from './executor.ts';

async function stop(config: object, body: unknown = {}) {
  const ends: Array<WeftError | undefined> = [];
  const context = { end: (failure?: WeftError) => void ends.push(failure) };
  const { emissions } = await runStep(implementation, config, { body: Body.fromValue(body), context });
  return { ends, emissions };
}

test('it ends the execution as succeeded, once, and gives nothing', async () => {
  expect(await stop({})).toEqual({ ends: [undefined], emissions: [] });
});

test('it ends the execution as failed with the composed message', async () => {
  const { ends, emissions } = await stop({ as: { outcome: 'failed', message: 'Order {{ body.id }} is gone' } }, { id: 7 });
  expect(ends).toMatchObject([{ code: 'RAISED', message: 'Order 7 is gone' }]);
  expect(emissions).toEqual([]);
});

test('a message over 1,000 characters is cut, and an empty one says that it is', async () => {
  const messageOf = async (message: string) => (await stop({ as: { outcome: 'failed', message } })).ends[0]?.message;
  expect(await messageOf("{{ 'x'.repeat(2000) }}")).toMatch(/^x{1000} …$/);
  expect(await messageOf('{{ body.nothing }}')).toBe('The process stopped as failed, without a message.');
});

test('a message that cannot be composed fails the step and ends nothing', async () => {
  await expect(stop({ as: { outcome: 'failed', message: '{{ body.a.b }}' } })).rejects.toMatchObject({
    code: 'EXPRESSION_FAILED',
    place: { pointer: '/as/message' },
  });
});

test('nothing can follow it', () => {
  expect(definition.ports(definition.config.parse({}))).toEqual([]);
});
