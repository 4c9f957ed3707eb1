import { isIP } from 'node:net';
import { cancellationOf } from '@weft/errors';
import { implementConnection, type OutboundGuard } from '@weft/step-kit/executor';
import { Client } from 'basic-ftp';
import type * as z from 'zod';
import { checkedAddress } from '../network/checked-address.ts';
import type { FileSession, FilesClient } from '../remote-files/session.ts';
import { openSessionPool } from '../remote-files/session-pool.ts';
import { connection } from './connection.ts';
import { ftpFailure } from './failure.ts';
import { passiveTo } from './passive.ts';
import { ftpSession } from './session.ts';

type Config = z.output<typeof connection.config>;

/** Sessions with one FTP server; the first is opened by the first step. */
function openFtp(guard: OutboundGuard, config: Config): FilesClient {
  const server = `${config.host}:${config.port}`;
  return openSessionPool({
    server,
    open: (signal) => signIn(guard, config, { server, signal }),
    sessionsMax: config.sessionsMax,
    waitMs: Math.max(config.timeoutMs, 30_000),
  });
}

async function signIn(
  guard: OutboundGuard,
  config: Config,
  { server, signal }: { readonly server: string; readonly signal: AbortSignal },
): Promise<FileSession> {
  const { timeoutMs } = config;
  const client = new Client(timeoutMs);
  const onAbort = (): void => client.close();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    client.ftp.encoding = config.encoding;
    client.prepareTransfer = passiveTo(config.passive);
    await client.access({
      // The address that was checked: the name is not looked up again, for the data connections neither.
      host: await checkedAddress(guard, config.host, config.port),
      port: config.port,
      user: config.user,
      password: config.password,
      secure: config.encryption === 'implicit' ? 'implicit' : config.encryption === 'explicit',
      secureOptions: {
        rejectUnauthorized: config.verify,
        // The certificate and the TLS session are those of the name, not of its address.
        host: config.host,
        ...(isIP(config.host) === 0 ? { servername: config.host } : {}),
      },
    });
    // Servers that know UTF-8 were just told to write names in it.
    if (config.encoding === 'latin1') await client.sendIgnoringError('OPTS UTF8 OFF');
    if (config.folder !== '') await client.cd(config.folder);
    const base = await client.pwd();
    if (signal.aborted) throw cancellationOf(signal);
    return ftpSession(client, { server, timeoutMs, base: base.length > 1 ? base.replace(/\/+$/, '') : base });
  } catch (thrown) {
    client.close();
    if (signal.aborted) throw cancellationOf(signal);
    throw ftpFailure(thrown, { server, timeoutMs });
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** Opens, tries and closes connections of the type `ftp`. */
export const implementation = implementConnection<typeof connection.config, FilesClient>({
  definition: connection,
  open: async (config, { outbound }) => openFtp(outbound, config),
  async test(client, signal) {
    const files = await client.use(signal, (session) => session.list(''));
    return `Signed in to ${client.server}; its folder holds ${files.length} ${files.length === 1 ? 'entry' : 'entries'}.`;
  },
  close: (client) => client.close(),
});
