import { expect, test } from 'vitest';
import { hashPassword, verifyPassword } from './password.ts';

test('a password is verified against its hash, and nothing else is', async () => {
  const stored = await hashPassword('correct horse');
  expect(stored).not.toContain('correct');
  expect(await verifyPassword('correct horse', stored)).toBe(true);
  expect(await verifyPassword('correct hors', stored)).toBe(false);
  expect(await verifyPassword('', undefined)).toBe(false);
  expect(await verifyPassword('correct horse', 'nonsense')).toBe(false);
});

test('the same password has another hash each time', async () => {
  expect(await hashPassword('correct horse')).not.toBe(await hashPassword('correct horse'));
});

test('a letter typed in another Unicode form is the same letter', async () => {
  expect(await verifyPassword('cafe\u0301 au lait', await hashPassword('caf\u00e9 au lait'))).toBe(true);
});

test('a flood is refused instead of taking all memory', { timeout: 30_000 }, async () => {
  const tries = await Promise.allSettled(Array.from({ length: 40 }, () => verifyPassword('x', undefined)));
  const refused = tries.filter(({ status }) => status === 'rejected');
  expect(refused.length).toBe(40 - 22);
});
