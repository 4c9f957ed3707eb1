import { expect, test } from 'vitest';
import type { NewPerson } from '../src/access-contract.ts';
import { useDatabase } from './use-database.ts';

const { open } = useDatabase();

function aPerson(given: Partial<NewPerson> = {}): NewPerson {
  return { email: 'ann@example.org', name: 'Ann', role: 'admin', passwordHash: 'hash', ...given };
}

test('of many first people at once exactly one is made', async () => {
  const { people } = open();
  const made = await Promise.all(Array.from({ length: 10 }, (_, index) => people.createFirst(aPerson({ email: `p${index}@example.org` }))));
  expect(made.filter((person) => person !== undefined)).toHaveLength(1);
  expect(await people.count()).toBe(1);
});

test('an address signs in however it is written, and is taken once', async () => {
  const { people } = open();
  const ann = await people.create(aPerson({ email: 'Ann@Example.org' }), 'setup');
  expect(await people.forSignIn('ANN@example.ORG')).toEqual({ ...ann, email: 'ann@example.org', passwordHash: 'hash' });
  await expect(people.create(aPerson({ email: 'ann@EXAMPLE.org' }), 'setup')).rejects.toMatchObject({ code: 'CONFLICT' });
  expect(await people.forSignIn('bob@example.org')).toBeUndefined();
});

test('a password hash leaves by signing in only', async () => {
  const { people } = open();
  const ann = await people.create(aPerson(), 'setup');
  expect(JSON.stringify([ann, await people.list(), await people.get(ann.id)])).not.toContain('hash');
});

test('two admins that demote each other at once leave one', async () => {
  const { people } = open();
  const ann = await people.create(aPerson(), 'setup');
  const bob = await people.create(aPerson({ email: 'bob@example.org' }), 'setup');
  const results = await Promise.allSettled([people.changeRole(ann.id, 'viewer', bob.id), people.remove(bob.id, ann.id)]);
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  expect(results.find((result) => result.status === 'rejected')).toMatchObject({ reason: { code: 'CONFLICT' } });
  expect((await people.list()).filter((person) => person.role === 'admin')).toHaveLength(1);
});

test('a new password ends the sessions of that person and no others', async () => {
  const { people, sessions } = open();
  const ann = await people.create(aPerson(), 'setup');
  const bob = await people.create(aPerson({ email: 'bob@example.org', role: 'viewer' }), 'setup');
  const expiresAt = new Date(Date.now() + 60_000);
  await sessions.create({ tokenHash: 'a', personId: ann.id, expiresAt });
  await sessions.create({ tokenHash: 'b', personId: bob.id, expiresAt });
  await people.changePassword(ann.id, 'new', ann.id);
  expect(await sessions.find('a', new Date())).toBeUndefined();
  expect(await sessions.find('b', new Date())).toEqual({ person: bob, expiresAt });
  expect((await people.forSignIn(ann.email))?.passwordHash).toBe('new');
});

test('a session ends when its time is over, when it is deleted and when its person is removed', async () => {
  const { people, sessions } = open();
  await people.create(aPerson(), 'setup');
  const bob = await people.create(aPerson({ email: 'bob@example.org', role: 'viewer' }), 'setup');
  const soon = new Date(Date.now() + 60_000);
  const later = new Date(Date.now() + 120_000);
  for (const tokenHash of ['1', '2', '3']) await sessions.create({ tokenHash, personId: bob.id, expiresAt: soon });
  await sessions.extend('2', later);
  expect(await sessions.find('1', new Date(soon.getTime() + 1))).toBeUndefined();
  expect(await sessions.find('2', new Date(soon.getTime() + 1))).toBeDefined();
  await sessions.delete('2');
  expect(await sessions.find('2', new Date())).toBeUndefined();
  await people.remove(bob.id, 'setup');
  expect(await sessions.find('3', new Date())).toBeUndefined();
});

test('a token works until it expires or is deleted, and shows when it was last used', async () => {
  const { tokens } = open();
  const now = new Date();
  const expiresAt = new Date(now.getTime() + 60_000);
  const token = await tokens.create({ name: 'cli', role: 'operator', tokenHash: 't', expiresAt }, 'ann');
  expect(token).toMatchObject({ name: 'cli', role: 'operator', createdBy: 'ann', expiresAt, lastUsedAt: undefined });
  expect(await tokens.find('t', now)).toMatchObject({ id: token.id, role: 'operator' });
  expect((await tokens.list())[0]?.lastUsedAt).toEqual(now);
  expect(await tokens.find('t', expiresAt)).toBeUndefined();
  expect(await tokens.find('other', now)).toBeUndefined();
  await tokens.delete(token.id, 'ann');
  expect(await tokens.find('t', now)).toBeUndefined();
  await expect(tokens.delete(token.id, 'ann')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('an endpoint key is found by its hash until it is deleted, and its name is taken once', async () => {
  const { endpointKeys } = open();
  const key = await endpointKeys.create({ name: 'partner', processId: 'p', keyHash: 'k' }, 'ann');
  expect(await endpointKeys.find('k')).toEqual(key);
  await expect(endpointKeys.create({ name: 'partner', keyHash: 'other' }, 'ann')).rejects.toMatchObject({ code: 'CONFLICT' });
  await endpointKeys.delete(key.id, 'ann');
  expect(await endpointKeys.find('k')).toBeUndefined();
  expect(await endpointKeys.list()).toEqual([]);
});

test('the audit log never holds a hash', async () => {
  const { people, tokens, endpointKeys, audit } = open();
  const ann = await people.create(aPerson({ passwordHash: 'secret-hash' }), 'setup');
  await people.changePassword(ann.id, 'secret-hash-2', ann.id);
  await tokens.create({ name: 'cli', role: 'viewer', tokenHash: 'secret-hash-3' }, ann.id);
  await endpointKeys.create({ name: 'partner', keyHash: 'secret-hash-4' }, ann.id);
  const entries = await audit.list(10);
  expect(entries).toHaveLength(4);
  expect(JSON.stringify(entries)).not.toContain('secret-hash');
});

test('a worker is live from its report until it leaves', async () => {
  const { workers } = open();
  await workers.report({ id: 'w', internalUrl: 'http://127.0.0.1:1' });
  await workers.report({ id: 'w', internalUrl: 'http://127.0.0.1:2' });
  expect(await workers.live()).toEqual([{ id: 'w', internalUrl: 'http://127.0.0.1:2' }]);
  await workers.leave('w');
  expect(await workers.live()).toEqual([]);
});
