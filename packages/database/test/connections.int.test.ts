import { expect, test } from 'vitest';
import { aFile, aPlan, aPublication } from './builders.ts';
import { useDatabase } from './use-database.ts';

const { open } = useDatabase();

const demo = { name: 'Demo', type: 'postgres', config: { host: 'db', port: 5432 }, sealedSecrets: 'sealed', secretsSet: ['password'] };

test('a saved connection is listed without its secrets and read with them sealed', async () => {
  const { connections } = open();
  const saved = await connections.save(demo, 'ann');
  expect(saved).toMatchObject({ name: 'Demo', type: 'postgres', config: demo.config, secretsSet: ['password'], revision: 1 });
  expect(await connections.list()).toEqual([saved]);
  expect(JSON.stringify(await connections.list())).not.toContain('sealed"');
  expect(await connections.get(saved.id)).toEqual({ ...saved, sealedSecrets: 'sealed' });
  expect(await connections.get('nope')).toBeUndefined();
});

test('each save raises the revision, so that open clients are replaced', async () => {
  const { connections } = open();
  const first = await connections.save({ id: 'demo', ...demo }, 'ann');
  const second = await connections.save({ id: 'demo', ...demo, name: 'Renamed' }, 'ann');
  expect([first.revision, second.revision]).toEqual([1, 2]);
  expect(await connections.list()).toHaveLength(1);
});

test('a connection that a live version uses is not deleted, and the process is named', async () => {
  const { connections, processes, versions } = open();
  const { id } = await connections.save(demo, 'ann');
  const process = await processes.create(aFile('Orders'), 'ann');
  await versions.publish(aPublication(process.id, { plan: aPlan('h', { query: { connections: [id] } }) }));
  await expect(connections.delete(id, 'ann')).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('"Orders"') });
  await versions.unpublish(process.id, 'ann');
  await connections.delete(id, 'ann');
  expect(await connections.get(id)).toBeUndefined();
  await expect(connections.delete(id, 'ann')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
