import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Management, openManagement, password } from './management.ts';

let management: Management;
beforeAll(async () => {
  management = await openManagement();
  await management.addPerson('ada@example.com', 'admin');
});
afterAll(() => management[Symbol.asyncDispose]());

const sameOrigin = { 'sec-fetch-site': 'same-origin' };

async function signIn(email = 'ada@example.com', secret = password): Promise<{ answer: Response; cookie: string }> {
  const answer = await management.request('/session', {
    method: 'POST',
    as: 'nobody',
    json: { email, password: secret },
    headers: sameOrigin,
  });
  return { answer, cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
}

test('a right password opens a session whose cookie scripts cannot read and other sites cannot send', async () => {
  const { answer, cookie } = await signIn('Ada@Example.com');
  expect(answer.status).toBe(200);
  const attributes = answer.headers.get('set-cookie') ?? '';
  for (const attribute of ['HttpOnly', 'SameSite=Lax', 'Path=/']) expect(attributes).toContain(attribute);
  const me = await management.request('/me', { as: 'nobody', headers: { cookie } });
  expect(await me.json()).toMatchObject({ kind: 'person', email: 'ada@example.com', role: 'admin' });
});

test('behind TLS the cookie is Secure', async () => {
  const answer = await management.request('/session', {
    method: 'POST',
    as: 'nobody',
    json: { email: 'ada@example.com', password },
    headers: { 'x-forwarded-proto': 'https' },
  });
  expect(answer.headers.get('set-cookie')).toContain('; Secure');
});

test('a wrong password and an unknown person get the same answer', async () => {
  const wrong = await signIn('ada@example.com', 'not the password');
  const unknown = await signIn('nobody@example.com', 'not the password');
  expect(wrong.answer.status).toBe(401);
  expect(await wrong.answer.text()).toBe(await unknown.answer.text());
  expect(wrong.answer.headers.get('set-cookie')).toBeNull();
});

test('guessing is stopped with 429 and a time to wait', async () => {
  await management.addPerson('victim@example.com', 'viewer');
  const statuses: number[] = [];
  for (let attempt = 0; attempt < 11; attempt += 1) statuses.push((await signIn('victim@example.com', `guess ${attempt}`)).answer.status);
  expect(statuses.slice(0, 10)).toEqual(Array(10).fill(401));
  expect(statuses[10]).toBe(429);
  const right = await signIn('victim@example.com', password);
  expect(right.answer.status).toBe(429);
  expect(right.answer.headers.get('retry-after')).toMatch(/^\d+$/);
});

test('a write with a cookie is refused unless the studio itself asks for it', async () => {
  const { cookie } = await signIn();
  const write = (headers: Record<string, string>) =>
    management.request('/processes', { method: 'POST', as: 'nobody', json: {}, headers: { cookie, ...headers } });
  expect((await write({})).status).toBe(403);
  expect((await write({ origin: 'http://evil.test' })).status).toBe(403);
  expect((await write({ origin: 'null' })).status).toBe(403);
  expect((await write({ 'sec-fetch-site': 'cross-site', origin: 'http://evil.test' })).status).toBe(403);
  expect((await write({ origin: 'http://studio.test' })).status).toBe(400);
  expect((await write(sameOrigin)).status).toBe(400);
});

test('a foreign page cannot sign a browser in', async () => {
  const answer = await management.request('/session', {
    method: 'POST',
    as: 'nobody',
    json: { email: 'ada@example.com', password },
    headers: { origin: 'http://evil.test' },
  });
  expect(answer.status).toBe(403);
});

test('signing out ends the session', async () => {
  const { cookie } = await signIn();
  const out = await management.request('/session', { method: 'DELETE', as: 'nobody', headers: { cookie, ...sameOrigin } });
  expect(out.status).toBe(204);
  expect((await management.request('/me', { as: 'nobody', headers: { cookie } })).status).toBe(401);
});

test('a changed password ends the other sessions and keeps this browser signed in', async () => {
  await management.addPerson('grace@example.com', 'editor');
  const { cookie: here } = await signIn('grace@example.com');
  const { cookie: elsewhere } = await signIn('grace@example.com');
  const changed = await management.request('/me/password', {
    method: 'PUT',
    as: 'nobody',
    json: { current: password, password: 'another long password' },
    headers: { cookie: here, ...sameOrigin },
  });
  expect(changed.status).toBe(204);
  const fresh = (changed.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  expect((await management.request('/me', { as: 'nobody', headers: { cookie: fresh } })).status).toBe(200);
  expect((await management.request('/me', { as: 'nobody', headers: { cookie: elsewhere } })).status).toBe(401);
  expect((await signIn('grace@example.com')).answer.status).toBe(401);
});

test('two studios on one host have cookies of their own', async () => {
  const onPort = (port: string) =>
    management.request('/session', { method: 'DELETE', as: 'nobody', headers: { host: `localhost:${port}` } });
  expect((await onPort('3000')).headers.get('set-cookie')).toMatch(/^weft_session_3000=/);
  expect((await onPort('3001')).headers.get('set-cookie')).toMatch(/^weft_session_3001=/);
});

test('the last admin can neither be removed nor made less', async () => {
  const { people } = (await (await management.request('/people')).json()) as { people: Array<{ id: string; email: string }> };
  const ada = people.find(({ email }) => email === 'ada@example.com')?.id ?? '';
  expect((await management.request(`/people/${ada}`, { method: 'PATCH', json: { role: 'viewer' } })).status).toBe(409);
  expect((await management.request(`/people/${ada}`, { method: 'DELETE' })).status).toBe(409);
});
