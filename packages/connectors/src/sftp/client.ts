import { cancellationOf, WeftError } from '@weft/errors';
import { implementConnection, type OutboundGuard } from '@weft/step-kit/executor';
import ssh2, { type Client, type ConnectConfig, type SFTPWrapper } from 'ssh2';
import type * as z from 'zod';
import { connectSocket } from '../network/connect-socket.ts';
import type { FileSession, FilesClient } from '../remote-files/session.ts';
import { openSessionPool } from '../remote-files/session-pool.ts';
import { connection } from './connection.ts';
import { sftpFailure } from './failure.ts';
import { hostKeyProblem } from './host-key.ts';
import { readPrivateKey } from './private-key.ts';
import { sftpSession } from './session.ts';

type Config = z.output<typeof connection.config>;

/** In milliseconds: how often a server that says nothing is asked whether it is still there. */
const keepAliveMs = 15_000;

/** Sessions with one SFTP server; the first is opened by the first step. @throws WeftError `CONFIG_INVALID` for a key that is none. */
function openSftp(guard: OutboundGuard, config: Config): FilesClient {
  const server = `${config.host}:${config.port}`;
  const credentials = credentialsOf(config);
  return openSessionPool({
    server,
    open: (signal) => signIn(guard, config, { server, credentials, signal }),
    sessionsMax: config.sessionsMax,
    waitMs: Math.max(config.timeoutMs, 30_000),
  });
}

function credentialsOf({ authentication, user }: Config): ConnectConfig {
  if (authentication.kind === 'password') return { username: user, password: authentication.password, tryKeyboard: true };
  const { privateKey, passphrase } = authentication;
  return { username: user, privateKey: readPrivateKey(privateKey, passphrase), ...(passphrase === '' ? {} : { passphrase }) };
}

interface SigningIn {
  readonly server: string;
  readonly credentials: ConnectConfig;
  readonly signal: AbortSignal;
}

async function signIn(guard: OutboundGuard, config: Config, { server, credentials, signal }: SigningIn): Promise<FileSession> {
  const { host, port, timeoutMs, folder } = config;
  const client = new ssh2.Client();
  const onAbort = (): void => void client.destroy();
  signal.addEventListener('abort', onAbort, { once: true });
  let distrust: WeftError | undefined;
  try {
    const sock = await connectSocket(guard, { host, port, timeoutMs, signal });
    const options: ConnectConfig = {
      ...credentials,
      sock,
      readyTimeout: timeoutMs,
      keepaliveInterval: keepAliveMs,
      hostVerifier: (key: Buffer) => {
        distrust = hostKeyProblem(key, config.hostKey, server);
        return distrust === undefined;
      },
    };
    await ready(client, options);
    const sftp = await callback<SFTPWrapper>((done) => client.sftp(done));
    const base = await callback<string>((done) => sftp.realpath(folder === '' ? '.' : folder, done));
    const session = sftpSession(client, sftp, { server, timeoutMs, base });
    if (!(await session.find(''))?.isFolder)
      throw new WeftError('CONNECTION_FAILED', `The SFTP server ${server} has no folder "${folder}" for this user.`);
    return session;
  } catch (thrown) {
    client.destroy();
    if (signal.aborted) throw cancellationOf(signal);
    throw distrust ?? sftpFailure(thrown, { server, timeoutMs });
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function ready(client: Client, options: ConnectConfig): Promise<void> {
  return new Promise((resolve, reject) => {
    client
      .once('ready', resolve)
      // A session that breaks later is told by the operation that needs it; unheard, the event would end the process.
      .on('error', reject)
      .once('close', () => reject(new Error('The connection closed.')))
      .on('keyboard-interactive', (_name, _instructions, _language, prompts, answer) =>
        answer(prompts.map(({ echo }) => (echo ? '' : String(options.password)))),
      )
      .connect(options);
  });
}

function callback<T>(call: (done: (error: Error | undefined, value: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => call((error, value) => (error ? reject(error) : resolve(value))));
}

/** Opens, tries and closes connections of the type `sftp`. */
export const implementation = implementConnection<typeof connection.config, FilesClient>({
  definition: connection,
  open: async (config, { outbound }) => openSftp(outbound, config),
  async test(client, signal) {
    const files = await client.use(signal, (session) => session.list(''));
    return `Signed in to ${client.server}; its folder holds ${files.length} ${files.length === 1 ? 'entry' : 'entries'}.`;
  },
  close: (client) => client.close(),
});
