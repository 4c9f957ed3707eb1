import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { partBytesMax, windowBytes } from './frame.ts';
import type { Answer, ReplyListener, WireReply } from './reply.ts';
import { openReplyListener, repliesPath } from './reply-listener.ts';
import { openReplySender } from './reply-sender.ts';
import { makeToken } from './reply-token.ts';

const secret = Buffer.from('a secret of thirty-two bytes ...');
const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

async function listening(): Promise<ReplyListener> {
  const listener = await openReplyListener({ host: '127.0.0.1', port: 0, secret });
  open.push(listener);
  return listener;
}

function sending(timeoutMs = 3_000, own: Uint8Array = secret) {
  const sender = openReplySender({ secret: own, timeoutMs });
  open.push(sender);
  return sender;
}

function aReply(body: WireReply['body'], status = 200): Answer {
  return { kind: 'reply', reply: { status, headers: { 'x-a': 'b' }, contentType: 'text/plain', body } };
}

async function bytesOf(answer: Answer): Promise<Buffer> {
  if (answer.kind !== 'reply') throw new Error('not a reply');
  const { body } = answer.reply;
  return body instanceof Uint8Array ? Buffer.from(body) : Buffer.concat(await Array.fromAsync(body));
}

describe('a reply channel', () => {
  test('delivers a reply with its status, headers and bytes to the caller that waits, and says that it was taken', async () => {
    const listener = await listening();
    const expectation = listener.expect('e1');
    expect(await sending().send(listener.address, 'e1', 1, aReply(Buffer.from('hello'), 201))).toBe(true);
    const answer = await expectation.answer;
    expect(answer).toMatchObject({ kind: 'reply', reply: { status: 201, headers: { 'x-a': 'b' }, contentType: 'text/plain' } });
    expect((await bytesOf(answer)).toString()).toBe('hello');
  });

  test('delivers how an execution ended where nothing replied', async () => {
    const listener = await listening();
    const expectation = listener.expect('e1');
    const ended = { kind: 'ended', status: 'failed', error: { code: 'INTERNAL', message: 'no' } } as const;
    await sending().send(listener.address, 'e1', 1, ended);
    expect(await expectation.answer).toEqual(ended);
  });

  test('says that an answer was not taken where nobody waits, or no longer', async () => {
    const listener = await listening();
    const sender = sending();
    expect(await sender.send(listener.address, 'unknown', 1, aReply(Buffer.from('x')))).toBe(false);
    listener.expect('e1').forget();
    expect(await sender.send(listener.address, 'e1', 1, aReply(Buffer.from('x')))).toBe(false);
  });

  test('takes only the first answer to a call', async () => {
    const listener = await listening();
    const sender = sending();
    const { answer } = listener.expect('e1');
    expect(await sender.send(listener.address, 'e1', 1, aReply(Buffer.from('first')))).toBe(true);
    expect(await sender.send(listener.address, 'e1', 1, aReply(Buffer.from('second')))).toBe(false);
    expect((await bytesOf(await answer)).toString()).toBe('first');
  });

  test('refuses an answer of an attempt that is older than one that began', async () => {
    const listener = await listening();
    const first = sending();
    const second = sending();
    const { answer } = listener.expect('e1');
    second.claim(listener.address, 'e1', 2);
    // Ordered after the claim: the same connection.
    await second.send(listener.address, 'nobody', 1, aReply(Buffer.from('x')));
    expect(await first.send(listener.address, 'e1', 1, aReply(Buffer.from('old')))).toBe(false);
    expect(await second.send(listener.address, 'e1', 2, aReply(Buffer.from('new')))).toBe(true);
    expect((await bytesOf(await answer)).toString()).toBe('new');
  });

  test('carries bodies larger than a frame, many at once on one connection, byte for byte', async () => {
    const listener = await listening();
    const sender = sending();
    const bodies = Array.from({ length: 20 }, (_, i) => Buffer.alloc(1_000_000 + i * 7919, `body ${i} `));
    const expected = bodies.map((_, i) => listener.expect(`e${i}`));
    const sent = bodies.map((body, i) => sender.send(listener.address, `e${i}`, 1, aReply(body)));
    const received = await Promise.all(expected.map(async ({ answer }) => bytesOf(await answer)));
    expect(await Promise.all(sent)).toEqual(bodies.map(() => true));
    for (const [i, body] of bodies.entries()) expect(received[i]?.equals(body)).toBe(true);
  });

  test('does not read a streamed body faster than the caller takes it', async () => {
    const listener = await listening();
    let read = 0;
    async function* endless() {
      for (;;) {
        read += partBytesMax;
        yield Buffer.alloc(partBytesMax);
      }
    }
    const { answer } = listener.expect('e1');
    const sent = sending().send(listener.address, 'e1', 1, aReply(endless()));
    const got = await answer;
    if (got.kind !== 'reply' || got.reply.body instanceof Uint8Array) throw new Error('not streamed');
    const reader = got.reply.body[Symbol.asyncIterator]();
    await reader.next();
    // The sender is parked when its count stands still over several turns.
    for (let before = -1; before !== read; await wait(50)) before = read;
    expect(read).toBeLessThanOrEqual(windowBytes + 2 * partBytesMax);
    await reader.return?.();
    expect(await sent).toBe(true);
  });

  test('fails the body at the caller when the worker cannot read it to its end', async () => {
    const listener = await listening();
    async function* breaks() {
      yield Buffer.from('begin');
      throw new Error('disk gone');
    }
    const { answer } = listener.expect('e1');
    expect(await sending().send(listener.address, 'e1', 1, aReply(breaks()))).toBe(false);
    await expect(bytesOf(await answer)).rejects.toMatchObject({ code: 'CONNECTION_FAILED' });
  });

  test('resolves false within a short time where the gateway is dead or deaf', async () => {
    const before = performance.now();
    expect(await sending(300).send('ws://127.0.0.1:9', 'e1', 1, aReply(Buffer.from('x')))).toBe(false);
    const listener = await listening();
    await listener.close();
    open.splice(open.indexOf(listener), 1);
    expect(await sending(300).send(listener.address, 'e1', 1, aReply(Buffer.from('x')))).toBe(false);
    expect(performance.now() - before).toBeLessThan(2_000);
  });

  test('reaches a gateway again that came back on the same port', async () => {
    const first = await listening();
    const sender = sending();
    first.expect('e1');
    expect(await sender.send(first.address, 'e1', 1, aReply(Buffer.from('x')))).toBe(true);
    await first.close();
    open.splice(open.indexOf(first), 1);
    const again = await openReplyListener({ host: '127.0.0.1', port: first.port, secret });
    open.push(again);
    again.expect('e2');
    await expect.poll(() => sender.send(again.address, 'e2', 1, aReply(Buffer.from('x'))), { timeout: 5_000 }).toBe(true);
  });

  test('lets nobody in without the secret, or with an old token', async () => {
    const listener = await listening();
    listener.expect('e1');
    expect(await sending(500, Buffer.from('another')).send(listener.address, 'e1', 1, aReply(Buffer.from('x')))).toBe(false);
    const stale = makeToken(secret, Date.now() - 600_000);
    const socket = new WebSocket(`${listener.address}${repliesPath}`, { headers: { authorization: `Bearer ${stale}` } });
    await expect(new Promise((_, reject) => socket.once('error', reject))).rejects.toThrow('401');
  });

  test('drops a connection that sends anything but frames, and serves the others on', async () => {
    const listener = await listening();
    for (const garbage of [Buffer.from('x'), Buffer.from([255, 255, 255, 255, 1]), Buffer.from([0, 0, 0, 2, 123, 125])]) {
      const socket = new WebSocket(`${listener.address}${repliesPath}`, {
        headers: { authorization: `Bearer ${makeToken(secret, Date.now())}` },
      });
      await new Promise((resolve) => socket.once('open', resolve));
      const closed = new Promise((resolve) => socket.once('close', resolve));
      socket.send(garbage);
      await closed;
    }
    const raw = connect(listener.port, '127.0.0.1');
    raw.on('error', () => undefined);
    raw.end('not http at all\r\n\r\n');
    const { answer } = listener.expect('e1');
    expect(await sending().send(listener.address, 'e1', 1, aReply(Buffer.from('still here')))).toBe(true);
    expect((await bytesOf(await answer)).toString()).toBe('still here');
  });
});
