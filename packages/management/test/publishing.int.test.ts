import { productionEnvironment } from '@weft/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { helloProcess } from './a-process.ts';
import { type Management, openManagement } from './management.ts';

let management: Management;
beforeAll(async () => {
  management = await openManagement();
});
afterAll(() => management[Symbol.asyncDispose]());

interface Publication {
  readonly version: { readonly id: string; readonly number: number; readonly live: boolean; readonly publishedBy: string };
  readonly routes: ReadonlyArray<{ readonly url: string }>;
  readonly gateways: { readonly serving: string[]; readonly notServing: string[] };
}

async function create(id: string, path = `test/${id}`): Promise<void> {
  await management.request('/processes', { method: 'POST', json: { id, file: helloProcess(path) } });
}

async function publish(id: string, json: unknown = {}): Promise<Publication> {
  const answer = await management.request(`/processes/${id}/publish`, { method: 'POST', json });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Publication;
}

async function save(id: string, name: string): Promise<void> {
  const { revision } = (await (await management.request(`/processes/${id}`)).json()) as { revision: number };
  await management.request(`/processes/${id}/draft`, { method: 'PUT', json: { revision, file: helloProcess(`test/${id}`, name) } });
}

test('publishing makes version 1 and names the address', async () => {
  await create('first');
  const { version, routes } = await publish('first', { note: 'the first' });
  expect(version).toMatchObject({ number: 1, live: true, note: 'the first', publishedBy: 'token test admin' });
  expect(routes.map(({ url }) => url)).toEqual(['http://gateway.test:8080/ws/rest/test/first']);
  expect(await (await management.request('/processes/first')).json()).toMatchObject({ changed: false, live: { versionId: version.id } });
});

test('publishing what one has not seen is refused', async () => {
  await create('unseen');
  await save('unseen', 'changed');
  const answer = await management.request('/processes/unseen/publish', { method: 'POST', json: { revision: 0 } });
  expect(answer.status).toBe(409);
});

test('an address that another process has cannot be published', async () => {
  await create('owner', 'test/shared');
  await create('thief', 'test/shared');
  await publish('owner');
  const answer = await management.request('/processes/thief/publish', { method: 'POST' });
  expect(answer.status).toBe(409);
  expect(await answer.json()).toMatchObject({ code: 'ROUTE_TAKEN' });
});

test('an older version can be made live again, and the draft stays', async () => {
  await create('rolled');
  const first = await publish('rolled');
  await save('rolled', 'second name');
  const second = await publish('rolled');
  expect(second.version.number).toBe(2);
  const back = await management.request(`/processes/rolled/versions/${first.version.id}/roll-back`, { method: 'POST' });
  expect(back.status).toBe(200);
  const { versions } = (await (await management.request('/processes/rolled/versions')).json()) as {
    versions: Array<{ number: number; live: boolean }>;
  };
  expect(versions.map(({ number, live }) => [number, live])).toEqual([
    [2, false],
    [1, true],
  ]);
  expect(await (await management.request('/processes/rolled')).json()).toMatchObject({ draft: { name: 'second name' } });
});

test("a version of another process cannot be made this one's", async () => {
  await create('mine');
  await create('foreign');
  await publish('mine');
  const { version } = await publish('foreign');
  expect((await management.request(`/processes/mine/versions/${version.id}/roll-back`, { method: 'POST' })).status).toBe(404);
});

test('unpublishing frees the address', async () => {
  await create('free');
  await publish('free');
  expect((await management.request('/processes/free/unpublish', { method: 'POST' })).status).toBe(200);
  expect(await (await management.request('/processes/free')).json()).toMatchObject({ live: null });
});

test('publishing waits until the live gateways serve it', async () => {
  await create('waited');
  const gateway = { id: 'gateway-a', environmentId: productionEnvironment, internalUrl: 'http://127.0.0.1:1' };
  const { revision } = await management.database.endpoints.all(productionEnvironment);
  await management.database.gateways.report({ ...gateway, servedRevision: revision });
  await using _ = await management.database.endpoints.watch(async () => {
    const now = await management.database.endpoints.all(productionEnvironment);
    await management.database.gateways.report({ ...gateway, servedRevision: now.revision });
  });
  const began = performance.now();
  expect((await publish('waited')).gateways).toEqual({ serving: ['gateway-a'], notServing: [] });
  expect(performance.now() - began).toBeLessThan(5_000);
  await management.database.gateways.leave('gateway-a');
});

test('a gateway that does not follow within ten seconds is named', async () => {
  await create('late');
  await management.database.gateways.report({
    id: 'gateway-late',
    environmentId: productionEnvironment,
    internalUrl: 'http://127.0.0.1:1',
    servedRevision: 0,
  });
  expect((await publish('late')).gateways).toEqual({ serving: [], notServing: ['gateway-late'] });
  await management.database.gateways.leave('gateway-late');
});
