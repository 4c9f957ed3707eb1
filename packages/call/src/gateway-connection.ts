import { WebSocket } from 'ws';
import { decodeFrame, encodeFrame, type FromWorker, fromGatewaySchema, partBytesMax, windowBytes } from './frame.ts';
import type { Answer } from './reply.ts';
import { repliesPath } from './reply-listener.ts';
import { makeToken } from './reply-token.ts';

/** One open connection of a worker to a gateway. */
export interface GatewayConnection {
  /** @throws where the gateway goes away, or acknowledges nothing in time, or the body cannot be read. */
  send(executionId: string, attempt: number, answer: Answer): Promise<boolean>;
  claim(executionId: string, attempt: number): void;
  close(): void;
}

/** An answer that is being sent. */
interface Outgoing {
  readonly acknowledged: PromiseWithResolvers<boolean>;
  /** Bytes that may be sent now. */
  window: number;
  stopped: boolean;
  wake: PromiseWithResolvers<void>;
}

const pingEveryMs = 5_000;

/** Connects within `timeoutMs`; `closed` is called once, when the connection is of no more use. */
export async function openGatewayConnection(
  address: string,
  secret: Uint8Array,
  timeoutMs: number,
  closed: () => void,
): Promise<GatewayConnection> {
  const socket = new WebSocket(`${address}${repliesPath}`, {
    headers: { authorization: `Bearer ${makeToken(secret, Date.now())}` },
    handshakeTimeout: timeoutMs,
    perMessageDeflate: false,
    followRedirects: false,
    // RFC 6455 masks frames so that a script in a browser cannot choose the bytes that a proxy sees. No browser is here, and masking
    // costs a pass over every byte.
    generateMask: (mask) => mask.fill(0),
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });

  const outgoing = new Map<number, Outgoing>();
  let next = 0;
  let alive = true;

  // A gateway whose host vanished closes nothing: silence over one ping interval counts as gone.
  const ping = setInterval(() => {
    if (!alive) return socket.terminate();
    alive = false;
    socket.ping();
  }, pingEveryMs);
  socket.on('pong', () => {
    alive = true;
  });
  socket.on('error', () => socket.terminate());
  socket.on('close', () => {
    clearInterval(ping);
    for (const each of outgoing.values()) {
      each.stopped = true;
      each.acknowledged.reject(new Error('The gateway closed the connection.'));
      each.wake.resolve();
    }
    closed();
  });
  socket.on('message', (data) => {
    alive = true;
    try {
      take(data as Buffer);
    } catch {
      socket.terminate();
    }
  });

  function take(frame: Buffer): void {
    const { head } = decodeFrame(frame, fromGatewaySchema);
    const answer = outgoing.get(head.n);
    if (answer === undefined) return;
    if (head.kind === 'ack') answer.acknowledged.resolve(head.taken);
    else if (head.kind === 'stop') answer.stopped = true;
    else answer.window += head.bytes;
    answer.wake.resolve();
  }

  const write = (head: FromWorker, body?: Uint8Array) =>
    new Promise<void>((resolve, reject) => {
      socket.send(encodeFrame(head, body), (error) => (error === undefined || error === null ? resolve() : reject(error)));
    });

  async function acknowledged(answer: Outgoing): Promise<boolean> {
    const timer = setTimeout(() => answer.acknowledged.reject(new Error('The gateway acknowledged nothing in time.')), timeoutMs);
    try {
      return await answer.acknowledged.promise;
    } finally {
      clearTimeout(timer);
    }
  }

  async function sendBody(n: number, answer: Outgoing, parts: AsyncIterable<Uint8Array>): Promise<void> {
    try {
      for await (const part of parts) {
        while (answer.window <= 0 && !answer.stopped) {
          answer.wake = Promise.withResolvers();
          await answer.wake.promise;
        }
        if (answer.stopped) return;
        answer.window -= part.byteLength;
        await write({ kind: 'part', n, last: false }, part);
      }
      await write({ kind: 'part', n, last: true });
    } catch (error) {
      await write({ kind: 'broken', n }).catch(() => undefined);
      throw error;
    }
  }

  return {
    send: async (executionId, attempt, answer) => {
      const n = next++;
      const out: Outgoing = {
        acknowledged: Promise.withResolvers(),
        window: windowBytes,
        stopped: false,
        wake: Promise.withResolvers(),
      };
      // The rejection may come while a write is awaited instead.
      out.acknowledged.promise.catch(() => undefined);
      outgoing.set(n, out);
      try {
        const names = { n, executionId, attempt };
        if (answer.kind === 'ended') {
          const { status, error } = answer;
          await write({ kind: 'ended', ...names, status, error });
          return await acknowledged(out);
        }
        const { status, headers, contentType, body } = answer.reply;
        const whole = body instanceof Uint8Array && body.byteLength <= partBytesMax ? body : undefined;
        await write({ kind: 'reply', ...names, status, headers, contentType, last: whole !== undefined }, whole);
        const taken = await acknowledged(out);
        if (taken && whole === undefined) await sendBody(n, out, cut(body));
        return taken;
      } finally {
        outgoing.delete(n);
      }
    },
    claim: (executionId, attempt) => {
      write({ kind: 'claim', executionId, attempt }).catch(() => undefined);
    },
    close: () => socket.close(),
  };
}

/** The same bytes in parts that fit a frame. */
async function* cut(body: Uint8Array | AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  for await (const chunk of body instanceof Uint8Array ? [body] : body) {
    for (let from = 0; from < chunk.byteLength; from += partBytesMax) yield chunk.subarray(from, from + partBytesMax);
  }
}
