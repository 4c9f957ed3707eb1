import type { Version } from '@weft/database';
import { defineStep, field } from '@weft/step-kit';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { currentPlan } from './current-plan.ts';

const config = z.strictObject({
  name: field.text({ title: 'Name', description: 'A name.' }),
  added: field.text({ title: 'Added', description: 'Later.' }).default('as ever'),
});

const definition = defineStep({
  type: 'test',
  version: 2,
  title: 'Test',
  summary: 'A step of a test.',
  category: 'shape',
  keywords: [],
  role: 'step',
  effect: 'none',
  config,
  initial: { name: 'x', added: 'as ever' },
  ports: () => [{ id: 'out', title: 'out' }],
  describe: () => '',
  upgrades: [({ title }) => ({ name: title })],
});

function configAfter(version: number, written: Record<string, unknown>, compiled: Record<string, unknown>): unknown {
  const step = { id: 'a', type: 'test', title: 'A', role: 'step', effect: 'none', config: compiled, outputs: {}, forks: [] };
  const stored = { plan: { hash: 'h', start: 'a', steps: { a: step } }, file: { steps: { a: { version, config: written } } } };
  return currentPlan(stored as unknown as Version, (type) => (type === 'test' ? definition : undefined)).steps['a']?.config;
}

test('a field that the step type has gained since gets its default', () => {
  expect(configAfter(2, { name: 'n' }, { name: 'n' })).toEqual({ name: 'n', added: 'as ever' });
});

test('a config of an older version of the step type is brought to the shape of today', () => {
  expect(configAfter(1, { title: 'n' }, { title: 'n' })).toEqual({ name: 'n', added: 'as ever' });
});

test('a config that is read today as it was stays the same', () => {
  expect(configAfter(2, {}, { name: 'n', added: 'mine' })).toEqual({ name: 'n', added: 'mine' });
});

test('a config that cannot be read any more is left to its step, which says what is wrong', () => {
  expect(configAfter(2, {}, { other: 1 })).toEqual({ other: 1 });
});
