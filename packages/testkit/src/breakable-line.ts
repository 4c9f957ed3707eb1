import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a server that a test can break: half transfers, silence, a server that is gone for a while. */
export interface BreakableLine {
  readonly host: '127.0.0.1';
  readonly port: number;
  /** Breaks every connection once, when this many more bytes have passed, counted both ways. */
  cutAfter(bytes: number): void;
  /** Takes connections and bytes, and gives nothing back, until `silent(false)`; what was held back is lost. */
  silent(on: boolean): void;
  /** Breaks what stands; new connections are taken. */
  breakConnections(): void;
  connections(): number;
  close(): Promise<void>;
}

/** Starts a line on a free port that leads to a port of this machine. */
export async function startBreakableLine({ to }: { readonly to: number }): Promise<BreakableLine> {
  const open = new Set<Socket>();
  let left = Number.POSITIVE_INFINITY;
  let isSilent = false;
  const breakConnections = (): void => {
    for (const socket of open) socket.destroy();
  };
  const pass = (from: Socket, target: Socket): void => {
    from.on('data', (chunk: Buffer) => {
      if (isSilent) return;
      left -= chunk.byteLength;
      if (left < 0) {
        left = Number.POSITIVE_INFINITY;
        return breakConnections();
      }
      if (target.write(chunk)) return;
      from.pause();
      target.once('drain', () => from.resume());
    });
    from.on('end', () => target.end());
    from.on('error', () => target.destroy());
    from.on('close', () => target.destroy());
  };
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ port: to, host: '127.0.0.1', allowHalfOpen: true });
    open.add(near).add(far);
    near.once('close', () => open.delete(near) && open.delete(far));
    pass(near, far);
    pass(far, near);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    cutAfter: (bytes) => {
      left = bytes;
    },
    silent: (on) => {
      isSilent = on;
    },
    breakConnections,
    connections: () => Math.ceil(open.size / 2),
    close: () =>
      new Promise((closed) => {
        breakConnections();
        server.close(() => closed());
      }),
  };
}
