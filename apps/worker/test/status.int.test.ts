import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { busy, failing, silent } from './processes.ts';
import { type Backend, type RunningWeft, startWeft, until } from './running-weft.ts';

const accepted = z.object({ executionId: z.string(), statusUrl: z.string() });
const events = { accept: 'text/event-stream' };

describe.each<Backend>(['postgres', 'redis'])('the status URL on %s', (backend) => {
  let weft: RunningWeft;

  beforeAll(async () => {
    weft = await startWeft(backend, { workers: 0 });
    for (const file of [busy(700), silent(), failing()]) await weft.publish(file);
  });
  afterAll(() => weft[Symbol.asyncDispose]());

  test('streams the states of an execution from before a worker takes it to its end, and takes a watcher up again', async () => {
    const { executionId, statusUrl } = await start('busy');
    const watched = await fetch(weft.url + statusUrl, { headers: events });
    expect(watched.headers.get('content-type')).toContain('text/event-stream');
    expect(watched.headers.get('x-execution-id')).toBe(executionId);
    const told = readStream(watched);
    expect(await told.next()).toMatchObject({ value: { event: 'status', id: 'queued', data: { executionId, statusUrl, replied: false } } });
    await weft.startWorker();
    const rest = await Array.fromAsync(told);
    expect(rest.map(({ event }) => event)).toEqual([...Array.from({ length: rest.length - 1 }, () => 'status'), 'end']);
    expect(rest.map(({ data }) => data.status)).toContain('running');
    expect(rest.at(-1)?.data).toMatchObject({ status: 'succeeded', replied: true });
    const again = await Array.fromAsync(
      readStream(await fetch(weft.url + statusUrl, { headers: { ...events, 'last-event-id': 'queued' } })),
    );
    expect(again).toMatchObject([{ event: 'end', id: 'succeeded+reply' }]);
    expect(await (await fetch(weft.url + statusUrl)).json()).toEqual({ ms: 700 });
  });

  test('tells the end of what failed and of what ended without a reply, and no more than that', async () => {
    const failed = await start('failing');
    const [end] = (await Array.fromAsync(readStream(await fetch(weft.url + failed.statusUrl, { headers: events })))).slice(-1);
    expect(end).toMatchObject({ event: 'end', data: { status: 'failed', replied: false } });
    expect(JSON.stringify(end)).not.toContain('broken on purpose');
    const quiet = await start('silent');
    const [last] = (await Array.fromAsync(readStream(await fetch(weft.url + quiet.statusUrl, { headers: events })))).slice(-1);
    expect(last).toMatchObject({ event: 'end', data: { status: 'succeeded', replied: false } });
  });

  test('waits for the reply where its caller asks it to, and no longer than that', async () => {
    const { statusUrl } = await start('busy');
    const began = performance.now();
    const early = await fetch(weft.url + statusUrl, { headers: { 'x-max-wait': '100' } });
    expect(early.status).toBe(202);
    await early.body?.cancel();
    expect(performance.now() - began).toBeLessThan(600);
    const late = await fetch(weft.url + statusUrl, { headers: { prefer: 'wait=20' } });
    expect([late.status, await late.json()]).toEqual([200, { ms: 700 }]);
  });

  test('a stream with a wrong token is refused, and a watcher who leaves is let go', async () => {
    const { executionId, statusUrl } = await start('busy');
    expect((await fetch(`${weft.url}${statusUrl}x`, { headers: events })).status).toBe(404);
    const leaving = new AbortController();
    const watched = readStream(await fetch(weft.url + statusUrl, { headers: events, signal: leaving.signal }));
    await watched.next();
    leaving.abort();
    await expect(Array.fromAsync(watched)).rejects.toThrow();
    await until(async () => (await weft.database.executions.get(executionId))?.status === 'succeeded');
  });

  async function start(path: string) {
    return accepted.parse(await (await fetch(`${weft.url}/ws/rest/${path}`, { headers: { prefer: 'respond-async' } })).json());
  }
});

const dataSchema = z.looseObject({ status: z.string(), replied: z.boolean() });

async function* readStream(response: Response) {
  let text = '';
  for await (const part of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += part;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? '';
      if (!block.startsWith(':')) yield { event: field('event'), id: field('id'), data: dataSchema.parse(JSON.parse(field('data'))) };
    }
  }
}
