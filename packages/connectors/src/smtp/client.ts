import { isIP, type Socket } from 'node:net';
import { cancellationOf, type WeftError } from '@weft/errors';
import { implementConnection, type OutboundGuard } from '@weft/step-kit/executor';
import nodemailer, { type SendMailOptions } from 'nodemailer';
import type * as z from 'zod';
import { connectSocket } from '../network/connect-socket.ts';
import { connection } from './connection.ts';
import { smtpFailure } from './failure.ts';

type Config = z.output<typeof connection.config>;

/** What became of a message. */
interface Sent {
  readonly messageId: string;
  /** Addresses that the server has taken the message for. */
  readonly accepted: readonly string[];
  readonly rejected: readonly string[];
}

/** Sends mail through one server. */
export interface SmtpClient {
  readonly server: string;
  /** Who mail is from where nobody says otherwise; may be empty. */
  readonly from: string;
  /** Resolves when the server has taken the message. @throws WeftError. */
  send(message: SendMailOptions, signal: AbortSignal): Promise<Sent>;
  /** Signs in and sends nothing. @throws WeftError. */
  verify(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** Messages that one session takes before it is closed: servers end long ones anyway. */
const messagesPerSession = 100;

/** A pool of sessions; the first is opened by the first message. */
function openSmtp(guard: OutboundGuard, config: Config): SmtpClient {
  const { host, port, encryption, verify, authentication, timeoutMs, sessionsMax, from } = config;
  const server = `${host}:${port}`;
  const closing = new AbortController();
  const mailer = nodemailer.createTransport({
    pool: true,
    maxConnections: sessionsMax,
    maxMessages: messagesPerSession,
    host,
    port,
    secure: encryption === 'tls',
    requireTLS: encryption === 'starttls',
    ignoreTLS: encryption === 'off',
    tls: { rejectUnauthorized: verify, ...(isIP(host) === 0 ? { servername: host } : {}) },
    ...(authentication.kind === 'password' ? { auth: { user: authentication.user, pass: authentication.password } } : {}),
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    connectionTimeout: timeoutMs,
    getSocket: (_options: unknown, callback: (error: Error | null, result?: { readonly connection: Socket }) => void) => {
      connectSocket(guard, { host, port, timeoutMs, signal: closing.signal }).then(
        (socket) => callback(null, { connection: socket }),
        (thrown: unknown) => callback(thrown as Error),
      );
    },
  });
  // Told by the message that needed the session; unheard, the event would end the process.
  mailer.on('error', () => {});
  const fail = (thrown: unknown, signal: AbortSignal): WeftError =>
    signal.aborted ? cancellationOf(signal) : smtpFailure(thrown, { server, timeoutMs });

  return {
    server,
    from,
    async send(message, signal) {
      try {
        // A document must not name files and addresses of this machine as its attachments.
        const guarded = { ...message, disableFileAccess: true, disableUrlAccess: true, signal };
        const { messageId, accepted, rejected } = await mailer.sendMail(guarded);
        return { messageId, accepted: (accepted ?? []).map(textOf), rejected: (rejected ?? []).map(textOf) };
      } catch (thrown) {
        throw fail(thrown, signal);
      }
    },
    async verify(signal) {
      await mailer.verify().catch((thrown: unknown) => Promise.reject(fail(thrown, signal)));
    },
    async close() {
      closing.abort();
      mailer.close();
    },
  };
}

function textOf(address: string | { readonly address: string }): string {
  return typeof address === 'string' ? address : address.address;
}

/** Opens, tries and closes connections of the type `smtp`. */
export const implementation = implementConnection<typeof connection.config, SmtpClient>({
  definition: connection,
  open: async (config, { outbound }) => openSmtp(outbound, config),
  async test(client, signal) {
    await client.verify(signal);
    return `The mail server ${client.server} answered and let us in. Nothing was sent.`;
  },
  close: (client) => client.close(),
});
