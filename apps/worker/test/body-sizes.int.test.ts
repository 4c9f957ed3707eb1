import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { echo } from './processes.ts';
import { type Backend, type RunningWeft, startWeft } from './running-weft.ts';

const megabyte = 1024 * 1024;

describe.each<Backend>(['postgres', 'redis'])('bodies through an endpoint on %s', (backend) => {
  let weft: RunningWeft;
  let workerPid: number;

  beforeAll(async () => {
    weft = await startWeft(backend, { workers: 0 });
    workerPid = (await weft.startWorker()).child.pid ?? 0;
    await weft.publish(echo({ bodyBytesMax: 100 * megabyte, timeoutMs: 120_000 }));
  });
  afterAll(() => weft[Symbol.asyncDispose]());

  // Around what travels inside the job (64 KB) and what a frame of the reply holds, up to the limit of the endpoint.
  test.each([0, 1, 64 * 1024 - 1, 64 * 1024, 64 * 1024 + 1, 256 * 1024, megabyte + 1, 10 * megabyte])(
    '%i bytes come back as they were sent',
    async (bytes) => {
      expect(await sentAndReturned(bytes)).toEqual({ status: 200, bytes, isSame: true });
    },
  );

  test('100 MB come back as they were sent, and neither gateway nor worker ever holds them', async () => {
    await sentAndReturned(10 * megabyte);
    const before = [await peakOf(weft.gateway.child.pid ?? 0), await peakOf(workerPid)];
    expect(await sentAndReturned(100 * megabyte)).toEqual({ status: 200, bytes: 100 * megabyte, isSame: true });
    const after = [await peakOf(weft.gateway.child.pid ?? 0), await peakOf(workerPid)];
    for (const [index, peak] of after.entries()) expect(peak - (before[index] ?? 0)).toBeLessThan(80 * megabyte);
  });

  test('one byte over the limit is refused before anything is executed', async () => {
    const answer = await send(100 * megabyte + 1).answer;
    expect(answer.status).toBe(413);
    expect(answer.headers.get('x-execution-id')).toBeNull();
    await answer.body?.cancel();
  });

  async function sentAndReturned(bytes: number) {
    const { answer, hash } = send(bytes);
    const { status, body } = await answer;
    const returned = createHash('sha256');
    let count = 0;
    for await (const part of body ?? []) {
      returned.update(part);
      count += part.byteLength;
    }
    return { status, bytes: count, isSame: returned.digest('hex') === hash.digest('hex') };
  }

  /** A body that is made while it is sent, so that this process holds it as little as Weft does. */
  function send(bytes: number) {
    const hash = createHash('sha256');
    let left = bytes;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        if (left === 0) return controller.close();
        const part = Buffer.alloc(Math.min(left, megabyte), `${left} weft 😀 `);
        left -= part.byteLength;
        hash.update(part);
        controller.enqueue(part);
      },
    });
    const answer = fetch(`${weft.url}/ws/rest/echo`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      ...(bytes === 0 ? {} : { body, duplex: 'half' }),
    } as RequestInit);
    return { answer, hash };
  }
});

/** The most memory that a process has ever held, in bytes. */
async function peakOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? Number.NaN) * 1024;
}
