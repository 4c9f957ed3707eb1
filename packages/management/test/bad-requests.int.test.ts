import { afterAll, beforeAll, expect, test } from 'vitest';
import { helloProcess } from './a-process.ts';
import { type Management, openManagement } from './management.ts';

let management: Management;
beforeAll(async () => {
  management = await openManagement();
});
afterAll(() => management[Symbol.asyncDispose]());

function post(body: string, contentType = 'application/json'): Promise<Response> {
  return management.request('/processes', { method: 'POST', body, headers: { 'content-type': contentType } });
}

async function problemOf(answer: Response) {
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  return (await answer.json()) as { code: string; status: number; detail: string; problems?: Array<{ pointer: string }> };
}

test('a body that is no JSON is refused', async () => {
  const answer = await post('{"file": ');
  expect(answer.status).toBe(400);
  expect((await problemOf(answer)).code).toBe('REQUEST_INVALID');
});

test('a body of another type is refused', async () => {
  expect((await post('<file/>', 'application/xml')).status).toBe(415);
});

test('a missing body is refused', async () => {
  expect((await management.request('/processes', { method: 'POST' })).status).toBe(400);
});

test('every fault of a body is pointed at', async () => {
  const answer = await management.request('/tokens', { method: 'POST', json: { name: '', role: 'emperor', extra: 1 } });
  expect(answer.status).toBe(400);
  const { problems } = await problemOf(answer);
  expect(problems?.map(({ pointer }) => pointer).sort()).toEqual(['/extra', '/name', '/role']);
});

test('a member that would become a prototype is refused, however it is written', async () => {
  for (const name of ['__proto__', '\\u005f_proto__']) {
    const answer = await post(`{"file": {"steps": {"a": {"${name}": {"polluted": true}}}}}`);
    expect(answer.status).toBe(400);
    expect((await problemOf(answer)).detail).toContain('__proto__');
  }
  const constructed = await post('{"file": {"constructor": {"prototype": {"polluted": true}}}}');
  expect(constructed.status).toBe(422);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

test('a body that nests without end is refused', async () => {
  const answer = await post(`{"file": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`);
  expect(answer.status).toBe(400);
});

test('a body over 5 MB is refused with 413', async () => {
  const answer = await post(JSON.stringify({ file: { ...helloProcess(), description: 'x'.repeat(5 * 1024 * 1024) } }));
  expect(answer.status).toBe(413);
  expect((await problemOf(answer)).code).toBe('BODY_TOO_LARGE');
});

test('an unknown path is a 404 problem, also for whoever is not signed in', async () => {
  for (const as of ['admin', 'nobody'] as const) {
    const answer = await management.request('/no-such-thing', { as });
    expect(answer.status).toBe(404);
    expect((await problemOf(answer)).code).toBe('NOT_FOUND');
  }
});

test('a known path with another method is a 405 that names the right ones', async () => {
  const answer = await management.request('/processes', { method: 'PATCH' });
  expect(answer.status).toBe(405);
  expect(answer.headers.get('allow')?.split(', ').sort()).toEqual(['GET', 'HEAD', 'POST']);
  expect((await problemOf(answer)).code).toBe('METHOD_NOT_ALLOWED');
});

test('ids and queries of the wrong shape are refused', async () => {
  expect((await management.request('/processes/..%2f..%2fetc')).status).toBe(400);
  expect((await management.request('/executions?limit=100000')).status).toBe(400);
  expect((await management.request('/executions?status=odd')).status).toBe(400);
  expect((await management.request('/executions?from=yesterday')).status).toBe(400);
  expect((await management.request('/executions?after=no-cursor')).status).toBe(400);
});

test('every answer forbids framing, sniffing and caching', async () => {
  for (const path of ['/processes', '/no-such-thing', '/openapi.json']) {
    const { headers } = await management.request(path);
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
  }
});

test('what breaks inside is logged and never shown', async () => {
  await using broken = await openManagement();
  await broken.closeDatabase();
  const answer = await broken.request('/set-up', { as: 'nobody' });
  expect(answer.status).toBe(500);
  expect(await problemOf(answer)).toMatchObject({ code: 'INTERNAL' });
  expect(broken.log.map(({ event }) => event)).toContain('api.failed');
});
