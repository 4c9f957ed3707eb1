import { expect, test } from 'vitest';
import { hello } from './processes.ts';
import { startWeft, until } from './running-weft.ts';

test('a running Weft that a backup is restored into answers the calls of the one that was backed up', async () => {
  await using used = await startWeft('postgres');
  await used.publish(hello());
  expect(await (await fetch(`${used.url}/ws/rest/demo/hello/ada`)).json()).toEqual({ hello: 'ada' });

  await using fresh = await startWeft('postgres');
  expect((await fetch(`${fresh.url}/ws/rest/demo/hello/ada`)).status).toBe(404);
  const lines = await used.database.backup.read({ executions: true });
  await fresh.database.backup.restore(lines, { replace: false, keepToken: undefined });
  await until(async () => (await fetch(`${fresh.url}/ws/rest/demo/hello/bob`)).status === 200);
  expect(await (await fetch(`${fresh.url}/ws/rest/demo/hello/bob`)).json()).toEqual({ hello: 'bob' });
}, 90_000);
