import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { busy, hello } from './processes.ts';
import { type Backend, type RunningWeft, startWeft, until } from './running-weft.ts';

const runningId = async (weft: RunningWeft): Promise<string> => {
  const list = async () => (await weft.database.executions.list({ limit: 2, status: 'running' })).executions;
  await until(async () => (await list()).length === 1);
  return (await list())[0]?.id ?? '';
};

describe.each<Backend>(['postgres', 'redis'])('when a process of Weft dies, on %s', (backend) => {
  test('an execution whose worker was killed is taken up again, and its waiting caller is answered', async () => {
    await using weft = await startWeft(backend, { workers: 0 });
    await weft.publish(busy(1_000));
    const first = await weft.startWorker();
    const answered = fetch(`${weft.url}/ws/rest/busy`);
    const id = await runningId(weft);
    await first.kill('SIGKILL');
    await weft.startWorker();
    const answer = await answered;
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ ms: 1_000 });
    expect(answer.headers.get('x-execution-id')).toBe(id);
    await until(async () => (await weft.database.executions.get(id))?.status === 'succeeded');
    expect((await weft.database.executions.get(id))?.attempt).toBe(2);
  }, 60_000);

  test('an execution whose worker dies three times is failed as WORKER_KILLED, and its caller is told', async () => {
    await using weft = await startWeft(backend, { workers: 0 });
    await weft.publish(busy(30_000, { timeoutMs: 100_000 }));
    const answered = fetch(`${weft.url}/ws/rest/busy`);
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      const worker = await weft.startWorker();
      const id = await runningId(weft);
      await until(async () => (await weft.database.executions.get(id))?.attempt === attempt);
      await worker.kill('SIGKILL');
    }
    await weft.startWorker();
    const answer = await answered;
    const problem = z.looseObject({ executionId: z.string() }).parse(await answer.json());
    expect(problem).toMatchObject({ code: 'WORKER_KILLED', status: 500 });
    const recorded = await weft.database.executions.get(problem.executionId);
    expect(recorded).toMatchObject({ status: 'failed', attempt: 3, error: { code: 'WORKER_KILLED' } });
  }, 90_000);

  test('an execution ends although its gateway was killed, and its reply is kept for the status URL', async () => {
    await using weft = await startWeft(backend);
    await weft.publish(busy(1_500));
    const broken = fetch(`${weft.url}/ws/rest/busy`).then(
      () => 'answered',
      () => 'broken',
    );
    const id = await runningId(weft);
    await weft.gateway.kill('SIGKILL');
    expect(await broken).toBe('broken');
    await until(async () => (await weft.database.executions.get(id))?.status === 'succeeded');
    expect(await readdir(join(weft.dataDir, 'replies'))).toEqual([`${id}.reply`]);
    await weft.startGateway();
    const again = await fetch(`${weft.url}/ws/rest/busy`, { headers: { prefer: 'wait=10' } });
    expect(await again.json()).toEqual({ ms: 1_500 });
  }, 60_000);

  test('a worker that is asked to stop finishes what it runs and takes nothing more', async () => {
    await using weft = await startWeft(backend, { workers: 0 });
    await weft.publish(busy(1_000));
    await weft.publish(hello());
    const first = await weft.startWorker();
    const answered = fetch(`${weft.url}/ws/rest/busy`);
    await runningId(weft);
    first.child.kill('SIGTERM');
    const later = fetch(`${weft.url}/ws/rest/demo/hello/ada`);
    expect((await answered).status).toBe(200);
    expect(await first.ended).toBe(0);
    await weft.startWorker();
    expect(await (await later).json()).toEqual({ hello: 'ada' });
  }, 60_000);

  test('a worker that is asked to stop takes nothing more while somebody is slow to take a result', async () => {
    const asked = Promise.withResolvers<void>();
    await using receiver = createServer(() => asked.resolve()).listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    const { port } = receiver.address() as AddressInfo;
    await using weft = await startWeft(backend, { workers: 0, env: { WEFT_OUTBOUND_ALLOW: `127.0.0.1:${port}` } });
    await weft.publish(hello());
    const first = await weft.startWorker();
    const call = (headers: Record<string, string> = {}) => fetch(`${weft.url}/ws/rest/demo/hello/ada`, { headers });
    const id = (await call()).headers.get('x-execution-id') ?? '';
    await weft.database.results.add(id, `http://127.0.0.1:${port}/`);
    await asked.promise;
    first.child.kill('SIGTERM');
    await until(async () => first.output().includes('worker.stopping'));
    expect((await call({ prefer: 'wait=2' })).status).toBe(202);
    receiver.closeAllConnections();
    expect(await first.ended).toBe(0);
  }, 60_000);

  test('a gateway that is asked to stop answers who still waits', async () => {
    await using weft = await startWeft(backend);
    await weft.publish(busy(1_000));
    const answered = fetch(`${weft.url}/ws/rest/busy`);
    await runningId(weft);
    weft.gateway.child.kill('SIGTERM');
    expect(await (await answered).json()).toEqual({ ms: 1_000 });
    expect(await weft.gateway.ended).toBe(0);
    expect(await weft.database.gateways.live('production')).toEqual([]);
  }, 60_000);

  test('gateway and worker end when their parent is gone', async () => {
    await using weft = await startWeft(backend, { workers: 0 });
    const worker = await weft.startWorker();
    weft.gateway.child.stdin?.end();
    worker.child.stdin?.end();
    expect(await Promise.all([weft.gateway.ended, worker.ended])).toEqual([0, 0]);
  }, 60_000);
});
