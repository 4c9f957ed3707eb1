import { emptyTrace, type ProcessFile } from '@weft/process';
import { openLedger } from '@weft/testkit';
import { describe, expect, test } from 'vitest';
import { connectLedger, writes } from './ledger-step.ts';
import { hello, inARow } from './processes.ts';
import { type Backend, type RunningWeft, startWeft, until } from './running-weft.ts';

const env = { WEFT_OUTBOUND_ALLOW: '127.0.0.1', WEFT_GATEWAY_URL: 'https://weft.example' };
const delay = (seconds: number) => ['delay', { wait: { ends: 'after', amount: String(seconds), unit: 'seconds' } }] as const;
const reply = (contentType = 'as-is') => ['reply', { status: '200', contentType }] as const;

/** Replies at once, then writes to the ledger before and after it waits. */
const reminding = (seconds: number) =>
  inARow('remind', {
    answer: reply(),
    note: ['log', { level: 'info', message: 'Order {{ body.order }} came.' }],
    before: writes('"before " + body.order'),
    wait: delay(seconds),
    after: writes('"after " + body.order'),
  });

/** Replies with the address to call, and writes to the ledger what the caller says. */
const approving = (limit: object = { ends: 'never' }): ProcessFile => {
  const file = inARow('approve', { wait: ['wait-for-callback', { limit }] });
  const { steps: more } = inARow('approve', {
    tell: ['message', { content: { format: 'text', template: '{{ properties.callback_url }}', contentType: 'text/plain' } }],
    answer: reply(),
    decided: writes('properties.callback_query_by + " says " + body.decision + " of " + properties.order'),
    late: writes('"nobody decided"'),
    name: ['set-properties', { properties: [{ name: 'order', value: { from: 'text', template: '{{ body.order }}' } }] }],
  });
  const { start: _start, ...others } = more;
  const out = (step: string, to: string, port = 'out') => ({ from: { step, port }, to });
  const timedOut = JSON.stringify(limit).includes('never') ? [] : [out('wait', 'late', 'timed-out')];
  if (timedOut.length === 0) delete (others as Record<string, unknown>)['late'];
  const links = [
    out('start', 'name'),
    out('name', 'wait'),
    out('wait', 'tell', 'requested'),
    out('tell', 'answer'),
    out('wait', 'decided', 'resumed'),
  ];
  return { ...file, steps: { ...file.steps, ...others }, links: [...links, ...timedOut] };
};

const post = (weft: RunningWeft, path: string, body: string | object = { order: 'A1' }, headers: Record<string, string> = {}) =>
  fetch(`${weft.url}/ws/rest/${path}`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': typeof body === 'string' ? 'text/plain' : 'application/json', ...headers },
  });

const idOf = (answer: Response) => answer.headers.get('x-execution-id') ?? '';

async function untilStatus(weft: RunningWeft, id: string, status: string) {
  await until(async () => (await weft.database.executions.get(id))?.status === status);
}

