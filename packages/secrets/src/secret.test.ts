import { format, inspect } from 'node:util';
import { expect, test } from 'vitest';
import { secret } from './secret.ts';

test('a secret reads ••• however it is printed, and is revealed only on demand', () => {
  const key = secret('geheim');
  const prints = [`${key}`, String(key), [key].join(), JSON.stringify({ key }), inspect({ key }), format('%s %o %j', key, key, key)];
  for (const print of prints) {
    expect(print).toContain('•••');
    expect(print).not.toContain('geheim');
  }
  expect(inspect(key, { depth: 9, showHidden: true })).not.toContain('geheim');
  expect(Object.values(key)).not.toContain('geheim');
  expect(key.reveal()).toBe('geheim');
});
