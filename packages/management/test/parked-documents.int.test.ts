import type { ExecuteJob } from '@weft/call/internal-api';
import { Body, createDocument, toWire } from '@weft/document';
import { currentFormatVersion } from '@weft/process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Management, openManagement } from './management.ts';

let management: Management;
let versionId: string;
let parkedSoFar = 0;

beforeAll(async () => {
  management = await openManagement();
  await management.request('/processes', { method: 'POST', json: { id: 'orders', file: orders('park') } });
  const published = await management.request('/processes/orders/publish', { method: 'POST' });
  versionId = ((await published.json()) as { version: { id: string } }).version.id;
});
afterAll(async () => {
  await management[Symbol.asyncDispose]();
});

/** Orders are decided about; `aside` is the id of the step that parks. */
function orders(aside: string) {
  const placed = (type: string, config: object) => ({ type, version: 1, config, position: { x: 0, y: 0 } });
  return {
    formatVersion: currentFormatVersion,
    name: 'Orders',
    steps: {
      start: placed('called-by-process', {}),
      decide: placed('decision', { condition: 'body.ok' }),
      [aside]: placed('park', { reason: 'odd' }),
      note: placed('log', { message: 'x' }),
    },
    links: [
      { from: { step: 'start', port: 'out' }, to: 'decide' },
      { from: { step: 'decide', port: 'true' }, to: 'note' },
      { from: { step: 'decide', port: 'false' }, to: aside },
      { from: { step: aside, port: 'out' }, to: 'note' },
    ],
  };
}

/** A document that waits for somebody; put aside by `park` where nothing else is said. */
async function aParked(more: { readonly stepId?: string; readonly port?: string | undefined; readonly body?: Body } = {}): Promise<string> {
  parkedSoFar += 1;
  const id = `parked-${parkedSoFar}`;
  const document = createDocument('root/decide.0', more.body ?? Body.fromText('{"id":7}', 'application/json'), { kept: 1 });
  await management.database.parked.park(
    {
      ...{ id, environmentId: 'production', processId: 'orders', versionId, executionId: 'e-1', reason: 'odd', error: undefined },
      stepId: more.stepId ?? 'park',
      port: 'port' in more ? more.port : 'out',
    },
    await toWire(document, management.services.blobs),
    { param_id: '7' },
  );
  return id;
}

const at = (id: string, action = '') => `/parked-documents/${id}${action}`;
const resume = (id: string, json?: object) =>
  management.request(at(id, '/resume'), { method: 'POST', as: 'operator', ...(json && { json }) });
const edit = (id: string, json: object) => management.request(at(id, '/body'), { method: 'PUT', as: 'operator', json });
const shown = async (id: string) => (await management.request(at(id), { as: 'operator' })).json();
const detailOf = async (answer: Response) => ((await answer.json()) as { detail: string }).detail;

/** The job by which an execution was accepted. */
async function jobOf(answer: Response): Promise<ExecuteJob> {
  expect(answer.status).toBe(202);
  const { executionId } = (await answer.json()) as { executionId: string };
  expect(answer.headers.get('x-execution-id')).toBe(executionId);
  const rows = await management.database.inbox.takeStale(0, 100, 0);
  return JSON.parse(rows.find((row) => row.executionId === executionId)?.job ?? '{}') as ExecuteJob;
}

test('what waits is listed with its reason and shown with its body and its ways on', async () => {
  const id = await aParked();
  const list = await (await management.request('/parked-documents?process=orders', { as: 'viewer' })).json();
  expect(list).toMatchObject({
    documents: [{ id, kind: 'parked', processName: 'Orders', stepTitle: 'Park', reason: 'odd', resolution: null }],
    next: null,
  });
  expect(await shown(id)).toMatchObject({
    document: { contentType: 'application/json', size: 8, body: { text: '{"id":7}' }, truncated: false, properties: { kept: 1 } },
    properties: { param_id: '7' },
    port: 'out',
    ports: [{ id: 'out', title: 'when sent on' }],
  });
  expect((await management.request(at('nothing'))).status).toBe(404);
});

test('a document is sent on once, with its body, its properties and those of its execution', async () => {
  const id = await aParked();
  const job = await jobOf(await resume(id));
  expect(job).toMatchObject({
    ...{ processId: 'orders', versionId, parentId: 'e-1', trigger: 'resume', mode: 'general', inbox: true, properties: { param_id: '7' } },
    document: { contentType: 'application/json', properties: { kept: 1 }, body: { base64: Buffer.from('{"id":7}').toString('base64') } },
    entry: { stepId: 'park', port: 'out' },
  });
  expect(await shown(id)).toMatchObject({ resolution: { kind: 'resumed', by: 'token test operator', executionId: job.executionId } });
  expect((await resume(id)).status).toBe(409);
  expect((await edit(id, { text: '{}' })).status).toBe(409);
  expect((await management.request(at(id, '/discard'), { method: 'POST' })).status).toBe(409);
});

