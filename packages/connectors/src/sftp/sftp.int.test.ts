import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Body } from '@weft/document';
import { createOutboundGuard } from '@weft/outbound';
import { type BreakableLine, type SshServer, startBreakableLine, startSshServer } from '@weft/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { describeFileConnector } from '../../test/file-connector.ts';
import { outbound, runStep as run } from '../../test/run-step.ts';
import { storeInMemory } from '../../test/store-in-memory.ts';
import type { FilesClient } from '../remote-files/session.ts';
import { implementation as sftp } from './client.ts';
import { implementation as remove } from './sftp-delete/executor.ts';
import { implementation as get } from './sftp-get/executor.ts';
import { implementation as list } from './sftp-list/executor.ts';
import { implementation as put } from './sftp-put/executor.ts';
import { implementation as rename } from './sftp-rename/executor.ts';

let server: SshServer;
let folder: string;
let line: BreakableLine;
const closers: (() => Promise<void>)[] = [];

beforeAll(async () => {
  server = await startSshServer();
});

afterAll(() => server.close());

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weft-sftp-test-'));
  await mkdir(join(folder, 'in'));
  line = await startBreakableLine({ to: server.port });
  closers.push(
    () => rm(folder, { recursive: true, force: true }),
    () => line.close(),
  );
});

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function openClient(config: object = {}, guard = outbound): Promise<FilesClient> {
  const { host, user, hostKey, privateKey } = server;
  const key = { kind: 'key', privateKey };
  const parsed = sftp.definition.config.parse({ host, port: line.port, user, hostKey, folder, authentication: key, ...config });
  const client = await sftp.open(parsed, { outbound: guard, signal: new AbortController().signal });
  closers.push(() => client.close());
  return client;
}

const newest = { files: { kind: 'newest', folder: 'in', pattern: '*' } };
const large = { body: Body.fromBytes(Buffer.alloc(5_000_000, 'x'), 'application/octet-stream') };

describeFileConnector({
  title: 'SFTP with OpenSSH',
  steps: { list, get, put, rename, delete: remove },
  async open(base) {
    const client = await openClient({ folder: base });
    return { client, close: () => client.close() };
  },
});

test('the test says who signed in where', async () => {
  const client = await openClient();
  await expect(sftp.test(client, new AbortController().signal)).resolves.toBe(
    `Signed in to 127.0.0.1:${line.port}; its folder holds 1 entry.`,
  );
});

test('without a host key nothing is sent, and the sentence says which key the server shows', async () => {
  const failure = (await run(await openClient({ hostKey: '' }), list, {}).catch((thrown: unknown) => thrown)) as Error;
  expect(failure).toMatchObject({ code: 'CONNECTION_FAILED', retryable: false });
  expect(failure.message).toContain(server.hostKey);
  await expect(run(await openClient({ hostKey: `SHA256:${'A'.repeat(43)} ${server.hostKey}` }), list, {})).resolves.toHaveLength(1);
});

test('another host key than the one that was named is refused', async () => {
  const client = await openClient({ hostKey: `SHA256:${'A'.repeat(43)}` });
  await expect(run(client, list, {})).rejects.toMatchObject({
    code: 'CONNECTION_FAILED',
    message: expect.stringContaining('somebody else answers in its place'),
  });
});

test('a key that the server does not take is told as such and never repeated', async () => {
  const other = join(folder, 'other');
  await promisify(execFile)('ssh-keygen', ['-q', '-t', 'ed25519', '-N', 'let me in', '-f', other]);
  const privateKey = await readFile(other, 'utf8');
  const client = await openClient({ authentication: { kind: 'key', privateKey, passphrase: 'let me in' } });
  await expect(run(client, list, {})).rejects.toMatchObject({
    code: 'CONNECTION_FAILED',
    retryable: false,
    message: expect.stringContaining('does not accept this user'),
  });
  const open = (passphrase: string) => openClient({ authentication: { kind: 'key', privateKey, passphrase } });
  await expect(open('')).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining('none was given') });
  await expect(open('wrong')).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining('does not open') });
});