/** Somebody calls the address that the process gave out, at the gateway. */
async function callBack(weft: RunningWeft, url: string, body: object): Promise<number> {
  const { origin, pathname, search } = new URL(url);
  expect(origin).toBe('https://weft.example');
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${weft.url}${pathname}${search}&by=Ada`, { method: 'POST', body: JSON.stringify(body), headers });
  await answer.body?.cancel();
  return answer.status;
}

const forgotten = (weft: RunningWeft, id: string) => until(async () => (await weft.database.journals.takeUp(id, 99))?.length === 0);

describe.each<Backend>(['postgres', 'redis'])('an execution that waits, on %s', (backend) => {
  test('leaves its worker, outlives it, goes on with another one, and repeats nothing', async () => {
    await using weft = await startWeft(backend, { workers: 0, env });
    await connectLedger(weft);
    await using ledger = await openLedger(weft.databaseUrl);
    await weft.publish(reminding(8));
    await weft.publish(hello());
    const first = await weft.startWorker({ WEFT_WORKER_CONCURRENCY: '1' });
    const answer = await post(weft, 'remind');
    expect(await answer.json()).toEqual({ order: 'A1' });
    await untilStatus(weft, idOf(answer), 'waiting');
    // The only place of the worker is free.
    expect((await fetch(`${weft.url}/ws/rest/demo/hello/ada`)).status).toBe(200);
    await first.kill('SIGKILL');
    await weft.startWorker();
    await untilStatus(weft, idOf(answer), 'succeeded');
    expect(await ledger.entries()).toEqual(['before A1', 'after A1']);
    const recorded = await weft.database.executions.get(idOf(answer));
    expect(recorded?.attempt).toBe(2);
    const { steps, log, documents } = recorded?.trace ?? emptyTrace;
    expect(
      Object.values(steps)
        .map(({ stepId, documentsIn, status }) => `${stepId} ${documentsIn} ${status}`)
        .toSorted(),
    ).toEqual(['after', 'answer', 'before', 'note', 'start', 'wait'].map((step) => `${step} 1 succeeded`));
    expect(log.filter(({ stepId }) => stepId === 'note')).toHaveLength(1);
    expect(documents.filter(({ stepId }) => stepId === 'before')).toHaveLength(1);
    const [before, wait] = [steps['before'], steps['wait']];
    expect((before?.finishedAt ?? 0) - (before?.startedAt ?? 0)).toBeLessThan(4_000);
    expect((wait?.finishedAt ?? 0) - (wait?.startedAt ?? 0)).toBeGreaterThanOrEqual(7_900);
    await forgotten(weft, idOf(answer));
  }, 60_000);

  test('is answered by the attempt that reaches the reply, with a large body that waited along', async () => {
    await using weft = await startWeft(backend, { env });
    await weft.publish(inARow('later', { wait: delay(6), answer: reply() }, { timeoutMs: 60_000 }));
    const text = 'x'.repeat(200_000);
    const answer = await post(weft, 'later', text);
    expect(answer.status).toBe(200);
    expect((await answer.text()) === text).toBe(true);
    await untilStatus(weft, idOf(answer), 'succeeded');
  }, 60_000);

  test('goes on with what somebody sends to its address; the first call counts', async () => {
    await using weft = await startWeft(backend, { env });
    await connectLedger(weft);
    await using ledger = await openLedger(weft.databaseUrl);
    await weft.publish(approving());
    const answer = await post(weft, 'approve');
    const url = await answer.text();
    await untilStatus(weft, idOf(answer), 'waiting');
    expect(await callBack(weft, url, { decision: 'yes' })).toBe(202);
    await untilStatus(weft, idOf(answer), 'succeeded');
    expect(await ledger.entries()).toEqual(['Ada says yes of A1']);
    expect(await callBack(weft, url, { decision: 'no' })).toBe(410);
  }, 60_000);

  test('and forty more, each answered at the moment in which it is put aside, go on, each once', async () => {
    await using weft = await startWeft(backend, { workers: 2, env });
    await connectLedger(weft);
    await using ledger = await openLedger(weft.databaseUrl);
    await weft.publish(approving());
    const orders = Array.from({ length: 40 }, (_, n) => `A${n}`);
    const ids = await Promise.all(
      orders.map(async (order) => {
        const answer = await post(weft, 'approve', { order });
        expect(await callBack(weft, await answer.text(), { decision: 'yes' })).toBe(202);
        return idOf(answer);
      }),
    );
    for (const id of ids) await untilStatus(weft, id, 'succeeded');
    expect((await ledger.entries()).toSorted()).toEqual(orders.map((order) => `Ada says yes of ${order}`).toSorted());
  }, 90_000);

  test('gives up at its limit, in another worker than it began in', async () => {
    await using weft = await startWeft(backend, { workers: 0, env });
    await connectLedger(weft);
    await using ledger = await openLedger(weft.databaseUrl);
    await weft.publish(approving({ ends: 'after', amount: '6', unit: 'seconds' }));
    const first = await weft.startWorker();
    const answer = await post(weft, 'approve');
    await untilStatus(weft, idOf(answer), 'waiting');
    await first.kill('SIGTERM');
    await weft.startWorker();
    await untilStatus(weft, idOf(answer), 'succeeded');
    expect(await ledger.entries()).toEqual(['nobody decided']);
  }, 60_000);

  test('is cancelled while it waits, also where no worker was there to hear of it', async () => {
    await using weft = await startWeft(backend, { workers: 0, env });
    await connectLedger(weft);
    await using ledger = await openLedger(weft.databaseUrl);
    await weft.publish(reminding(600));
    const first = await weft.startWorker();
    const [one, other] = [await post(weft, 'remind'), await post(weft, 'remind', { order: 'A2' })];
    for (const answer of [one, other]) await untilStatus(weft, idOf(answer), 'waiting');
    await weft.database.executions.requestCancel(idOf(one), 'test');
    await untilStatus(weft, idOf(one), 'cancelled');
    await first.kill('SIGKILL');
    await weft.database.executions.requestCancel(idOf(other), 'test');
    await weft.startWorker();
    await untilStatus(weft, idOf(other), 'cancelled');
    for (const answer of [one, other]) {
      const steps = (await weft.database.executions.get(idOf(answer)))?.trace.steps;
      expect(steps).toMatchObject({ before: { status: 'succeeded' }, wait: { status: 'cancelled' } });
      await forgotten(weft, idOf(answer));
    }
    expect((await ledger.entries()).toSorted()).toEqual(['before A1', 'before A2']);
  }, 60_000);
});
