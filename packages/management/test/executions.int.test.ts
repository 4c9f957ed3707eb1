import { type ExecutionRecord, productionEnvironment } from '@weft/database';
import type { ExecutionTrace, TraceDocument } from '@weft/process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { helloProcess } from './a-process.ts';
import { readEvents } from './events.ts';
import { type InternalServer, startInternalServer } from './internal-server.ts';
import { internalToken, type Management, openManagement } from './management.ts';

let management: Management;
let gateway: InternalServer;
let versionId: string;
let answer: { status: number; json: unknown };

beforeAll(async () => {
  management = await openManagement();
  await management.request('/processes', { method: 'POST', json: { id: 'hello', file: helloProcess() } });
  const published = await management.request('/processes/hello/publish', { method: 'POST' });
  versionId = ((await published.json()) as { version: { id: string } }).version.id;
  gateway = await startInternalServer(() => answer);
  const { revision } = await management.database.endpoints.all(productionEnvironment);
  await management.database.gateways.report({
    id: 'gateway-a',
    environmentId: productionEnvironment,
    internalUrl: gateway.url,
    servedRevision: revision + 1000,
  });
});
afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await management[Symbol.asyncDispose]();
});

const replied = {
  executionId: 'e-1',
  outcome: 'replied',
  reply: {
    status: 200,
    headers: { 'x-a': 'b' },
    contentType: 'application/json',
    base64: Buffer.from('{"hello":"ada"}').toString('base64'),
    truncated: false,
  },
};

function start(json: unknown): Promise<Response> {
  return management.request('/processes/hello/executions', { method: 'POST', json });
}

function incoming(change: Partial<TraceDocument> = {}): TraceDocument {
  return {
    id: 'root',
    stepId: 'start',
    port: 'out',
    parentId: '',
    contentType: 'application/json',
    size: 9,
    body: { text: '{"a": 1}' },
    properties: { 'inheader_x-a': '1' },
    ...change,
  };
}

function trace(status: ExecutionTrace['status'], documents: TraceDocument[] = [incoming()]): ExecutionTrace {
  const ended = status !== 'running' && status !== 'queued' ? { finishedAt: Date.now() } : {};
  return { status, attempt: 1, startedAt: Date.now(), ...ended, steps: {}, documents, log: [], dropped: { documents: 0, log: 0 } };
}

async function record(id: string, of: ExecutionTrace): Promise<void> {
  const row: ExecutionRecord = {
    id,
    environmentId: productionEnvironment,
    processId: 'hello',
    versionId,
    trigger: 'http',
    mode: 'general',
    acceptedAt: new Date(),
    properties: { query_q: '1' },
    attempt: of.attempt,
    trace: of,
  };
  await management.database.executions.record([row]);
}

test('starting an execution asks a gateway for the live version and gives its reply', async () => {
  answer = { status: 200, json: replied };
  const started = await start({ body: { name: 'ada' }, properties: { query_q: 'x' }, wait: 5 });
  expect(started.status).toBe(200);
  expect(started.headers.get('x-execution-id')).toBe('e-1');
  expect(await started.json()).toEqual({
    executionId: 'e-1',
    outcome: 'replied',
    reply: { status: 200, headers: { 'x-a': 'b' }, contentType: 'application/json', truncated: false, body: { text: '{"hello":"ada"}' } },
  });
  expect(gateway.asked.at(-1)).toMatchObject({
    path: '/internal/executions',
    authorization: `Bearer ${internalToken}`,
    body: {
      processId: 'hello',
      versionId,
      trigger: 'api',
      waitMs: 5000,
      properties: { query_q: 'x' },
      document: { contentType: 'application/json', base64: Buffer.from('{"name":"ada"}').toString('base64') },
    },
  });
});

test('headers are properties of the document that comes in, as at an endpoint', async () => {
  answer = { status: 200, json: replied };
  await start({ body: {}, properties: { query_q: 'x', 'inheader_x-source': 'shop' } });
  const { body } = gateway.asked.at(-1) as { body: { properties: object; document: object } };
  expect(body.document).toMatchObject({ properties: { 'inheader_x-source': 'shop' } });
  expect(body.properties).not.toHaveProperty('inheader_x-source');
  expect(body.properties).toHaveProperty('query_q', 'x');
});

test('no wait is answered with 202', async () => {
  answer = { status: 200, json: { executionId: 'e-2', outcome: 'accepted', statusPath: '/executions/e-2?token=t' } };
  const started = await start({ wait: false });
  expect(started.status).toBe(202);
  expect(await started.json()).toMatchObject({ statusUrl: 'http://gateway.test:8080/executions/e-2?token=t' });
  expect(gateway.asked.at(-1)?.body).toMatchObject({ waitMs: 0, document: { contentType: '', base64: '' } });
});

