import { openLedger } from '@weft/testkit';
import { expect, test } from 'vitest';
import { connectLedger, writes } from './ledger-step.ts';
import { inARow } from './processes.ts';
import { type RunningWeft, startWeft, until } from './running-weft.ts';
import { sendOn } from './send-on.ts';

const busy = ['script', { code: 'const end = Date.now() + 1500; while (Date.now() < end) {} return input.body;' }] as const;
const reply = ['reply', { status: '200', contentType: 'application/json' }] as const;

const post = (weft: RunningWeft, path: string, order: string) =>
  fetch(`${weft.url}/ws/rest/${path}`, {
    method: 'POST',
    body: JSON.stringify({ order }),
    headers: { 'content-type': 'application/json' },
  });

/** A Weft without workers, and a ledger that its processes write to. */
async function startWithLedger() {
  const weft = await startWeft('postgres', { workers: 0, env: { WEFT_OUTBOUND_ALLOW: '127.0.0.1' } });
  await connectLedger(weft);
  return { weft, ledger: await openLedger(weft.databaseUrl) };
}

test.each([
  ['it did not happen: the step is run again', { stepId: 'write' }, ['A1']],
  ['it happened: the step is left out', { stepId: 'write', port: 'out' }, []],
] as const)(
  'a document of which nobody knows whether a step took effect waits for somebody who does; %s',
  async (_name, entry, written) => {
    const { weft, ledger } = await startWithLedger();
    await using _weft = weft;
    await using _ledger = ledger;
    await weft.publish(
      inARow('order', { write: writes('body.order'), note: ['log', { level: 'info', message: 'went on with {{ body.order }}' }] }),
    );
    const first = await weft.startWorker();
    await ledger.holdWrites();
    const answered = post(weft, 'order', 'A1');
    await until(async () => (await ledger.held('writes')) > 0);
    await first.kill('SIGKILL');
    await ledger.cutOffHeld();
    await ledger.release();
    await weft.startWorker();
    expect(await (await answered).json()).toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    const [parked] = (await weft.database.parked.list({ limit: 9, open: true })).documents;
    expect(parked).toMatchObject({ stepId: 'write', port: undefined, error: { code: 'OUTCOME_UNKNOWN' } });
    expect(await ledger.entries()).toEqual([]);
    const executionId = await sendOn(weft, parked?.id ?? '', entry);
    const resumed = await weft.database.executions.get(executionId);
    expect(resumed).toMatchObject({ status: 'succeeded', trigger: 'resume' });
    expect(resumed?.trace.log.map(({ message }) => message)).toEqual(['went on with A1']);
    expect(await ledger.entries()).toEqual(written);
  },
  60_000,
);

test('what a called process has done once it does not do again when the worker dies in the middle of it', async () => {
  const { weft, ledger } = await startWithLedger();
  await using _weft = weft;
  await using _ledger = ledger;
  const inner = await weft.publish(inARow('inner', { write: writes('body.order'), work: busy, answer: reply }));
  await weft.publish(inARow('outer', { ask: ['call-process', { process: inner.processId }], answer: reply }));
  const first = await weft.startWorker();
  const answered = post(weft, 'outer', 'A2');
  await until(async () => {
    const [execution] = (await weft.database.executions.list({ limit: 1, processId: inner.processId })).executions;
    return execution !== undefined && (await weft.database.executions.get(execution.id))?.trace.steps['work'] !== undefined;
  });
  await first.kill('SIGKILL');
  await weft.startWorker();
  expect((await answered).status).toBe(200);
  expect(await ledger.entries()).toEqual(['A2']);
}, 60_000);
