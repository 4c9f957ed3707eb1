import net from 'node:net';
import type { OutboundGuard } from '@weft/step-kit/executor';

/**
 * A socket for the `stream` option of the driver, which connects it by port and host: the guard is asked first, and
 * the name is looked up through it, so that it cannot change in between.
 */
export function guardedSocket(guard: OutboundGuard): net.Socket {
  const socket = new net.Socket();
  const connect = socket.connect.bind(socket) as (options: net.TcpSocketConnectOpts) => net.Socket;
  const guarded = (port: number, host: string): net.Socket => {
    guard.check(host, port).then(
      // The pool may have given up while the guard was asked.
      () => socket.destroyed || connect({ port, host, lookup: guard.lookupFor(port) }),
      (refusal: Error) => socket.destroy(refusal),
    );
    return socket;
  };
  return Object.assign(socket, { connect: guarded });
}
