import { expect, test } from 'vitest';
import { aFile, aPlan, aPublication, aRoute } from './builders.ts';
import { useDatabase } from './use-database.ts';

const { open } = useDatabase();

test('a draft comes back as it was saved, the order of its keys and odd characters included', async () => {
  const { processes } = open();
  const file = { ...aFile('Ünïcode 漢字'), description: 'null byte \u0000, lone surrogate \ud800, {"$type":"x"}' };
  file.steps['start'] = {
    type: 'x',
    version: 1,
    config: { zebra: 1, ant: [1.5, null, { b: 1, a: 2 }], $type: 'DateTime' },
    position: { x: 1e21, y: -0.25 },
  };
  const { id } = await processes.create(file, 'ann');
  const stored = await processes.get(id);
  expect(stored?.draft).toEqual(file);
  expect(JSON.stringify(stored?.draft)).toBe(JSON.stringify(file));
});

test('of two saves of one revision the second is refused and changes nothing', async () => {
  const { processes } = open();
  const { id, revision } = await processes.create(aFile('first'), 'ann');
  const results = await Promise.allSettled([
    processes.saveDraft(id, aFile('left'), revision, undefined),
    processes.saveDraft(id, aFile('right'), revision, undefined),
  ]);
  const winner = results.findIndex((result) => result.status === 'fulfilled');
  expect(results[1 - winner]).toMatchObject({ status: 'rejected', reason: { code: 'CONFLICT' } });
  expect(await processes.get(id)).toMatchObject({ name: ['left', 'right'][winner], revision: revision + 1 });
});

test('saving, getting and deleting what is not there is said', async () => {
  const { processes } = open();
  await expect(processes.saveDraft('nope', aFile(), 1, undefined)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(processes.delete('nope', 'ann')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await processes.get('nope')).toBeUndefined();
});

test('an id that is taken is refused', async () => {
  const { processes } = open();
  await processes.create(aFile(), 'ann', 'hello');
  await expect(processes.create(aFile(), 'ann', 'hello')).rejects.toMatchObject({ code: 'CONFLICT' });
});

test('a deleted process is gone from the list and from its addresses, and its versions stay', async () => {
  const { processes, versions, endpoints } = open();
  const { id } = await processes.create(aFile(), 'ann');
  const { version } = await versions.publish(aPublication(id, { routes: [aRoute('orders')] }));
  await processes.delete(id, 'ann');
  expect(await processes.list()).toEqual([]);
  expect((await endpoints.all('production')).endpoints).toEqual([]);
  expect(await versions.get(version.id)).toEqual(version);
});

test('a process is changed exactly while the meaning of its draft is not the live one', async () => {
  const { processes, versions } = open();
  const { id, revision } = await processes.create(aFile(), 'ann');
  const changed = async () => (await processes.get(id))?.changed;
  expect(await changed()).toBe(true);
  await versions.publish(aPublication(id, { file: aFile(), plan: aPlan('one') }));
  expect(await changed()).toBe(false);
  const moved = await processes.saveDraft(id, aFile('Orders', 'moved only'), revision, 'one');
  expect(await changed()).toBe(false);
  const edited = await processes.saveDraft(id, aFile('Orders', 'edited'), moved.revision, 'two');
  expect(await changed()).toBe(true);
  await processes.saveDraft(id, aFile('Orders', 'broken'), edited.revision, undefined);
  expect(await changed()).toBe(true);
});

test('the list shows what is live with its addresses, the last changed first', async () => {
  const { processes, versions } = open();
  const first = await processes.create(aFile('first'), 'ann');
  const second = await processes.create(aFile('second'), 'ann');
  const { version } = await versions.publish(aPublication(first.id, { routes: [aRoute('a/{id}')] }));
  await processes.saveDraft(first.id, aFile('first again'), 1, 'hash-1');
  const list = await processes.list();
  expect(list.map((process) => process.id)).toEqual([first.id, second.id]);
  expect(list[0]).toMatchObject({
    name: 'first again',
    changed: false,
    live: { versionId: version.id, number: 1, routes: [{ path: 'a/{id}' }] },
  });
  expect(list[1]?.live).toBeUndefined();
});
