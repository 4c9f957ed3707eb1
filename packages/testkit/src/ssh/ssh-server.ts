import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../free-port.ts';
import { greets } from '../greets.ts';
import { startServerProcess } from '../server-process.ts';

const run = promisify(execFile);

export interface SshServer {
  readonly host: '127.0.0.1';
  readonly port: number;
  /** Whoever runs the tests: OpenSSH takes no other without being root. */
  readonly user: string;
  /** Signs that user in. */
  readonly privateKey: string;
  /** As `ssh-keygen -lf` prints it. */
  readonly hostKey: string;
  close(): Promise<void>;
}

/** A private OpenSSH server with SFTP, which takes one user with one key. */
export async function startSshServer(options: { readonly port?: number } = {}): Promise<SshServer> {
  const directory = await mkdtemp(join(tmpdir(), 'weft-ssh-'));
  const port = options.port ?? (await freePort());
  const [hostKey, userKey] = [join(directory, 'host'), join(directory, 'user')];
  for (const file of [hostKey, userKey]) await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'test', '-f', file]);
  const { stdout } = await run('ssh-keygen', ['-lf', `${hostKey}.pub`]);
  const settings = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${hostKey}`,
    `AuthorizedKeysFile ${userKey}.pub`,
    `PidFile ${join(directory, 'pid')}`,
    'AuthenticationMethods publickey',
    'PermitRootLogin prohibit-password',
    // The folder of the keys stands in the folder of temporary files, which anybody may write to.
    'StrictModes no',
    'UsePAM no',
    'Subsystem sftp internal-sftp',
  ];
  await writeFile(join(directory, 'config'), `${settings.join('\n')}\n`);
  // Where the server is root, it wants this folder; the service that would make it is not running.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  const server = await startServerProcess({
    what: 'an SSH server',
    package: 'openssh-server',
    command: ['/usr/sbin/sshd', '-D', '-e', '-f', join(directory, 'config')],
    isReady: () => greets(port, 'SSH-'),
  });
  return {
    host: '127.0.0.1',
    port,
    user: userInfo().username,
    privateKey: await readFile(userKey, 'utf8'),
    hostKey: /SHA256:\S+/.exec(stdout)?.[0] ?? '',
    close: async () => {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
