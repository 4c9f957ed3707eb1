import { openDatabase } from '@weft/database';
import { freshDatabase } from '@weft/testkit';
import { expect, test } from 'vitest';
import { openSetUp } from '../src/access/set-up.ts';
import { openManagement } from './management.ts';

const admin = { email: 'first@example.com', name: 'First', password: 'a long password' };

test('the first admin is made with the code of the start, once, and is signed in', async () => {
  await using management = await openManagement({ code: 'the-code' });
  const send = (code: string) => management.request('/set-up', { method: 'POST', as: 'nobody', json: { ...admin, code } });
  expect(await (await management.request('/set-up', { as: 'nobody' })).json()).toEqual({ needed: true });
  expect((await send('another-code')).status).toBe(403);

  const made = await send('the-code');
  expect(made.status).toBe(201);
  const cookie = (made.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  expect(await (await management.request('/me', { as: 'nobody', headers: { cookie } })).json()).toMatchObject({ role: 'admin' });

  expect(await (await management.request('/set-up', { as: 'nobody' })).json()).toEqual({ needed: false });
  expect((await send('the-code')).status).toBe(409);
});

test('of two people who finish the set-up at once one becomes the admin', async () => {
  await using management = await openManagement({ code: 'the-code' });
  const statuses = await Promise.all(
    ['a@example.com', 'b@example.com'].map(async (email) => {
      const answer = await management.request('/set-up', { method: 'POST', as: 'nobody', json: { ...admin, email, code: 'the-code' } });
      return answer.status;
    }),
  );
  expect(statuses.sort()).toEqual([201, 409]);
  expect(await management.database.people.count()).toBe(1);
});

test('the admin named by the environment is made on the first run only', async () => {
  const fresh = await freshDatabase();
  const database = openDatabase({ url: fresh.url, poolMax: 2 });
  try {
    const first = await openSetUp(database, { adminEmail: 'Env@Example.com', adminPassword: 'from the environment' });
    expect(first.code).toBeUndefined();
    await openSetUp(database, { adminEmail: 'other@example.com', adminPassword: 'from the environment' });
    expect((await database.people.list()).map(({ email }) => email)).toEqual(['env@example.com']);
  } finally {
    await database.close();
    await fresh.drop();
  }
});
