import { isIP } from 'node:net';
import { cancellationOf } from '@weft/errors';
import { implementConnection, type OutboundGuard } from '@weft/step-kit/executor';
import { ImapFlow } from 'imapflow';
import type * as z from 'zod';
import { checkedAddress } from '../network/checked-address.ts';
import { connection } from './connection.ts';
import { imapFailure } from './failure.ts';

type Config = z.output<typeof connection.config>;

/** Opens sessions with one mailbox. */
export interface ImapClient {
  readonly server: string;
  readonly timeoutMs: number;
  /** Signs in; the signal ends the trying and later the session. @throws WeftError. */
  session(signal: AbortSignal): Promise<ImapFlow>;
}

/** In bytes: what one answer may hold. A message that is larger cannot be fetched whole. */
const responseBytesMax = 64 * 1024 * 1024;

function openImap(guard: OutboundGuard, config: Config): ImapClient {
  const { host, port, encryption, verify, user, password, timeoutMs } = config;
  const server = `${host}:${port}`;
  return {
    server,
    timeoutMs,
    async session(signal) {
      if (signal.aborted) throw cancellationOf(signal);
      let client: ImapFlow | undefined;
      const onAbort = (): void => client?.close();
      try {
        client = new ImapFlow({
          // The address that was checked: the name is not looked up again. The certificate is that of the name.
          host: await checkedAddress(guard, host, port),
          port,
          secure: encryption === 'tls',
          doSTARTTLS: encryption === 'starttls',
          ...(isIP(host) === 0 ? { servername: host } : {}),
          tls: { rejectUnauthorized: verify },
          auth: { user, pass: password },
          logger: false,
          disableAutoIdle: true,
          connectionTimeout: timeoutMs,
          greetingTimeout: timeoutMs,
          socketTimeout: timeoutMs,
          maxResponseSize: responseBytesMax,
        });
        // Told by the command that needed the session; unheard, the event would end the process.
        client.on('error', () => {});
        signal.addEventListener('abort', onAbort, { once: true });
        client.once('close', () => signal.removeEventListener('abort', onAbort));
        await client.connect();
        return client;
      } catch (thrown) {
        signal.removeEventListener('abort', onAbort);
        client?.close();
        throw signal.aborted ? cancellationOf(signal) : imapFailure(thrown, { server, timeoutMs });
      }
    },
  };
}

/** Opens, tries and closes connections of the type `imap`. */
export const implementation = implementConnection<typeof connection.config, ImapClient>({
  definition: connection,
  open: async (config, { outbound }) => openImap(outbound, config),
  async test(client, signal) {
    const session = await client.session(signal);
    try {
      const status = await session.status('INBOX', { messages: true, unseen: true });
      const { messages = 0, unseen = 0 } = status === false ? {} : status;
      return `Signed in to ${client.server}; the inbox holds ${messages} ${messages === 1 ? 'message' : 'messages'}, ${unseen} of them unread.`;
    } catch (thrown) {
      throw imapFailure(thrown, client);
    } finally {
      session.close();
    }
  },
  close: async () => {},
});
