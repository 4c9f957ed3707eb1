import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anEndpoint, echoOf, type RunningGateway, startGateway } from './running-gateway.ts';

let gateway: RunningGateway;
let worker: AsyncDisposable;

beforeAll(async () => {
  gateway = await startGateway('redis', [
    anEndpoint(),
    anEndpoint({ path: 'small', bodyBytesMax: 100_000 }),
    anEndpoint({ path: 'fast', mode: 'low-latency' }),
    anEndpoint({ path: 'fast-and-closed', mode: 'low-latency', authentication: 'api-key' }),
  ]);
  worker = await gateway.work(async (call, send) => {
    await send(echoOf(call));
  });
});
afterAll(async () => {
  await worker[Symbol.asyncDispose]();
  await gateway[Symbol.asyncDispose]();
});

const post = (path: string, body: Uint8Array, encoding: string, headers: Record<string, string> = {}) =>
  gateway.call(path, {
    method: 'POST',
    headers: { 'content-encoding': encoding, 'content-type': 'text/plain', ...headers },
    body: Buffer.from(body),
  });

describe('a packed body', () => {
  const text = 'Größe: 12 € · '.repeat(200);

  test.each([
    ['gzip', gzipSync(text)],
    ['X-GZIP', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['br', brotliCompressSync(text)],
    ['identity', Buffer.from(text)],
  ])('packed with %s reaches the process unpacked', async (encoding, body) => {
    const answer = await post('echo', body, encoding);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe(text);
    expect(Object.keys(JSON.parse(answer.headers.get('x-properties') ?? '{}'))).not.toContain('inheader_content-encoding');
  });

  test('above 64 KB unpacked is stored by its unpacked size', async () => {
    const answer = await post('echo', gzipSync(Buffer.alloc(700_000, 'a')), 'gzip');
    expect(await answer.text()).toBe('blob of 700000 bytes');
  });

  test('is measured unpacked: a bomb is refused with 413 before anything is executed', async () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000));
    expect(bomb.byteLength).toBeLessThan(200_000);
    const before = process.memoryUsage().rss;
    for (const [encoding, body] of [
      ['gzip', bomb],
      ['br', brotliCompressSync(Buffer.alloc(50_000_000))],
    ] as const) {
      const answer = await post('echo', body, encoding);
      expect(answer.status).toBe(413);
      expect(await answer.json()).toMatchObject({ code: 'BODY_TOO_LARGE' });
      expect(answer.headers.get('x-execution-id')).toBeNull();
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
  });

  test('one byte over the limit unpacked is refused, at the limit it is not', async () => {
    expect((await post('small', gzipSync(Buffer.alloc(100_000)), 'gzip')).status).toBe(200);
    expect((await post('small', gzipSync(Buffer.alloc(100_001)), 'gzip')).status).toBe(413);
  });

  test('that unpacks to nothing and never ends is refused by what arrives', async () => {
    const empties = Buffer.concat(Array.from({ length: 20_000 }, () => gzipSync('')));
    expect((await post('small', empties, 'gzip')).status).toBe(413);
  });

  test('in an unknown packing is refused with 415, which names those that are known', async () => {
    for (const encoding of ['zstd', 'gzip, gzip', 'constructor']) {
      const answer = await post('echo', gzipSync('x'), encoding);
      expect(answer.status).toBe(415);
      expect(answer.headers.get('accept-encoding')).toBe('gzip, deflate, br');
    }
  });

  test('that is broken or ends early is refused with 400', async () => {
    const whole = gzipSync(text);
    for (const [encoding, body] of [
      ['gzip', Buffer.from(text)],
      ['gzip', whole.subarray(0, whole.byteLength - 9)],
      ['br', Buffer.from(text)],
      ['deflate', Buffer.from('no deflate at all')],
    ] as const) {
      const answer = await post('echo', body, encoding);
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ code: 'REQUEST_INVALID' });
    }
  });
});

describe('X-Weft-Debug', () => {
  const debug = { 'x-weft-debug': 'true' };

  test('is refused where anybody may call, and the call goes on as always', async () => {
    const answer = await gateway.call('fast', { headers: debug });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-weft-debug')).toBe('refused');
    expect(answer.headers.get('x-mode')).toBe('low-latency');
  });

  test('records the one call of a known caller fully', async () => {
    const { key } = await aKey();
    const answer = await gateway.call('fast-and-closed', { headers: { ...debug, 'x-api-key': key } });
    expect(answer.headers.get('x-weft-debug')).toBe('recorded');
    expect(answer.headers.get('x-mode')).toBe('general');
    const without = await gateway.call('fast-and-closed', { headers: { 'x-api-key': key } });
    expect(without.headers.get('x-weft-debug')).toBeNull();
    expect(without.headers.get('x-mode')).toBe('low-latency');
  });
});

async function aKey(): Promise<{ key: string }> {
  const { createHash, randomUUID } = await import('node:crypto');
  const key = `weft_${randomUUID()}`;
  await gateway.database.endpointKeys.create({ name: randomUUID(), keyHash: createHash('sha256').update(key).digest('hex') }, 'test');
  return { key };
}
