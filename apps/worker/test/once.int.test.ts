import { type Ledger, openLedger } from '@weft/testkit';
import { describe, expect, test } from 'vitest';
import { connectLedger, writes } from './ledger-step.ts';
import { inARow } from './processes.ts';
import { type Backend, type RunningWeft, startWeft, until } from './running-weft.ts';

const sql = 'SELECT :order::text AS "order", pg_sleep(1)::text AS slept';

/** Takes a second, and may be repeated. */
const work = [
  'postgres-query',
  { connection: 'ledger', sql, parameters: [{ name: 'order', expression: 'body.order' }], result: 'first-row' },
] as const;

const ordering = () =>
  inARow('order', {
    write: writes('body.order'),
    work,
    answer: ['reply', { status: '200', contentType: 'application/json' }],
  });

const order = (weft: RunningWeft, id = 'A1') =>
  fetch(`${weft.url}/ws/rest/order`, {
    method: 'POST',
    body: JSON.stringify({ order: id }),
    headers: { 'content-type': 'application/json' },
  });

/** Lets the execution come to an exact place, and says when it is there. */
type Place = (weft: RunningWeft, ledger: Ledger, call: () => void) => Promise<void>;

const places: ReadonlyArray<readonly [name: string, place: Place, end: 'done' | 'unknown', written: readonly string[]]> = [
  [
    'before its begin is noted: it is run',
    async (_weft, ledger, call) => {
      await ledger.holdJournal();
      call();
      await until(async () => (await ledger.held('journal')) > 0);
    },
    'done',
    ['A1'],
  ],
  [
    'while it runs: nobody knows, and it is not run again',
    async (_weft, ledger, call) => {
      await ledger.holdWrites();
      call();
      await until(async () => (await ledger.held('writes')) > 0);
    },
    'unknown',
    [],
  ],
  [
    'after it took effect and before its end is noted: nobody knows, and it is not run again',
    async (_weft, ledger, call) => {
      await ledger.holdWrites();
      call();
      await until(async () => (await ledger.held('writes')) > 0);
      await ledger.holdJournal();
      await ledger.release('writes');
      await until(async () => (await ledger.held('journal')) > 0);
    },
    'unknown',
    ['A1'],
  ],
  [
    'after its end is noted: it is not run again, and the execution goes on',
    async (weft, _ledger, call) => {
      call();
      await until(async () => {
        const [execution] = (await weft.database.executions.list({ limit: 1 })).executions;
        return execution !== undefined && (await weft.database.executions.get(execution.id))?.trace.steps['work'] !== undefined;
      });
    },
    'done',
    ['A1'],
  ],
];

describe.each<Backend>(['postgres', 'redis'])('a step that must not be repeated, its worker killed, on %s', (backend) => {
  test.each(places)(
    '%s',
    async (_name, place, end, written) => {
      await using weft = await startWeft(backend, { workers: 0, env: { WEFT_OUTBOUND_ALLOW: '127.0.0.1' } });
      await connectLedger(weft);
      await using ledger = await openLedger(weft.databaseUrl);
      await weft.publish(ordering());
      const first = await weft.startWorker();
      const answered = Promise.withResolvers<Response>();
      await place(weft, ledger, () => void order(weft).then(answered.resolve, answered.reject));
      await first.kill('SIGKILL');
      await ledger.cutOffHeld();
      await ledger.release();
      await weft.startWorker();
      const answer = await answered.promise;
      const id = answer.headers.get('x-execution-id') ?? '';
      if (end === 'done') expect(await answer.json()).toMatchObject({ order: 'A1' });
      else expect(await answer.json()).toMatchObject({ status: 500, code: 'OUTCOME_UNKNOWN', step: 'write' });
      await until(async () => (await weft.database.executions.get(id))?.finishedAt !== undefined);
      expect(await weft.database.executions.get(id)).toMatchObject({ status: end === 'done' ? 'succeeded' : 'failed', attempt: 2 });
      expect(await ledger.entries()).toEqual(written);
      const { documents: parked } = await weft.database.parked.list({ limit: 9 });
      expect(parked.map(({ executionId, stepId }) => [executionId, stepId])).toEqual(end === 'done' ? [] : [[id, 'write']]);
      await until(async () => (await weft.database.journals.takeUp(id, 9))?.length === 0);
    },
    60_000,
  );

  test('of twenty orders, workers killed in between again and again, each is written once or known to be unknown', async () => {
    await using weft = await startWeft(backend, { workers: 0, env: { WEFT_OUTBOUND_ALLOW: '127.0.0.1' } });
    await connectLedger(weft);
    await using ledger = await openLedger(weft.databaseUrl);
    await weft.publish(ordering());
    let worker = await weft.startWorker({ WEFT_WORKER_CONCURRENCY: '4' });
    const calls = Array.from(
      { length: 20 },
      async (_, n) => (await order(weft, `B${n}`)).json() as Promise<{ order?: string; code?: string }>,
    );
    for (let kills = 0; kills < 2; kills += 1) {
      const before = (await ledger.entries()).length;
      await until(async () => (await ledger.entries()).length > before + 1);
      await worker.kill('SIGKILL');
      worker = await weft.startWorker({ WEFT_WORKER_CONCURRENCY: '4' });
    }
    const answers = await Promise.all(calls);
    const entries = await ledger.entries();
    expect(new Set(entries).size).toBe(entries.length);
    for (const [n, answer] of answers.entries()) {
      if (answer.code === undefined) expect(answer).toMatchObject({ order: `B${n}` });
      else expect(answer.code).toBe('OUTCOME_UNKNOWN');
      if (answer.code === undefined) expect(entries).toContain(`B${n}`);
    }
  }, 120_000);
});
