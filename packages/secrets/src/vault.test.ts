import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { loadMasterKey } from './master-key.ts';
import { createVault, sealedWith, type Vault } from './vault.ts';

const oldKey = randomBytes(32).toString('base64url');
const newKey = randomBytes(32).toString('base64url');

async function aVault(...keys: string[]): Promise<Vault> {
  return createVault(await loadMasterKey({ env: { WEFT_MASTER_KEY: keys.join(',') }, dataDir: '/nowhere' }));
}

test('what was sealed is opened again in its own place', async () => {
  const vault = await aVault(newKey);
  const secrets = { password: 'geheim', 'oauth.token': '漢字 \u0000', empty: '' };
  expect(vault.open(vault.seal(secrets, 'c1'), 'c1')).toEqual(secrets);
  expect(vault.open(vault.seal({}, 'c1'), 'c1')).toEqual({});
});

test('a sealed text shows neither names nor values, and is another one each time', async () => {
  const vault = await aVault(newKey);
  const [first, second] = [vault.seal({ password: 'geheim' }, 'c1'), vault.seal({ password: 'geheim' }, 'c1')];
  expect(first).not.toBe(second);
  const bytes = Buffer.from(first.split('.').at(-1) ?? '', 'base64url').toString('latin1');
  expect(bytes).not.toMatch(/password|geheim/);
});

test('secrets moved to another connection are not opened', async () => {
  const vault = await aVault(newKey);
  expect(() => vault.open(vault.seal({ password: 'x' }, 'c1'), 'c2')).toThrow(expect.objectContaining({ code: 'SECRET_UNREADABLE' }));
});

test('a change of any single byte is noticed', async () => {
  const vault = await aVault(newKey);
  const sealed = vault.seal({ password: 'geheim' }, 'c1');
  const at = sealed.lastIndexOf('.') + 1;
  const bytes = Buffer.from(sealed.slice(at), 'base64url');
  for (let index = 0; index < bytes.length; index++) {
    const changed = Buffer.from(bytes);
    changed[index] = (changed[index] ?? 0) ^ 1;
    const text = sealed.slice(0, at) + changed.toString('base64url');
    expect(() => vault.open(text, 'c1')).toThrow(expect.objectContaining({ code: 'SECRET_UNREADABLE' }));
  }
});

test.each(['', 'w1', 'w1..', 'w2.a.b', 'x'.repeat(10_000)])('a text that was never sealed is refused: %s', async (text) => {
  const vault = await aVault(newKey);
  expect(() => vault.open(text, 'c1')).toThrow(expect.objectContaining({ code: 'SECRET_UNREADABLE' }));
});

test('a sealed text that was cut short is refused', async () => {
  const vault = await aVault(newKey);
  const sealed = vault.seal({ password: 'geheim' }, 'c1');
  const header = sealed.lastIndexOf('.') + 1;
  for (let length = header; length < sealed.length - 1; length++) {
    expect(() => vault.open(sealed.slice(0, length), 'c1')).toThrow(expect.objectContaining({ code: 'SECRET_UNREADABLE' }));
  }
});

test('after a rotation the old key still opens what it sealed, and the new one seals', async () => {
  const before = await aVault(oldKey);
  const sealed = before.seal({ password: 'geheim' }, 'c1');
  const rotated = await aVault(newKey, oldKey);
  expect(rotated.open(sealed, 'c1')).toEqual({ password: 'geheim' });
  const resealed = rotated.seal({ password: 'geheim' }, 'c1');
  const after = await aVault(newKey);
  expect(after.open(resealed, 'c1')).toEqual({ password: 'geheim' });
  expect(() => after.open(sealed, 'c1')).toThrow('a master key that is not here');
});

test('it is known which key sealed what, and which keys are here, the sealing one first', async () => {
  const [one, two] = [await aVault(oldKey), await aVault(newKey, oldKey)];
  expect(two.keyIds).toHaveLength(2);
  expect(two.keyIds[1]).toBe(one.keyIds[0]);
  expect(sealedWith(two.seal({}, 'c'))).toBe(two.keyIds[0]);
  expect(sealedWith('')).toBeUndefined();
  expect(JSON.stringify(two.keyIds)).not.toContain(newKey.slice(0, 8));
});

test('what was derived under a key from before can be derived again as long as that key is here', async () => {
  const [one, two] = [await aVault(oldKey), await aVault(newKey, oldKey)];
  expect(two.deriveEarlier('callbacks')).toEqual([one.derive('callbacks')]);
  expect(one.deriveEarlier('callbacks')).toEqual([]);
});

test('keys for two purposes, and of two master keys, are different; the same ones are the same everywhere', async () => {
  const [one, same, other] = [await aVault(newKey, oldKey), await aVault(newKey), await aVault(oldKey)];
  expect(one.derive('replies')).toEqual(same.derive('replies'));
  expect(one.derive('replies')).toHaveLength(32);
  expect(one.derive('replies')).not.toEqual(one.derive('status-urls'));
  expect(one.derive('replies')).not.toEqual(other.derive('replies'));
});
