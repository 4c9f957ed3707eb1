import { productionEnvironment } from '@weft/database';
import { currentFormatVersion } from '@weft/process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type InternalServer, startInternalServer } from './internal-server.ts';
import { type Management, openManagement } from './management.ts';

let management: Management;
let gateway: InternalServer;

beforeAll(async () => {
  management = await openManagement();
  gateway = await startInternalServer(() => ({ status: 200, json: { executionId: 'e-1', outcome: 'accepted' } }));
  const instance = { id: 'gateway-a', environmentId: productionEnvironment, internalUrl: gateway.url, servedRevision: 1000 };
  await management.database.gateways.report(instance);
  for (const id of ['nightly', 'idle']) {
    const file = nightlyProcess(id);
    await management.request('/processes', { method: 'POST', json: { id, file } });
  }
  expect((await management.request('/processes/nightly/publish', { method: 'POST' })).status).toBe(200);
});
afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await management[Symbol.asyncDispose]();
});

function nightlyProcess(name: string) {
  const config = { when: { every: 'day', at: '06:30' }, timeZone: 'Europe/Berlin', missed: 'once', overlap: 'skip' };
  return {
    formatVersion: currentFormatVersion,
    name,
    steps: {
      start: { type: 'schedule', version: 1, config, position: { x: 0, y: 0 } },
      reply: { type: 'reply', version: 1, config: {}, position: { x: 200, y: 0 } },
    },
    links: [{ from: { step: 'start', port: 'out' }, to: 'reply' }],
  };
}

interface Listed {
  readonly id: string;
  readonly words: string;
  readonly nextAt: string | null;
  readonly paused: boolean;
}

async function list(query = ''): Promise<Listed[]> {
  const answer = await management.request(`/schedules${query}`, { as: 'viewer' });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { schedules: Listed[] }).schedules;
}

const pause = (id: string, paused: boolean) =>
  management.request(`/schedules/${id}`, { method: 'PATCH', json: { paused }, as: 'operator' });

async function nightly(): Promise<Listed> {
  const [only] = await list('?process=nightly');
  if (only === undefined) throw new Error('nightly has no schedule');
  return only;
}

test('a published schedule is listed in words, with its next time; a draft has none', async () => {
  expect(await list()).toMatchObject([
    {
      processId: 'nightly',
      processName: 'nightly',
      words: 'every day at 06:30, Europe/Berlin',
      paused: false,
      lastAt: null,
      lastExecutionId: null,
      goesOn: false,
    },
  ]);
  const next = new Date((await nightly()).nextAt ?? 0);
  expect(next.getTime()).toBeGreaterThan(Date.now());
  expect(next.toLocaleTimeString('en-GB', { timeZone: 'Europe/Berlin' })).toBe('06:30:00');
  expect(await list('?process=idle')).toEqual([]);
});

test('a paused schedule has no next time until it goes on', async () => {
  const { id, nextAt } = await nightly();
  expect(await (await pause(id, true)).json()).toMatchObject({ paused: true, nextAt: null });
  expect(await nightly()).toMatchObject({ paused: true, nextAt: null });
  expect(await (await pause(id, false)).json()).toMatchObject({ paused: false, nextAt });
  expect((await management.request('/audit')).status).toBe(200);
  expect((await pause('nothing', true)).status).toBe(404);
});

test('who only draws neither pauses nor runs what is live', async () => {
  const { id } = await nightly();
  const refused = await management.request(`/schedules/${id}`, { method: 'PATCH', json: { paused: true }, as: 'editor' });
  expect(refused.status).toBe(403);
  expect((await management.request(`/schedules/${id}/run`, { method: 'POST', as: 'editor' })).status).toBe(403);
});

test('a schedule that is run now starts its version as the clock would, and keeps its next time', async () => {
  const { id, nextAt } = await nightly();
  const started = await management.request(`/schedules/${id}/run`, { method: 'POST', as: 'operator' });
  expect(started.status).toBe(202);
  expect(started.headers.get('x-execution-id')).toBe('e-1');
  const { body } = gateway.asked.at(-1) as { body: { properties: object; document: { properties: Record<string, string> } } };
  expect(body).toMatchObject({ processId: 'nightly', trigger: 'api', waitMs: 0, document: { contentType: '', base64: '' } });
  expect(body.properties).toEqual({ inuser: 'token test operator' });
  expect(body.document.properties).toEqual({ schedule_id: id, schedule_due_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) });
  expect(await nightly()).toMatchObject({ nextAt });
});

test('a draft that begins by the clock is tried with the time one gives it', async () => {
  const json = { draft: true, wait: false, properties: { schedule_due_at: '2030-01-01T05:30:00.000Z', query_x: '1' } };
  expect((await management.request('/processes/idle/executions', { method: 'POST', json })).status).toBe(202);
  const { body } = gateway.asked.at(-1) as { body: { properties: object; document: { properties: object } } };
  expect(body.document.properties).toEqual({ schedule_due_at: '2030-01-01T05:30:00.000Z' });
  expect(body.properties).toEqual({ inuser: 'token test admin', query_x: '1' });
});
