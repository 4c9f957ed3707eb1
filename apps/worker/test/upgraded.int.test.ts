import { migrate, openDatabase } from '@weft/database';
import { createVault, loadMasterKey } from '@weft/secrets';
import { freshDatabase } from '@weft/testkit';
import { expect, test } from 'vitest';
import { dropEarlier, loadEarlier } from './earlier/load-earlier.ts';
import { startWeft, until } from './running-weft.ts';

test.each(['d21406c'])(
  'what a Weft of %s left behind is brought to today: processes answer, records are read, secrets open',
  async (commit) => {
    const admin = await freshDatabase();
    const earlier = await loadEarlier(commit, admin.url);
    try {
      expect((await migrate(earlier.url)).length).toBeGreaterThan(0);
      expect(await migrate(earlier.url)).toEqual([]);
      await using weft = await startWeft('postgres', { env: { DATABASE_URL: earlier.url, WEFT_MASTER_KEY: earlier.masterKey } });
      const call = (path: string) => fetch(`${weft.url}/ws/rest/${path}`);
      await until(async () => (await call('demo/hello/ada')).status === 200);
      expect(await (await call('demo/hello/ada?name=Bob')).json()).toEqual({ hello: 'Bob' });
      expect((await call('failing')).status).toBe(500);

      const database = openDatabase({ url: earlier.url });
      try {
        const { executions } = await database.executions.list({ limit: 10 });
        const old = executions.find(({ status, processName }) => status === 'succeeded' && processName.startsWith('demo'));
        expect(await database.executions.get(executions.at(-1)?.id ?? '')).toMatchObject({ trace: { replied: { status: 200 } } });
        expect(old?.versionNumber).toBe(1);
        const connection = await database.connections.get('db');
        const vault = createVault(await loadMasterKey({ env: { WEFT_MASTER_KEY: earlier.masterKey }, dataDir: '' }));
        expect(vault.open(connection?.sealedSecrets ?? '', 'db')).toEqual({ password: 'an old secret' });
        expect((await database.processes.list()).every(({ live, changed }) => live?.number === 1 && !changed)).toBe(true);
      } finally {
        await database.close();
      }
    } finally {
      await dropEarlier(earlier, admin.url);
      await admin.drop();
    }
  },
  90_000,
);
