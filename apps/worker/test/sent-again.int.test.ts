import { freePort } from '@weft/testkit';
import { expect, test } from 'vitest';
import { busy } from './processes.ts';
import { type RunningWeft, startWeft, until } from './running-weft.ts';

const headers = { 'idempotency-key': 'order-A-17' };

const theRunning = async (weft: RunningWeft) => {
  const running = async () => (await weft.database.executions.list({ limit: 1, status: 'running' })).executions[0]?.id;
  await until(async () => (await running()) !== undefined);
  return (await running()) ?? '';
};

test('a call that is sent again because its gateway was killed gets the answer of the one execution, at another gateway', async () => {
  await using weft = await startWeft('redis');
  const port = await freePort();
  await weft.startGateway({ WEFT_GATEWAY_PORT: String(port) });
  await weft.publish(busy(2_000));
  const lost = fetch(`${weft.url}/ws/rest/busy`, { headers }).catch(() => 'lost');
  const id = await theRunning(weft);
  await weft.gateway.kill('SIGKILL');
  expect(await lost).toBe('lost');
  const again = await fetch(`http://127.0.0.1:${port}/ws/rest/busy`, { headers });
  expect([again.status, await again.json()]).toEqual([200, { ms: 2_000 }]);
  expect([again.headers.get('x-execution-id'), again.headers.get('idempotent-replayed')]).toEqual([id, 'true']);
  expect((await weft.database.executions.list({ limit: 10 })).executions).toMatchObject([{ id, attempt: 1 }]);
}, 90_000);

test('a call that is sent again while its worker has died waits for the attempt that goes on', async () => {
  await using weft = await startWeft('postgres', { workers: 0 });
  await weft.publish(busy(1_500));
  const worker = await weft.startWorker();
  const first = fetch(`${weft.url}/ws/rest/busy`, { headers });
  const id = await theRunning(weft);
  await worker.kill('SIGKILL');
  const again = fetch(`${weft.url}/ws/rest/busy`, { headers });
  await weft.startWorker();
  for (const answer of await Promise.all([first, again])) {
    expect([answer.status, await answer.json(), answer.headers.get('x-execution-id')]).toEqual([200, { ms: 1_500 }, id]);
  }
  await until(async () => (await weft.database.executions.get(id))?.status === 'succeeded');
  expect((await weft.database.executions.list({ limit: 10 })).executions).toMatchObject([{ id, attempt: 2 }]);
}, 90_000);
