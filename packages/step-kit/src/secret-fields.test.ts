import { expect, test } from 'vitest';
import * as z from 'zod';
import { field } from './field.ts';
import { combineSecrets, secretPathsOf, separateSecrets } from './secret-fields.ts';

const text = { title: 'T', description: 'D.' };
const schema = z.strictObject({
  host: field.text(text),
  password: field.secret(text).default(''),
  authentication: field
    .choice(
      'kind',
      [
        field.group({ kind: z.literal('none') }, text),
        field.group({ kind: z.literal('basic'), user: field.text(text), password: field.secret(text) }, text),
        field.group({ kind: z.literal('bearer'), token: field.secret(text) }, text),
      ],
      text,
    )
    .default({ kind: 'none' }),
});

test('secrets are found through defaults and in the chosen shape only', () => {
  expect(secretPathsOf(schema, { host: 'h', authentication: { kind: 'bearer' } })).toEqual(['password', 'authentication.token']);
  expect(secretPathsOf(schema, { host: 'h', authentication: { kind: 'none' } })).toEqual(['password']);
  expect(secretPathsOf(schema, { host: 'h' })).toEqual(['password']);
});

test('separated secrets are gone from the config and combine to what it was', () => {
  const whole = { host: 'h', password: 'p', authentication: { kind: 'basic', user: 'u', password: 'q' } };
  const { config, secrets } = separateSecrets(whole, secretPathsOf(schema, whole));
  expect(config).toEqual({ host: 'h', authentication: { kind: 'basic', user: 'u' } });
  expect(secrets).toEqual({ password: 'p', 'authentication.password': 'q' });
  expect(combineSecrets(config, secrets)).toEqual(whole);
  expect(whole.authentication.password).toBe('q');
});

test('an empty secret counts as none', () => {
  expect(separateSecrets({ password: '' }, ['password'])).toEqual({ config: {}, secrets: {} });
});

test('a secret never reaches a prototype', () => {
  expect(
    combineSecrets({ a: {} }, { '__proto__.polluted': 'x', 'constructor.prototype.polluted': 'x', __proto__x: 'y' }),
  ).not.toHaveProperty('polluted');
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});
