import { createHash, randomUUID } from 'node:crypto';
import type { ConsumedCall } from '@weft/call';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anEndpoint, type Backend, echoOf, type RunningGateway, startGateway } from './running-gateway.ts';

describe.each<Backend>(['postgres', 'redis'])('Idempotency-Key on %s', (backend) => {
  let gateway: RunningGateway;
  let second: RunningGateway;
  let worker: AsyncDisposable;
  const executed: string[] = [];
  /** Calls whose body is `slow` wait for this. */
  let released = Promise.withResolvers<void>();

  beforeAll(async () => {
    gateway = await startGateway(backend, [
      anEndpoint(),
      anEndpoint({ path: 'other' }),
      anEndpoint({ path: 'closed', authentication: 'api-key' }),
      anEndpoint({ path: 'strict', requiresKey: true }),
    ]);
    second = await gateway.another();
    worker = await gateway.work(async (call, send) => {
      executed.push(call.job.executionId);
      if (bodyOf(call) === 'slow') await released.promise;
      const answer = echoOf(call);
      if (answer.kind === 'reply' && call.job.keepsReply === true) await gateway.shelf.keep(call.job.executionId, answer.reply);
      await send(answer);
    });
  });
  afterAll(async () => {
    await worker[Symbol.asyncDispose]();
    await second[Symbol.asyncDispose]();
    await gateway[Symbol.asyncDispose]();
  });

  const post = (key: string, body: string | Buffer, path = 'echo', headers: Record<string, string> = {}, at = gateway) =>
    at.call(path, { method: 'POST', headers: { 'idempotency-key': key, 'content-type': 'text/plain', ...headers }, body });
  const seen = async (answer: Response) => ({
    status: answer.status,
    id: answer.headers.get('x-execution-id'),
    replayed: answer.headers.get('idempotent-replayed'),
    type: answer.headers.get('content-type'),
    body: await answer.text(),
  });
  const timesExecuted = (id: string | null) => executed.filter((each) => each === id).length;

  test('the same call again, here or at another gateway, gets the first one’s answer and is not executed', async () => {
    const key = randomUUID();
    const first = await seen(await post(key, 'Größe 12'));
    expect(first).toMatchObject({ status: 200, replayed: null, type: 'text/plain', body: 'Größe 12' });
    for (const at of [gateway, second, gateway]) {
      expect(await seen(await post(key, 'Größe 12', 'echo', {}, at))).toEqual({ ...first, replayed: 'true' });
    }
    expect(await seen(await post(`"${key}"`, 'Größe 12'))).toEqual({ ...first, replayed: 'true' });
    expect(timesExecuted(first.id)).toBe(1);
  });

  test('twenty of them at once, at two gateways, are one execution that answers them all', async () => {
    const key = randomUUID();
    const calls = Array.from({ length: 20 }, (_, i) => post(key, 'at once', 'echo', {}, i % 2 === 0 ? gateway : second).then(seen));
    const answers = await Promise.all(calls);
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(answers.every(({ status, body }) => status === 200 && body === 'at once')).toBe(true);
    expect(answers.filter(({ replayed }) => replayed === null)).toHaveLength(1);
    expect(timesExecuted(answers[0]?.id ?? null)).toBe(1);
  });

  test('who comes while the first is executed waits with it, and is told where to ask when that takes too long', async () => {
    released = Promise.withResolvers();
    const key = randomUUID();
    const before = executed.length;
    const first = post(key, 'slow').then(seen);
    await expect.poll(() => executed.length, { timeout: 5_000 }).toBe(before + 1);
    const impatient = await post(key, 'slow', 'echo', { prefer: 'wait=0' }, second);
    expect(impatient.status).toBe(202);
    const { executionId } = (await impatient.json()) as { executionId: string };
    const joined = post(key, 'slow', 'echo', {}, second).then(seen);
    released.resolve();
    expect(await first).toMatchObject({ status: 200, id: executionId, body: 'slow', replayed: null });
    expect(await joined).toMatchObject({ status: 200, id: executionId, body: 'slow', replayed: 'true' });
    expect(timesExecuted(executionId)).toBe(1);
  });

  test('another body, method or query under a key that was used is refused with 422 and not executed', async () => {
    const key = randomUUID();
    await post(key, 'one');
    const before = executed.length;
    for (const answer of [
      await post(key, 'two'),
      await post(key, 'one', 'echo?x=1'),
      await gateway.call('echo', { method: 'PUT', headers: { 'idempotency-key': key, 'content-type': 'text/plain' }, body: 'one' }),
    ]) {
      expect(answer.status).toBe(422);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(await answer.json()).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    }
    expect(executed).toHaveLength(before);
  });

  test('a body of many parts is compared whole, and what came again is not kept', async () => {
    const key = randomUUID();
    const body = Buffer.alloc(700_000, 'weft');
    const first = await seen(await post(key, body));
    expect(first.body).toBe('blob of 700000 bytes');
    const kept = await gateway.blobFiles();
    expect(await seen(await post(key, body))).toEqual({ ...first, replayed: 'true' });
    const changed = Buffer.from(body);
    changed[699_999] = 0;
    expect((await post(key, changed)).status).toBe(422);
    expect(await gateway.blobFiles()).toEqual(kept);
  });

  test('belongs to its endpoint and its caller: under the same key others are others', async () => {
    const key = randomUUID();
    const [ann, bob] = [await aKey(), await aKey()];
    const answers = [
      await post(key, 'x'),
      await post(key, 'x', 'other'),
      await post(key, 'x', 'closed', { 'x-api-key': ann }),
      await post(key, 'x', 'closed', { 'x-api-key': bob }),
    ].map((answer) => answer.headers.get('x-execution-id'));
    expect(new Set(answers).size).toBe(4);
    const again = await post(key, 'x', 'closed', { 'x-api-key': ann });
    expect(again.headers.get('x-execution-id')).toBe(answers[2]);
    expect((await post(key, 'x', 'closed', { 'x-api-key': 'wrong' })).status).toBe(401);
  });

  test('an endpoint may require one; what is no key is refused', async () => {
    const without = await gateway.call('strict', { method: 'POST', body: 'x' });
    expect(without.status).toBe(400);
    expect(await without.json()).toMatchObject({ code: 'REQUEST_INVALID', detail: expect.stringContaining('Idempotency-Key') });
    expect((await post(randomUUID(), 'x', 'strict')).status).toBe(200);
    for (const key of ['""', ' ', 'a, b', 'k'.repeat(256)]) expect((await post(key, 'x')).status).toBe(400);
  });

  test('calls without one leave nothing in the tables of keys and of accepted calls', async () => {
    const id = (await gateway.call('echo')).headers.get('x-execution-id') ?? '';
    expect(id).not.toBe('');
    expect(await gateway.database.inbox.find(id)).toBeUndefined();
  });

  async function aKey(): Promise<string> {
    const key = `weft_${randomUUID()}`;
    const keyHash = createHash('sha256').update(key).digest('hex');
    await gateway.database.endpointKeys.create({ name: randomUUID(), keyHash }, 'test');
    return key;
  }
});

function bodyOf({ job }: ConsumedCall): string {
  return 'base64' in job.document.body ? Buffer.from(job.document.body.base64, 'base64').toString() : '';
}
