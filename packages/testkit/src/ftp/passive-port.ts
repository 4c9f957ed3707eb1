import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type SecureContext, TLSSocket } from 'node:tls';

/** A port for one data connection. */
export interface PassivePort {
  readonly port: number;
  /** undefined where the TLS session had to be a known one and was not. */
  readonly connected: Promise<Socket | undefined>;
  close(): void;
}

/** Opens a port on the loopback address that takes one connection. */
export async function openPassivePort(context: SecureContext | undefined, requireSessionReuse: boolean): Promise<PassivePort> {
  const connected = Promise.withResolvers<Socket | undefined>();
  connected.promise.catch(() => {});
  let raw: Socket | undefined;
  const server = createServer((socket) => {
    raw = socket;
    server.close();
    socket.on('error', connected.reject);
    if (context === undefined) return connected.resolve(socket);
    const secured = new TLSSocket(socket, { isServer: true, secureContext: context });
    secured.on('error', connected.reject);
    secured.once('secure', () => connected.resolve(requireSessionReuse && !secured.isSessionReused() ? undefined : secured));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    connected: connected.promise,
    close: () => {
      connected.reject(new Error('closed'));
      server.close();
      // What was written is still sent.
      raw?.destroySoon();
    },
  };
}
