import { createServer } from 'node:http';
import { queuedExecutionSchema, startedExecutionSchema, testedConnectionSchema } from '@weft/call/internal-api';
import { createVault, loadMasterKey } from '@weft/secrets';
import { freePort } from '@weft/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { busy, echo, failing, hello, silent } from './processes.ts';
import { type RunningWeft, startWeft, until } from './running-weft.ts';

let weft: RunningWeft;
let token = '';
let receiverPort: number;
const published = new Map<string, { processId: string; versionId: string }>();

beforeAll(async () => {
  receiverPort = await freePort();
  weft = await startWeft('postgres', { env: { WEFT_OUTBOUND_ALLOW: `127.0.0.1:${receiverPort}` } });
  token = createVault(await loadMasterKey({ env: {}, dataDir: weft.dataDir }))
    .derive('internal-api')
    .toString('base64url');
  for (const [name, file] of Object.entries({ hello: hello(), busy: busy(1_200), silent: silent(), failing: failing() })) {
    published.set(name, await weft.publish(file));
  }
});
afterAll(() => weft[Symbol.asyncDispose]());

async function ask(url: string, method: string, body?: unknown): Promise<Response> {
  return fetch(url, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

const gatewayUrl = async () => `${(await weft.database.gateways.live('production'))[0]?.internalUrl}/internal/executions`;

async function start(name: string, change: Record<string, unknown> = {}) {
  const answer = await ask(await gatewayUrl(), 'POST', {
    environmentId: 'production',
    ...published.get(name),
    trigger: 'api',
    properties: { param_who: 'ada' },
    document: { contentType: '', base64: '' },
    waitMs: 20_000,
    ...change,
  });
  expect(answer.status).toBe(200);
  return startedExecutionSchema.parse(await answer.json());
}

test('an execution that is started by a program is answered with the reply as data', async () => {
  const started = await start('hello');
  expect(started).toMatchObject({ outcome: 'replied', reply: { status: 200, contentType: 'application/json', truncated: false } });
  expect(Buffer.from(started.reply?.base64 ?? '', 'base64').toString()).toBe('{"hello":"ada"}');
  await until(async () => (await weft.database.executions.get(started.executionId))?.trigger === 'api');
});

test('it says how an execution ended that replied nothing', async () => {
  expect((await start('silent')).outcome).toBe('succeeded');
  expect(await start('failing')).toMatchObject({ outcome: 'failed', error: { code: 'SCRIPT_FAILED', stepId: 'work' } });
});

test('without waiting it answers at once with the status path, where the reply can be fetched later', async () => {
  const started = await start('busy', { waitMs: 0 });
  expect(started.outcome).toBe('accepted');
  await until(async () => (await fetch(weft.url + started.statusPath)).status === 200);
  expect(await (await fetch(weft.url + started.statusPath)).json()).toEqual({ ms: 1_200 });
});

test('the same key of the same caller again is the same execution; another document under it is refused', async () => {
  const keyed = { idempotency: { caller: 'ann', key: 'k' }, waitMs: 20_000 };
  const first = await start('hello', keyed);
  expect(first.replayed).toBeUndefined();
  expect(await start('hello', keyed)).toEqual({ ...first, replayed: true });
  expect((await start('hello', { ...keyed, idempotency: { caller: 'bob', key: 'k' } })).executionId).not.toBe(first.executionId);
  const slow = await start('busy', { ...keyed, waitMs: 0 });
  expect(slow.outcome).toBe('accepted');
  expect(await start('busy', { ...keyed, waitMs: 0 })).toEqual({ ...slow, replayed: true });
  expect(await start('busy', keyed)).toMatchObject({ executionId: slow.executionId, outcome: 'replied', replayed: true });
  const other = await ask(await gatewayUrl(), 'POST', {
    ...{ environmentId: 'production', ...published.get('hello'), trigger: 'api', properties: {}, ...keyed },
    document: { contentType: 'text/plain', base64: 'eA==' },
  });
  expect(other.status).toBe(422);
  expect(await other.json()).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
});

test('who wants to be told of the end is told by a worker, also where it did not wait', async () => {
  const told = Promise.withResolvers<unknown>();
  const receiver = createServer(async (request, response) => {
    told.resolve(JSON.parse(Buffer.concat(await request.toArray()).toString()));
    response.writeHead(204).end();
  });
  await new Promise<void>((done) => receiver.listen(receiverPort, '127.0.0.1', done));
  const started = await start('hello', { waitMs: 0, callbackUrl: `http://127.0.0.1:${receiverPort}/told` });
  expect(await told.promise).toMatchObject({
    executionId: started.executionId,
    status: 'succeeded',
    reply: { status: 200, contentType: 'application/json', body: { text: '{"hello":"ada"}' } },
  });
  receiver.closeAllConnections();
  receiver.close();
});

test('a request that is none is refused with a problem', async () => {
  for (const body of [{}, { processId: 1 }, 'text', { ...published.get('hello'), trigger: 'http' }]) {
    const answer = await ask(await gatewayUrl(), 'POST', body);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  }
});

test.each([false, true])(
  'an execution that no worker has taken is found and can be cancelled, accepted by the database: %s',
  async (inbox) => {
    await using idle = await startWeft('postgres', { workers: 0 });
    const { processId, versionId } = await idle.publish(echo({ inbox }));
    const idleToken = createVault(await loadMasterKey({ env: {}, dataDir: idle.dataDir }))
      .derive('internal-api')
      .toString('base64url');
    const internal = `${(await idle.database.gateways.live('production'))[0]?.internalUrl}/internal/executions`;
    const waiting = await fetch(`${idle.url}/ws/rest/echo`, { headers: { 'x-max-wait': '0' } });
    const id = waiting.headers.get('x-execution-id') ?? '';
    const asked = (method: string) => fetch(`${internal}/${id}`, { method, headers: { authorization: `Bearer ${idleToken}` } });
    const found = await asked('GET');
    expect(queuedExecutionSchema.parse(await found.json())).toMatchObject({ executionId: id, processId, versionId, trigger: 'http' });
    expect((await asked('DELETE')).status).toBe(204);
    expect((await asked('DELETE')).status).toBe(404);
    expect((await asked('GET')).status).toBe(404);
    expect(await idle.database.inbox.find(id)).toBeUndefined();
    expect((await idle.database.executions.get(id))?.status).toBe('cancelled');
  },
);

test('a worker tries a connection and says in one sentence what came of it, without secrets', async () => {
  const [worker] = await weft.database.workers.live();
  const config = { baseUrl: 'http://127.0.0.1:9/', authentication: { kind: 'bearer', token: 'hush' } };
  const refused = await ask(`${worker?.internalUrl}/internal/connections/test`, 'POST', { type: 'http', config });
  const text = await refused.text();
  expect(refused.status).toBe(200);
  expect(testedConnectionSchema.parse(JSON.parse(text)).ok).toBe(false);
  expect(text).not.toContain('hush');
  const unknown = await ask(`${worker?.internalUrl}/internal/connections/test`, 'POST', { type: 'nothing', config: {} });
  expect(testedConnectionSchema.parse(await unknown.json())).toMatchObject({ ok: false, code: 'CONNECTION_UNKNOWN' });
  expect((await ask(`${worker?.internalUrl}/internal/connections/test`, 'POST', 'x')).status).toBe(400);
});

test('a worker serves its health and its metrics', async () => {
  const [worker] = await weft.database.workers.live();
  expect((await fetch(`${worker?.internalUrl}/healthz`)).status).toBe(200);
  expect(await (await fetch(`${worker?.internalUrl}/metrics`)).text()).toMatch(/weft_executions_total\{status="succeeded"\} \d+/);
});