test('a draft is tried as a version that is not listed', async () => {
  answer = { status: 200, json: replied };
  expect((await start({ draft: true })).status).toBe(200);
  expect(gateway.asked.at(-1)?.body).toMatchObject({ trigger: 'try', mode: 'general' });
  const { versions } = (await (await management.request('/processes/hello/versions')).json()) as { versions: Array<{ id: string }> };
  expect(versions.map(({ id }) => id)).toEqual([versionId]);
  expect(gateway.asked.at(-1)?.body).not.toMatchObject({ versionId });
});

test('text and bytes go in as they are; a value where text is needed is refused', async () => {
  answer = { status: 200, json: replied };
  await start({ body: '<a/>', contentType: 'application/xml' });
  expect(gateway.asked.at(-1)?.body).toMatchObject({ document: { contentType: 'application/xml', base64: 'PGEvPg==' } });
  await start({ base64: '/w==', contentType: 'application/octet-stream' });
  expect(gateway.asked.at(-1)?.body).toMatchObject({ document: { base64: '/w==' } });
  expect((await start({ body: { a: 1 }, contentType: 'text/csv' })).status).toBe(400);
  expect((await start({ body: 1, base64: 'AA==' })).status).toBe(400);
});

test('what is not published cannot be started, what does not exist neither', async () => {
  await management.request('/processes', { method: 'POST', json: { id: 'idle', file: helloProcess('test/idle') } });
  expect((await management.request('/processes/idle/executions', { method: 'POST', json: {} })).status).toBe(409);
  expect((await management.request('/processes/nothing/executions', { method: 'POST', json: {} })).status).toBe(404);
});

test('an idempotency key is passed on with its caller, and what came before is called so', async () => {
  answer = { status: 200, json: { ...replied, replayed: true } };
  const again = await management.request('/processes/hello/executions', {
    method: 'POST',
    json: {},
    headers: { 'idempotency-key': '"k-1"' },
  });
  expect(gateway.asked.at(-1)?.body).toMatchObject({ idempotency: { caller: expect.any(String), key: 'k-1' } });
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect(await again.json()).toMatchObject({ executionId: 'e-1', replayed: true });
  answer = { status: 422, json: { code: 'IDEMPOTENCY_KEY_REUSED', detail: 'Another one.' } };
  const other = await management.request('/processes/hello/executions', {
    method: 'POST',
    json: {},
    headers: { 'idempotency-key': 'k-1' },
  });
  expect([other.status, await other.json()]).toMatchObject([422, { code: 'IDEMPOTENCY_KEY_REUSED' }]);
  const none = await management.request('/processes/hello/executions', {
    method: 'POST',
    json: {},
    headers: { 'idempotency-key': 'a, b' },
  });
  expect(none.status).toBe(400);
});

test('the address of who is to be told goes along, and one that is none is refused', async () => {
  answer = { status: 200, json: { executionId: 'e-9', outcome: 'accepted' } };
  await start({ wait: false, callbackUrl: 'https://shop.example/done' });
  expect(gateway.asked.at(-1)?.body).toMatchObject({ callbackUrl: 'https://shop.example/done' });
  for (const callbackUrl of ['ftp://shop.example', 'shop', 'javascript:alert(1)']) expect((await start({ callbackUrl })).status).toBe(400);
});

test("an overloaded gateway's refusal is passed on", async () => {
  answer = { status: 503, json: { code: 'OVERLOADED', detail: 'Too many.' } };
  const refused = await start({});
  expect(refused.status).toBe(503);
  expect(await refused.json()).toMatchObject({ code: 'OVERLOADED', detail: 'Too many.' });
});

test('executions are listed newest first, page by page, each once', async () => {
  for (let n = 0; n < 5; n += 1) await record(`paged-${n}`, trace('succeeded'));
  const seen: string[] = [];
  let after = '';
  do {
    const page = (await (await management.request(`/executions?process=hello&limit=2${after}`)).json()) as {
      executions: Array<{ id: string }>;
      next: string | null;
    };
    seen.push(...page.executions.map(({ id }) => id));
    after = page.next === null ? '' : `&after=${encodeURIComponent(page.next)}`;
  } while (after !== '');
  const paged = seen.filter((id) => id.startsWith('paged-'));
  expect(paged).toEqual(['paged-4', 'paged-3', 'paged-2', 'paged-1', 'paged-0']);
  const { executions } = (await (await management.request('/executions?status=failed')).json()) as { executions: unknown[] };
  expect(executions).toEqual([]);
});

test('an execution is run again with the document that came in', async () => {
  await record('again', trace('failed'));
  answer = { status: 200, json: { executionId: 'e-3', outcome: 'accepted' } };
  const again = await management.request('/executions/again/rerun', { method: 'POST' });
  expect(again.status).toBe(202);
  expect(gateway.asked.at(-1)?.body).toMatchObject({
    versionId,
    waitMs: 0,
    properties: { query_q: '1' },
    document: {
      contentType: 'application/json',
      base64: Buffer.from('{"a": 1}').toString('base64'),
      properties: { 'inheader_x-a': '1' },
    },
  });
});

