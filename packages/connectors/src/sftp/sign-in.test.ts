import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import ssh2, { type AuthContext, type Server } from 'ssh2';
import { afterEach, expect, test } from 'vitest';
import { outbound } from '../../test/run-step.ts';
import type { FilesClient } from '../remote-files/session.ts';
import { implementation as sftp } from './client.ts';
import { fingerprintOf } from './host-key.ts';

// OpenSSH takes passwords of the machine's users only; this server of the same library takes those of the test.
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
});
const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** Lets `shop` in where `accepts` says so; its SFTP knows one folder. */
async function startServer(accepts: (attempt: AuthContext) => boolean, ways: ('password' | 'keyboard-interactive')[]): Promise<Server> {
  const server = new ssh2.Server({ hostKeys: [privateKey] }, (client) => {
    client.on('error', () => {});
    client.on('authentication', (attempt) => {
      if (attempt.method === 'keyboard-interactive' && ways.includes('keyboard-interactive')) {
        attempt.prompt([{ prompt: 'Password:', echo: false }], (answers) =>
          answers[0] === 'open sesame' ? attempt.accept() : attempt.reject(),
        );
      } else if (accepts(attempt)) attempt.accept();
      else attempt.reject(ways);
    });
    client.on('session', (accept) => {
      accept().on('sftp', (acceptSftp) => {
        const files = acceptSftp();
        files.on('REALPATH', (id) => files.name(id, [{ filename: '/', longname: '/', attrs: {} as never }]));
        files.on('STAT', (id) => files.attrs(id, { mode: 0o040_755, uid: 0, gid: 0, size: 0, atime: 0, mtime: 0 }));
        files.on('OPENDIR', (id) => files.handle(id, Buffer.from('d')));
        files.on('READDIR', (id) => files.status(id, ssh2.utils.sftp.STATUS_CODE.EOF));
        files.on('CLOSE', (id) => files.status(id, ssh2.utils.sftp.STATUS_CODE.OK));
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => server.close());
  return server;
}

async function signIn(server: Server, password: string): Promise<string> {
  const key = ssh2.utils.parseKey(privateKey);
  if (key instanceof Error) throw key;
  const config = sftp.definition.config.parse({
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    user: 'shop',
    authentication: { kind: 'password', password },
    hostKey: fingerprintOf(key.getPublicSSH()),
  });
  const client: FilesClient = await sftp.open(config, { outbound, signal: new AbortController().signal });
  closers.push(() => client.close());
  return sftp.test(client, new AbortController().signal);
}

const rightPassword = (attempt: AuthContext): boolean => attempt.method === 'password' && attempt.password === 'open sesame';

test.each([
  ['a password', rightPassword, ['password' as const]],
  ['a dialogue that asks for the password', () => false, ['keyboard-interactive' as const]],
])('signs in with %s, and tells a wrong one as such', async (_how, accepts, ways) => {
  const server = await startServer(accepts, ways);
  await expect(signIn(server, 'open sesame')).resolves.toMatch(/^Signed in to .* holds 0 entries\.$/);
  const failure = (await signIn(server, 'not the one').catch((thrown: unknown) => thrown)) as Error;
  expect(failure).toMatchObject({
    code: 'CONNECTION_FAILED',
    retryable: false,
    message: expect.stringContaining('does not accept this user'),
  });
  expect(JSON.stringify({ ...failure, message: failure.message })).not.toContain('not the one');
});
