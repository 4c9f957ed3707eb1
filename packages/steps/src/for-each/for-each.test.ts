import { Body } from '@weft/document';
import { expect, test } from 'vitest';
import { runStep } from '../../test/run-step.ts';
import { definition } from './definition.ts';
import { implementation } from './executor.ts';

const itemsOf = async (config: object, body: unknown) => {
  const { emissions } = await runStep(implementation, config, { body: Body.fromValue(body) });
  return emissions.map((emission) => emission.body?.value());
};

test('items that are null or not there are documents too: they have their place in the list', async () => {
  expect(await itemsOf({}, ['a', null, undefined, 0])).toEqual(['a', null, null, 0]);
});

test.each(['a text', 7, true, { a: 1 }])(
  'a value that is no list fails the step, or is a list of one where that is enough: %j',
  async (value) => {
    await expect(itemsOf({}, value)).rejects.toMatchObject({ code: 'STEP_FAILED', place: { pointer: '/list' } });
    expect(await itemsOf({ acceptSingle: true }, value)).toEqual([value]);
  },
);

test('a list in a body that must be fetched first is fetched', async () => {
  const source = {
    async *open() {
      yield new TextEncoder().encode('{"lines":[1,2]}');
    },
  };
  const given = { body: Body.fromSource(source, 'application/json') };
  const { emissions } = await runStep(implementation, { list: 'body.lines' }, given);
  expect(emissions.map(({ properties }) => properties)).toEqual([
    { item_index: 0, item_count: 2 },
    { item_index: 1, item_count: 2 },
  ]);
});

test('a port for items that failed is there only where the others go on', () => {
  const ports = (config: object) => definition.ports(definition.config.parse(config)).map(({ id }) => id);
  expect(ports({})).toEqual(['item', 'done']);
  expect(ports({ onFailure: 'go-on' })).toEqual(['item', 'failed', 'done']);
});

test('its rule names ports that it has', () => {
  for (const onFailure of ['stop', 'go-on'] as const) {
    const config = definition.config.parse({ onFailure, concurrency: 4, order: 'as-they-come', results: 'none' });
    const rule = definition.scope?.(config);
    if (rule?.kind !== 'each') throw new Error('a for-each is none');
    expect(definition.ports(config).map(({ id }) => id)).toEqual(expect.arrayContaining([rule.inside, rule.ended, rule.failed ?? 'done']));
    expect(rule).toMatchObject({ concurrency: 4, ordered: false, results: 'none' });
  }
});

test.each([0, 101, 1.5])('%d items at once are refused with a sentence', (concurrency) => {
  expect(definition.config.safeParse({ concurrency }).success).toBe(false);
});
