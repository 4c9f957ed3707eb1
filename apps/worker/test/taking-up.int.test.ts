import { openLedger } from '@weft/testkit';
import { expect, test } from 'vitest';
import { connectLedger } from './ledger-step.ts';
import { inARow } from './processes.ts';
import { type Backend, startWeft, until } from './running-weft.ts';

// What env.ts has where nothing is set; the other tests run with shorter ones.
const timing = { WEFT_LOCK_MS: '4000', WEFT_STALLED_CHECK_MS: '2000' };
/** Waits while the ledger is held; may be repeated. */
const sql = 'SELECT pg_advisory_xact_lock_shared(7)::text AS held';

test.each<Backend>(['postgres', 'redis'])(
  'an execution whose worker was killed is taken up again within ten seconds, on %s',
  async (backend) => {
    await using weft = await startWeft(backend, { workers: 0, env: { WEFT_OUTBOUND_ALLOW: '127.0.0.1', ...timing } });
    await connectLedger(weft);
    await using ledger = await openLedger(weft.databaseUrl);
    const work = ['postgres-query', { connection: 'ledger', sql, parameters: [], result: 'first-row' }] as const;
    await weft.publish(inARow('slow', { work, answer: ['reply', { status: '200', contentType: 'application/json' }] }));
    const first = await weft.startWorker();
    await ledger.holdWrites();
    const answered = fetch(`${weft.url}/ws/rest/slow`, { headers: { prefer: 'wait=60' } });
    await until(async () => (await ledger.held('writes')) === 1);
    await weft.startWorker();
    const killedAt = Date.now();
    await first.kill('SIGKILL');
    await until(async () => (await ledger.held('writes')) === 2);
    const tookMs = Date.now() - killedAt;
    console.log(`taken up again on ${backend} after ${tookMs} ms`);
    expect(tookMs).toBeLessThan(10_000);
    await ledger.release();
    expect((await answered).status).toBe(200);
  },
  90_000,
);
