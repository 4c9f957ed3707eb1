import { expect, test, vi } from 'vitest';
import { aFile, aPlan, aPublication, aRoute } from './builders.ts';
import { useDatabase } from './use-database.ts';

const { open } = useDatabase();

test('of 20 processes that claim one address at once exactly one gets it, and the others are told who has it', async () => {
  const studios = [open(), open()];
  const processes = await Promise.all(
    Array.from({ length: 20 }, (_, index) => studios[0]?.processes.create(aFile(`process ${index}`), 'ann')),
  );
  const results = await Promise.allSettled(
    processes.map((process, index) => {
      const publication = aPublication(process?.id ?? '', { routes: [aRoute(`orders/{parameter${index}}`)] });
      return studios[index % 2]?.versions.publish(publication);
    }),
  );
  const winner = results.findIndex((result) => result.status === 'fulfilled');
  const refused = results.filter((result) => result.status === 'rejected').map((result) => result.reason);
  expect(refused).toHaveLength(19);
  for (const error of refused)
    expect(error).toMatchObject({ code: 'ROUTE_TAKEN', message: expect.stringContaining(`"process ${winner}"`) });
  const { revision, endpoints } = (await studios[0]?.endpoints.all('production')) ?? {};
  expect(endpoints).toHaveLength(1);
  expect(revision).toBe(1);
  expect(await studios[0]?.versions.list(processes[(winner + 1) % 20]?.id ?? '')).toEqual([]);
});

