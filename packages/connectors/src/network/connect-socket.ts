import { connect, type Socket } from 'node:net';
import { WeftError } from '@weft/errors';
import type { OutboundGuard } from '@weft/step-kit/executor';

export interface SocketTarget {
  readonly host: string;
  readonly port: number;
  /** In milliseconds: how long the server may take to accept. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/**
 * A connected socket, for clients that take one: the guard was asked, and the name was looked up through it.
 * @throws WeftError `OUTBOUND_REFUSED`, `TIMEOUT`; the error of Node where the server cannot be reached.
 */
export async function connectSocket(guard: OutboundGuard, { host, port, timeoutMs, signal }: SocketTarget): Promise<Socket> {
  await guard.check(host, port);
  const socket = connect({ host, port, lookup: guard.lookupFor(port), keepAlive: true, noDelay: true });
  return new Promise((resolve, reject) => {
    const settle = (result: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      socket.removeAllListeners();
      result();
    };
    const fail = (error: unknown): void =>
      settle(() => {
        socket.on('error', () => {}).destroy();
        reject(error);
      });
    const onAbort = (): void => fail(signal.reason);
    const timer = setTimeout(
      () => fail(new WeftError('TIMEOUT', `${host}:${port} did not take the connection within ${timeoutMs} ms.`, { retryable: true })),
      timeoutMs,
    );
    socket.once('connect', () => settle(() => resolve(socket))).once('error', fail);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
  });
}
