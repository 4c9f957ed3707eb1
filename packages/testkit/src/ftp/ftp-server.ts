import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import { type FtpRules, serveSession } from './ftp-session.ts';

export interface StartFtpServerOptions extends Omit<FtpRules, 'secureContext'> {
  /** 0 takes any free one. */
  readonly port?: number;
  /** Makes TLS possible; `implicit` where a client has to begin with it. */
  readonly tls?: { readonly context: SecureContext; readonly mode: 'explicit' | 'implicit' };
}

export interface FtpServer {
  readonly port: number;
  /** Clients that are signed in or about to. */
  readonly sessions: () => number;
  /** Every command of every client, passwords left out. */
  readonly commands: readonly string[];
  /** Breaks all connections and goes on serving. */
  breakConnections(): void;
  close(): Promise<void>;
}

/**
 * A small FTP server (RFC 959, 2428, 3659, 4217; passive transfers only) for one user over one folder, on the loopback address.
 * @throws Error of Node where the port is taken.
 */
export async function startFtpServer(options: StartFtpServerOptions): Promise<FtpServer> {
  const sockets = new Set<Socket>();
  const commands: string[] = [];
  const rules: FtpRules = { ...options, ...(options.tls === undefined ? {} : { secureContext: options.tls.context }) };
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    serveSession(socket, rules, { commands, implicitTls: options.tls?.mode === 'implicit' });
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const breakConnections = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    sessions: () => sockets.size,
    commands,
    breakConnections,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      breakConnections();
      await closed;
    },
  };
}