test('an execution whose document was not kept whole is not run again', async () => {
  await record('cut', trace('failed', [incoming({ truncated: true })]));
  await record('bare', trace('failed', []));
  for (const id of ['cut', 'bare']) expect((await management.request(`/executions/${id}/rerun`, { method: 'POST' })).status).toBe(409);
});

test('what waits in the queue is taken out, what runs is told to stop, what has ended is left alone', async () => {
  answer = { status: 204, json: null };
  expect((await management.request('/executions/queued-one/cancel', { method: 'POST' })).status).toBe(202);
  expect(gateway.asked.at(-1)).toMatchObject({ method: 'DELETE', path: '/internal/executions/queued-one' });

  answer = { status: 404, json: { code: 'NOT_FOUND', detail: '' } };
  await record('running-one', trace('running'));
  const told = Promise.withResolvers<string>();
  await using _ = await management.database.executions.watchCancels(told.resolve);
  expect((await management.request('/executions/running-one/cancel', { method: 'POST' })).status).toBe(202);
  expect(await told.promise).toBe('running-one');

  await record('ended-one', trace('succeeded'));
  expect((await management.request('/executions/ended-one/cancel', { method: 'POST' })).status).toBe(409);
  expect((await management.request('/executions/unknown/cancel', { method: 'POST' })).status).toBe(404);
});

test('what no worker has taken yet is shown as queued and can be watched', async () => {
  const queued = { executionId: 'accepted', environmentId: 'production', processId: 'hello', versionId, trigger: 'http', mode: 'general' };
  answer = { status: 200, json: { ...queued, acceptedAt: 1_700_000_000_000 } };
  const shown = await management.request('/executions/accepted');
  expect(shown.status).toBe(200);
  expect(await shown.json()).toMatchObject({
    ...{ id: 'accepted', status: 'queued', attempt: 0, processName: 'Hello', versionNumber: 1, startedAt: null },
    ...{ acceptedAt: '2023-11-14T22:13:20.000Z', properties: {}, trace: { status: 'queued', documents: [] } },
  });
  expect(gateway.asked.at(-1)).toMatchObject({ method: 'GET', path: '/internal/executions/accepted' });

  const events = readEvents(await management.request('/executions/accepted/events'));
  expect((await events.next()).value).toMatchObject({ event: 'trace', data: { status: 'queued' } });
  await record('accepted', trace('succeeded'));
  let last: { event: string } | undefined;
  for await (const one of events) last = one;
  expect(last).toMatchObject({ event: 'end', data: { status: 'succeeded' } });
});

test('a watcher gets what was, then what happens, then the end', async () => {
  await record('live', trace('running'));
  await using publisher = await management.database.live.publisher((id) => (id === 'live' ? trace('running') : undefined));
  const answered = await management.request('/executions/live/events');
  expect(answered.headers.get('content-type')).toContain('text/event-stream');
  const events = readEvents(answered);
  expect((await events.next()).value).toMatchObject({ event: 'trace', data: { status: 'running' } });

  await expect.poll(() => publisher.isWatched('live')).toBe(true);
  publisher.publish('live', [{ kind: 'step.started', at: 1, stepId: 'start', documentId: 'root' }]);
  const happened: unknown[] = [];
  for await (const { event, data } of events) {
    if (event === 'events') {
      happened.push(...(data as unknown[]));
      await record('live', trace('succeeded'));
      publisher.publish('live', [{ kind: 'execution.finished', at: 2, status: 'succeeded' }]);
      break;
    }
  }
  expect(happened).toMatchObject([{ kind: 'step.started', stepId: 'start' }]);
  let last: { event: string; data: unknown } | undefined;
  for await (const one of readEvents(answered)) last = one;
  expect(last).toMatchObject({ event: 'end', data: { status: 'succeeded' } });
});

test('a watcher of an execution that has ended gets its trace and the end', async () => {
  await record('over', trace('failed'));
  const events: Array<{ event: string; data: unknown }> = [];
  for await (const one of readEvents(await management.request('/executions/over/events'))) events.push(one);
  expect(events).toMatchObject([{ event: 'end', data: { status: 'failed' } }]);
});

test('a watcher is told of the end even where the worker is gone', async () => {
  await record('orphan', trace('running'));
  const events = readEvents(await management.request('/executions/orphan/events'));
  expect((await events.next()).value).toMatchObject({ event: 'trace' });
  await record('orphan', trace('failed'));
  let last: { event: string } | undefined;
  for await (const one of events) last = one;
  expect(last).toMatchObject({ event: 'end' });
});

test('the list is sent again when an execution is added', async () => {
  const events = readEvents(await management.request('/executions/events?limit=3'));
  expect((await events.next()).value).toMatchObject({ event: 'executions' });
  await record('newest', trace('running'));
  const next = (await events.next()).value as { data: { executions: Array<{ id: string }> } };
  expect(next.data.executions[0]?.id).toBe('newest');
  await events.return(undefined);
});
