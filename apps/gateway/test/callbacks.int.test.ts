import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningGateway, startGateway } from './running-gateway.ts';

let gateway: RunningGateway;
beforeAll(async () => {
  gateway = await startGateway('postgres', []);
});
afterAll(() => gateway[Symbol.asyncDispose]());

/** An execution that waits at `key`, and the address that ends its wait. */
async function aWait(key = 'wait/root.1') {
  const executionId = randomUUID();
  await gateway.database.journals.write(executionId, 1, [{ kind: 'wait', key, content: { callback: true } }]);
  return { executionId, key, url: gateway.callbackUrls.of(executionId, key) };
}
const came = async ({ executionId, key }: { executionId: string; key: string }) =>
  (await gateway.database.waits.callbacks(executionId)).get(key);

test('what is posted becomes the document that the execution goes on with, with headers and query', async () => {
  const wait = await aWait();
  const answer = await fetch(`${wait.url}&decision=yes&note=a&note=b`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-source': 'bank', cookie: 'secret=1' },
    body: '{"approved": true}',
  });
  expect(answer.status).toBe(202);
  expect(answer.headers.get('x-execution-id')).toBe(wait.executionId);
  const document = await came(wait);
  expect(document).toMatchObject({
    contentType: 'application/json',
    body: { base64: Buffer.from('{"approved": true}').toString('base64') },
  });
  expect(document?.properties).toMatchObject({ query_decision: 'yes', query_note: 'a,b', 'inheader_x-source': 'bank', inmethod: 'POST' });
  expect(JSON.stringify(document)).not.toContain('secret=1');
  expect(Object.keys(document?.properties ?? {})).not.toContain('query_token');
});

test.each(['GET', 'PUT'])('%s ends a wait too, with or without a body', async (method) => {
  const wait = await aWait();
  expect((await fetch(wait.url, { method, ...(method === 'PUT' ? { body: 'done' } : {}) })).status).toBe(202);
  expect((await came(wait))?.properties).toMatchObject({ inmethod: method });
});

test('a program that only looks at the link does not use it up', async () => {
  const wait = await aWait();
  for (const method of ['HEAD', 'OPTIONS', 'DELETE']) expect((await fetch(wait.url, { method })).status).toBe(404);
  expect(await came(wait)).toBeUndefined();
});

test('the first call counts: of ten at once one is taken, the others and all later ones are told with 410', async () => {
  const wait = await aWait();
  const calls = Array.from({ length: 10 }, (_, i) => fetch(wait.url, { method: 'POST', body: `${i}` }));
  const answers = await Promise.all(calls);
  expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
  const winner = answers.findIndex(({ status }) => status === 202);
  expect((await came(wait))?.body).toEqual({ base64: Buffer.from(`${winner}`).toString('base64') });
  const late = await fetch(wait.url, { method: 'POST', body: 'late' });
  expect(late.status).toBe(410);
  expect(await late.json()).toMatchObject({ code: 'WAIT_ENDED' });
});

test('an address whose wait has ended by itself is answered with 410, and leaves no body behind', async () => {
  const wait = await aWait();
  await gateway.database.journals.write(wait.executionId, 1, [{ kind: 'resumed', key: wait.key, content: {} }]);
  const before = await gateway.blobFiles();
  const answer = await fetch(wait.url, { method: 'POST', body: Buffer.alloc(200_000) });
  expect(answer.status).toBe(410);
  expect(await gateway.blobFiles()).toEqual(before);
});

test('a wrong token, key or execution is answered like any address where nothing is', async () => {
  const wait = await aWait();
  const other = await aWait('wait/root.2');
  const nothing = await (await fetch(`${gateway.url}/nothing-here`)).text();
  const path = new URL(wait.url).pathname;
  for (const wrong of [
    `${wait.url}x`,
    wait.url.replace(/token=.*/, ''),
    wait.url.replace(/token=.*/, 'token='),
    `${gateway.url}${path}?token=${new URL(other.url).searchParams.get('token')}`,
    wait.url.replace(wait.executionId, other.executionId),
    `${gateway.url}/callbacks/x/y?token=z`,
  ]) {
    const answer = await fetch(wrong, { method: 'POST', body: 'x' });
    expect([answer.status, await answer.text()]).toEqual([404, nothing]);
  }
  expect(await came(wait)).toBeUndefined();
});

test('a body over 10 MB is refused and the address can still be used', async () => {
  const wait = await aWait();
  expect((await fetch(wait.url, { method: 'POST', body: Buffer.alloc(10 * 1024 * 1024 + 1) })).status).toBe(413);
  expect((await fetch(wait.url, { method: 'POST', body: Buffer.alloc(10 * 1024 * 1024) })).status).toBe(202);
  expect((await came(wait))?.body).toMatchObject({ blob: { size: 10 * 1024 * 1024 } });
});