test('a key that went through a field of one line, and lost its line breaks there, still signs in', async () => {
  const privateKey = server.privateKey.replaceAll('\n', ' ');
  await expect(run(await openClient({ authentication: { kind: 'key', privateKey } }), list, {})).resolves.toHaveLength(1);
  await expect(openClient({ authentication: { kind: 'key', privateKey: 'no key' } })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
});

test('a folder that is not there, a host that nobody knows and a port where nobody listens are told apart', async () => {
  const said = async (config: object) =>
    ((await run(await openClient(config), list, {}).catch((thrown: unknown) => thrown)) as Error).message;
  expect(await said({ folder: '/no such folder' })).toContain('has no folder "/no such folder"');
  expect(await said({ host: 'no-such-host.invalid' })).toContain('cannot be resolved');
  await line.close();
  expect(await said({})).toContain('refused the connection');
});

test('an address that the operator has not allowed is refused', async () => {
  const client = await openClient({}, createOutboundGuard({ allow: '' }));
  await expect(run(client, list, {})).rejects.toMatchObject({ code: 'OUTBOUND_REFUSED' });
  expect(line.connections()).toBe(0);
});

test('a server that says nothing costs the time-out and no more, before and after it let us in', async () => {
  const client = await openClient({ timeoutMs: 1_000 });
  await run(client, list, {});
  line.silent(true);
  await expect(run(client, list, {})).rejects.toMatchObject({ code: 'TIMEOUT', retryable: true });
  await expect(run(client, list, {})).rejects.toMatchObject({ code: 'TIMEOUT', retryable: true });
  line.silent(false);
  await expect(run(client, list, {})).resolves.toHaveLength(1);
});

test('a file that could not be read whole is neither given nor counted as taken', async () => {
  await writeFile(join(folder, 'in/a.bin'), Buffer.alloc(2_000_000, 'x'));
  const client = await openClient();
  const store = storeInMemory();
  await run(client, list, {});
  line.cutAfter(300_000);
  await expect(run(client, get, { ...newest, once: true }, { store, executionId: 'e1' })).rejects.toMatchObject({
    code: 'CONNECTION_FAILED',
    retryable: true,
  });
  const [emission] = await run(client, get, { ...newest, once: true }, { store, executionId: 'e2' });
  expect(emission?.properties).toMatchObject({ file_size: 2_000_000 });
});

test('an upload that breaks off leaves the file as it was, and nothing under another name', async () => {
  await writeFile(join(folder, 'in/a.bin'), 'as before');
  const client = await openClient();
  await run(client, list, {});
  line.cutAfter(300_000);
  await expect(run(client, put, { path: 'in/a.bin' }, large)).rejects.toMatchObject({ code: 'CONNECTION_FAILED', retryable: true });
  expect(await readdir(join(folder, 'in'))).toEqual(['a.bin']);
  expect(await readFile(join(folder, 'in/a.bin'), 'utf8')).toBe('as before');
});

test('a cancelled execution lets go of the server at once and leaves nothing behind', async () => {
  const cancelling = new AbortController();
  const client = await openClient();
  const body = Body.fromSource(
    {
      async *open() {
        yield Buffer.alloc(500_000);
        cancelling.abort();
        yield* (async function* () {
          for (;;) yield Buffer.alloc(500_000);
        })();
      },
    },
    'application/octet-stream',
  );
  await expect(run(client, put, { path: 'in/a.bin' }, { body, signal: cancelling.signal })).rejects.toMatchObject({ code: 'CANCELLED' });
  await vi.waitFor(async () => expect(await readdir(join(folder, 'in'))).toEqual([]));
});

test('sessions are used again, no more of them than allowed, and opened anew when the server was restarted', async () => {
  const own = await startSshServer();
  const ownLine = await startBreakableLine({ to: own.port });
  closers.push(() => ownLine.close());
  const { hostKey, privateKey } = own;
  const client = await openClient({ port: ownLine.port, hostKey, authentication: { kind: 'key', privateKey }, sessionsMax: 2 });
  await Promise.all(Array.from({ length: 6 }, () => run(client, list, {})));
  expect(ownLine.connections()).toBe(2);
  ownLine.breakConnections();
  await own.close();
  await expect(run(client, list, {})).rejects.toMatchObject({ code: 'CONNECTION_FAILED', retryable: true });
  const again = await startSshServer({ port: own.port });
  closers.push(() => again.close());
  // It has another host key now: that is refused until a person says so.
  await expect(run(client, list, {})).rejects.toMatchObject({ message: expect.stringContaining('somebody else answers') });
});

test('links are followed to files and folders; what leads nowhere is not listed', async () => {
  await writeFile(join(folder, 'in/real.txt'), 'real');
  await symlink('in/real.txt', join(folder, 'link.txt'));
  await symlink('nowhere', join(folder, 'broken.txt'));
  await symlink('in', join(folder, 'other'));
  const [emission] = await run(await openClient(), list, { include: 'both' });
  expect(await emission?.body?.value()).toMatchObject([
    { name: 'in', folder: true },
    { name: 'link.txt', size: 4, folder: false },
    { name: 'other', folder: true },
  ]);
});

test('what the user may not do is told as such', async () => {
  const client = await openClient({ folder: '/proc' });
  await expect(run(client, put, { path: 'weft.txt', makeFolders: false }, large)).rejects.toMatchObject({ code: 'STEP_FAILED' });
});