test('a large body goes on as a copy, so that the parked one stays', async () => {
  const id = await aParked({ body: Body.fromText('x'.repeat(100_000)) });
  const job = await jobOf(await resume(id));
  if (!('blob' in job.document.body)) throw new Error('It should travel by reference.');
  await management.services.blobs.delete(job.document.body.blob.key);
  expect(await shown(id)).toMatchObject({ document: { size: 100_000, body: { text: 'x'.repeat(100_000) } } });
});

test('a body is mended, and goes on mended', async () => {
  const id = await aParked({ body: Body.fromText('ä'.repeat(70_000), 'text/plain; charset=iso-8859-1') });
  const mended = await edit(id, { text: 'ü' });
  expect(await mended.json()).toMatchObject({ document: { body: { text: 'ü' }, contentType: 'text/plain; charset=utf-8' } });
  const { document } = await jobOf(await resume(id));
  expect(document).toMatchObject({ properties: { kept: 1 }, body: { base64: Buffer.from('ü').toString('base64') } });
});

test('JSON that is none is refused with its place, and what is stored stays', async () => {
  const id = await aParked();
  const refused = await edit(id, { text: '{"id":' });
  expect([refused.status, await detailOf(refused)]).toEqual([400, expect.stringMatching(/line 1/i)]);
  expect((await edit(id, {})).status).toBe(400);
  expect(await shown(id)).toMatchObject({ document: { body: { text: '{"id":7}' } } });
});

test('where nobody knows whether a step took effect, somebody has to say so before it goes on', async () => {
  const id = await aParked({ stepId: 'note', port: undefined });
  expect(await shown(id)).toMatchObject({ kind: 'outcome-unknown', port: null });
  const refused = await resume(id);
  expect([refused.status, await detailOf(refused)]).toEqual([400, expect.stringContaining('"run-again"')]);
  expect((await jobOf(await resume(id, { how: 'run-again' }))).entry).toEqual({ stepId: 'note' });
  const other = await aParked({ stepId: 'note', port: undefined });
  expect((await jobOf(await resume(other, { how: 'go-on' }))).entry).toEqual({ stepId: 'note', port: 'out' });
});

test('where a step has several ports, one of them has to be chosen', async () => {
  const id = await aParked({ stepId: 'decide', port: undefined });
  const refused = await resume(id, { how: 'go-on' });
  expect([refused.status, await detailOf(refused)]).toEqual([400, expect.stringContaining('"true", "false"')]);
  expect((await resume(id, { how: 'go-on', port: 'maybe' })).status).toBe(400);
  expect((await jobOf(await resume(id, { how: 'go-on', port: 'false' }))).entry).toEqual({ stepId: 'decide', port: 'false' });
});

test('it goes on in the version that parked it, or in the live one if that still has the step', async () => {
  const [first, second, third] = [await aParked(), await aParked(), await aParked()];
  const publish = async (aside: string): Promise<string> => {
    const { revision } = (await (await management.request('/processes/orders')).json()) as { revision: number };
    await management.request('/processes/orders/draft', { method: 'PUT', json: { revision, file: orders(aside) } });
    const published = await management.request('/processes/orders/publish', { method: 'POST' });
    return ((await published.json()) as { version: { id: string } }).version.id;
  };
  const again = await publish('park');
  expect((await jobOf(await resume(first, { version: 'live' }))).versionId).toBe(again);
  expect((await jobOf(await resume(second))).versionId).toBe(versionId);
  await publish('aside');
  const refused = await resume(third, { version: 'live' });
  expect([refused.status, await detailOf(refused)]).toEqual([409, expect.stringContaining('no step "Park"')]);
});

test('a discarded document waits no more', async () => {
  const id = await aParked();
  expect((await management.request(at(id, '/discard'), { method: 'POST', as: 'operator' })).status).toBe(204);
  const open = (await (await management.request('/parked-documents')).json()) as { documents: Array<{ id: string }> };
  expect(open.documents.map((one) => one.id)).not.toContain(id);
  const resolved = (await (await management.request('/parked-documents?state=resolved&limit=1')).json()) as {
    documents: Array<{ id: string }>;
    next: string;
  };
  expect(resolved.documents.map((one) => one.id)).toEqual([id]);
  expect(resolved.next).not.toBeNull();
  expect((await management.request(at('nothing', '/discard'), { method: 'POST' })).status).toBe(404);
});

test('who only draws sees that something waits, and neither opens nor mends it nor sends it on', async () => {
  const id = await aParked();
  expect((await management.request('/parked-documents', { as: 'viewer' })).status).toBe(200);
  expect((await management.request(at(id), { as: 'editor' })).status).toBe(403);
  for (const [method, action, json] of [
    ['PUT', '/body', { text: '{}' }],
    ['POST', '/resume', {}],
    ['POST', '/discard', {}],
  ] as const) {
    expect((await management.request(at(id, action), { method, as: 'editor', json })).status).toBe(403);
  }
});