test('concurrent publishes of one process get numbers without gaps, and the last one is live', async () => {
  const { processes, versions, endpoints } = open();
  const { id } = await processes.create(aFile(), 'ann');
  const results = await Promise.all(
    Array.from({ length: 10 }, (_, index) => versions.publish(aPublication(id, { plan: aPlan(`h${index}`), routes: [aRoute('orders')] }))),
  );
  expect((await versions.list(id)).map((version) => version.number)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  const last = results.find((result) => result.routeRevision === 10);
  expect(await endpoints.all('production')).toMatchObject({
    revision: 10,
    endpoints: [{ versionId: last?.version.id, processName: 'Orders' }],
  });
});

test.each([
  ['orders/{id}', 'orders/{number}', true],
  ['/orders//open/', 'orders/open', true],
  ['orders/{id}', 'orders/open', false],
  ['orders/{id}', 'orders/{id}/lines', false],
  ['orders/{id}.json', 'orders/{id}.xml', false],
])('the addresses %s and %s are the same one: %s', async (first, second, same) => {
  const { processes, versions } = open();
  const one = await processes.create(aFile('one'), 'ann');
  const two = await processes.create(aFile('two'), 'ann');
  await versions.publish(aPublication(one.id, { routes: [aRoute(first)] }));
  const publishing = versions.publish(aPublication(two.id, { routes: [aRoute(second)] }));
  if (same) await expect(publishing).rejects.toMatchObject({ code: 'ROUTE_TAKEN' });
  else await expect(publishing).resolves.toMatchObject({ routeRevision: 2 });
});

test('methods of one address may belong to two processes, but not one method', async () => {
  const { processes, versions } = open();
  const one = await processes.create(aFile('one'), 'ann');
  const two = await processes.create(aFile('two'), 'ann');
  await versions.publish(aPublication(one.id, { routes: [aRoute('orders', ['GET', 'PUT'])] }));
  await versions.publish(aPublication(two.id, { routes: [aRoute('orders', ['POST'])] }));
  await expect(versions.publish(aPublication(two.id, { routes: [aRoute('orders', ['POST', 'put'])] }))).rejects.toMatchObject({
    code: 'ROUTE_TAKEN',
    message: expect.stringContaining('PUT /orders'),
  });
});

test('a process that claims one address twice is refused', async () => {
  const { processes, versions } = open();
  const { id } = await processes.create(aFile(), 'ann');
  const routes = [aRoute('orders/{a}'), aRoute('orders/{b}')];
  await expect(versions.publish(aPublication(id, { routes }))).rejects.toMatchObject({ code: 'ROUTE_TAKEN' });
});

test('a refused publish leaves everything as it was', async () => {
  const { processes, versions, endpoints } = open();
  const one = await processes.create(aFile('one'), 'ann');
  const two = await processes.create(aFile('two'), 'ann');
  await versions.publish(aPublication(one.id, { routes: [aRoute('taken')] }));
  await versions.publish(aPublication(two.id, { routes: [aRoute('own')] }));
  const before = await endpoints.all('production');
  await expect(versions.publish(aPublication(two.id, { routes: [aRoute('taken')] }))).rejects.toMatchObject({ code: 'ROUTE_TAKEN' });
  expect(await endpoints.all('production')).toEqual(before);
  expect(await versions.list(two.id)).toHaveLength(1);
});

test('publishing gives up the addresses of the version before', async () => {
  const { processes, versions, endpoints } = open();
  const one = await processes.create(aFile('one'), 'ann');
  const two = await processes.create(aFile('two'), 'ann');
  await versions.publish(aPublication(one.id, { routes: [aRoute('old')] }));
  await versions.publish(aPublication(one.id, { routes: [aRoute('new')] }));
  await versions.publish(aPublication(two.id, { routes: [aRoute('old')] }));
  expect((await endpoints.all('production')).endpoints.map(({ path, processId }) => [path, processId])).toEqual([
    ['new', one.id],
    ['old', two.id],
  ]);
});

test('rolling back points the addresses at the older version and keeps the newer one', async () => {
  const { processes, versions, endpoints } = open();
  const { id } = await processes.create(aFile(), 'ann');
  const first = await versions.publish(aPublication(id, { routes: [aRoute('a')] }));
  await versions.publish(aPublication(id, { plan: aPlan('two'), routes: [aRoute('b')] }));
  expect(await versions.rollBack(first.version.id, [aRoute('a')], 'ann')).toEqual({ routeRevision: 3 });
  expect(await endpoints.all('production')).toMatchObject({ revision: 3, endpoints: [{ path: 'a', versionId: first.version.id }] });
  expect((await processes.get(id))?.live).toMatchObject({ number: 1 });
  expect(await versions.list(id)).toHaveLength(2);
  await expect(versions.rollBack('nope', [], 'ann')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('unpublishing takes the process off its addresses and keeps its versions', async () => {
  const { processes, versions, endpoints } = open();
  const { id } = await processes.create(aFile(), 'ann');
  await versions.publish(aPublication(id, { routes: [aRoute('a')] }));
  expect(await versions.unpublish(id, 'ann')).toEqual({ routeRevision: 2 });
  expect(await endpoints.all('production')).toEqual({ revision: 2, endpoints: [] });
  expect((await processes.get(id))?.live).toBeUndefined();
  expect(await versions.list(id)).toHaveLength(1);
});

test('a deleted process cannot be published', async () => {
  const { processes, versions } = open();
  const { id } = await processes.create(aFile(), 'ann');
  await processes.delete(id, 'ann');
  await expect(versions.publish(aPublication(id))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(versions.unpublish(id, 'ann')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('a tried draft is stored once per meaning, is not listed and has no number', async () => {
  const { processes, versions } = open();
  const { id } = await processes.create(aFile(), 'ann');
  const tries = await Promise.all(Array.from({ length: 8 }, () => versions.insertTried(id, aFile(), aPlan('tried'), 'ann')));
  expect(new Set(tries.map((version) => version.id)).size).toBe(1);
  expect(tries[0]?.number).toBeUndefined();
  expect((await versions.insertTried(id, aFile(), aPlan('other'), 'ann')).id).not.toBe(tries[0]?.id);
  expect(await versions.list(id)).toEqual([]);
  await expect(versions.insertTried('nope', aFile(), aPlan(), 'ann')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('each gateway hears of a publish and of an endpoint key, and reads the new table then', async () => {
  const studio = open();
  const gateway = open();
  const heard = vi.fn();
  await using _watching = await gateway.endpoints.watch(heard);
  const { id } = await studio.processes.create(aFile(), 'ann');
  await studio.versions.publish(aPublication(id, { routes: [aRoute('a')] }));
  await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(1));
  expect(await gateway.endpoints.all('production')).toMatchObject({ revision: 1, endpoints: [{ path: 'a' }] });
  await studio.endpointKeys.create({ name: 'partner', keyHash: 'h' }, 'ann');
  await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(2));
});

test('a publisher sees which gateways serve the new revision', async () => {
  const { gateways } = open();
  const heard = vi.fn();
  await using _watching = await gateways.watch(heard);
  const gateway = { id: 'g1', environmentId: 'production', internalUrl: 'http://127.0.0.1:1', servedRevision: 1 };
  await gateways.report(gateway);
  await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(1));
  await gateways.report({ ...gateway, servedRevision: 2 });
  await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(2));
  expect(await gateways.live('production')).toEqual([{ ...gateway, servedRevision: 2 }]);
  expect(await gateways.live('test')).toEqual([]);
  await gateways.leave('g1');
  expect(await gateways.live('production')).toEqual([]);
});

test('every change of publishing is in the audit log with who did it', async () => {
  const { processes, versions, audit } = open();
  const { id } = await processes.create(aFile(), 'ann');
  const { version } = await versions.publish(aPublication(id, { by: 'bob', note: 'first' }));
  await versions.rollBack(version.id, [], 'cid');
  await versions.unpublish(id, 'dan');
  await processes.delete(id, 'eve');
  const entries = await audit.list(10);
  expect(entries.map(({ action, by }) => [action, by])).toEqual([
    ['process.deleted', 'eve'],
    ['process.unpublished', 'dan'],
    ['process.rolled-back', 'cid'],
    ['process.published', 'bob'],
    ['process.created', 'ann'],
  ]);
  expect(entries[3]).toMatchObject({ subject: id, detail: { note: 'first', number: 1 } });
});
