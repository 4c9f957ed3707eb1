import { freePort, type RedisServer, startRedis } from '@weft/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { echo } from './processes.ts';
import { type RunningWeft, startWeft, until } from './running-weft.ts';

const accepted = z.object({ executionId: z.string(), statusUrl: z.string() });

let port: number;
let redis: RedisServer;
let weft: RunningWeft;

beforeAll(async () => {
  port = await freePort();
  redis = await startRedis({ port });
  weft = await startWeft('redis', { env: { REDIS_URL: redis.url } });
  const inbox = echo({ inbox: true, timeoutMs: 60_000 });
  await weft.publish(inbox);
  await weft.publish({ ...inbox, name: 'plain', steps: withPath(inbox.steps, { path: 'plain', inbox: false }) });
});
afterAll(async () => {
  await weft[Symbol.asyncDispose]();
  await redis.stop();
});

const call = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${weft.url}/ws/rest/${path}`, { method: 'POST', headers: { 'content-type': 'text/plain', ...headers }, body });

test('a call that the database accepts is answered like any other, and its row goes when it has ended', async () => {
  const answer = await call('echo', 'hello');
  expect(answer.status).toBe(200);
  expect(await answer.text()).toBe('hello');
  await until(async () => (await weft.database.inbox.find(answer.headers.get('x-execution-id') ?? '')) === undefined);
});

test('a call with a key that is answered is answered again with the same reply', async () => {
  const [first, again] = [
    await call('plain', 'keyed', { 'idempotency-key': 'a' }),
    await call('plain', 'keyed', { 'idempotency-key': 'a' }),
  ];
  expect([again.status, await again.text(), again.headers.get('idempotent-replayed')]).toEqual([200, await first.text(), 'true']);
  expect(again.headers.get('x-execution-id')).toBe(first.headers.get('x-execution-id'));
});

test('while Redis is dead such calls are accepted, and executed once when an empty Redis stands in its place', async () => {
  await redis.stop();
  expect((await call('plain', 'refused')).status).toBe(503);
  const waiting = call('echo', 'who waits');
  const answer = await call('echo', 'who asks later', { prefer: 'wait=0' });
  expect(answer.status).toBe(202);
  const { executionId, statusUrl } = accepted.parse(await answer.json());
  expect((await fetch(weft.url + statusUrl)).status).toBe(202);
  const keyed = await call('plain', 'keyed', { prefer: 'wait=0', 'idempotency-key': 'b' });
  expect(keyed.status).toBe(202);

  redis = await startRedis({ port });
  const answered = await waiting;
  expect([answered.status, await answered.text()]).toEqual([200, 'who waits']);
  await until(async () => (await fetch(weft.url + statusUrl)).status === 200);
  expect(await (await fetch(weft.url + statusUrl)).text()).toBe('who asks later');
  const again = await call('plain', 'keyed', { 'idempotency-key': 'b' });
  expect([again.status, await again.text(), again.headers.get('idempotent-replayed')]).toEqual([200, 'keyed', 'true']);
  expect(again.headers.get('x-execution-id')).toBe(keyed.headers.get('x-execution-id'));
  await until(async () => (await weft.database.inbox.find(executionId)) === undefined);
  const ended = async () =>
    (await weft.database.executions.list({ limit: 50 })).executions.filter(({ finishedAt }) => finishedAt !== undefined);
  await until(async () => (await ended()).length >= 5);
  const executions = await ended();
  expect(executions).toHaveLength(5);
  expect(executions.every(({ status, attempt }) => status === 'succeeded' && attempt === 1)).toBe(true);
}, 60_000);

function withPath(steps: ReturnType<typeof echo>['steps'], config: Record<string, unknown>): typeof steps {
  return Object.fromEntries(
    Object.entries(steps).map(([id, step]) => [id, id === 'start' ? { ...step, config: { ...step.config, ...config } } : step]),
  );
}
