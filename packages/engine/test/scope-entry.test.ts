import { expect, test } from 'vitest';
import { makeWorld } from './journal-world.ts';
import { planBuilder } from './plan-builder.ts';

const effects = (...ids: readonly string[]) => {
  const builder = planBuilder().start();
  for (const id of ids) builder.step(id, 'effect', { name: id });
  return builder.effect('once', ...ids);
};

const named = (world: ReturnType<typeof makeWorld>) => world.effects.map((effect) => effect.split(' ')[0]);

test('a document that is let in inside a guard goes on to its end, and what always runs does not run for it', async () => {
  const plan = effects('work', 'tidy')
    .guard('guard')
    .step('before', 'pass')
    .step('sink', 'collect', {}, [])
    .link('start', 'guard')
    .chain('guard.inside', 'before', 'work', 'sink')
    .chain('guard.ended', 'tidy', 'sink')
    .build();
  const world = makeWorld(plan);
  const { outcome, documents } = await world.attempt({ entry: { stepId: 'before', port: 'out' } });
  expect(outcome).toMatchObject({ status: 'succeeded' });
  expect(documents).toHaveLength(1);
  expect(named(world)).toEqual(['work']);
});

test('its failure is not caught: the execution it came from has dealt with that way already', async () => {
  const plan = effects('instead')
    .guard('guard')
    .step('before', 'pass')
    .step('failing', 'fail')
    .link('start', 'guard')
    .chain('guard.inside', 'before', 'failing')
    .link('guard.failed', 'instead')
    .build();
  const world = makeWorld(plan);
  const { outcome } = await world.attempt({ entry: { stepId: 'before', port: 'out' } });
  expect(outcome).toMatchObject({ status: 'failed', error: { stepId: 'failing' } });
  expect(named(world)).toEqual([]);
});

test('a document that is let in inside a for-each goes on to its end, and makes no list', async () => {
  const plan = effects('work')
    .each('each', { concurrency: 2 })
    .step('before', 'pass')
    .step('sink', 'collect', {}, [])
    .link('start', 'each')
    .chain('each.item', 'before', 'work')
    .link('each.ended', 'sink')
    .build();
  const world = makeWorld(plan);
  const { outcome, documents } = await world.attempt({ entry: { stepId: 'before', port: 'out' } });
  expect(outcome).toMatchObject({ status: 'succeeded' });
  expect(documents).toEqual([]);
  expect(named(world)).toEqual(['work']);
});

test('a document that is let in before a scope goes through it as any other', async () => {
  const plan = effects('instead')
    .step('before', 'pass')
    .guard('guard')
    .step('failing', 'fail')
    .chain('start', 'before', 'guard')
    .link('guard.inside', 'failing')
    .link('guard.failed', 'instead')
    .build();
  const world = makeWorld(plan);
  expect((await world.attempt({ entry: { stepId: 'before', port: 'out' } })).outcome).toMatchObject({ status: 'succeeded' });
  expect(named(world)).toEqual(['instead']);
});
