import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { Body } from '@weft/document';
import { createOutboundGuard } from '@weft/outbound';
import type { Emission } from '@weft/step-kit/executor';
import { type FtpServer, type StartFtpServerOptions, selfSignedCertificate, startFtpServer } from '@weft/testkit';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { describeFileConnector } from '../../test/file-connector.ts';
import { outbound, runStep as run } from '../../test/run-step.ts';
import { storeInMemory } from '../../test/store-in-memory.ts';
import type { FilesClient } from '../remote-files/session.ts';
import { implementation as ftp } from './client.ts';
import { implementation as remove } from './ftp-delete/executor.ts';
import { implementation as get } from './ftp-get/executor.ts';
import { implementation as list } from './ftp-list/executor.ts';
import { implementation as put } from './ftp-put/executor.ts';
import { implementation as rename } from './ftp-rename/executor.ts';

const account = { user: 'shop', password: 'open sesame' };
const closers: (() => Promise<void>)[] = [];
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weft-ftp-test-'));
  await mkdir(join(folder, 'in'));
  closers.push(() => rm(folder, { recursive: true, force: true }));
});

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function startServer(rules: Partial<StartFtpServerOptions> = {}): Promise<FtpServer> {
  const server = await startFtpServer({ folder, ...account, ...rules });
  closers.push(() => server.close());
  return server;
}

async function openClient({ port }: FtpServer, config: object = {}): Promise<FilesClient> {
  const parsed = ftp.definition.config.parse({ host: '127.0.0.1', port, encryption: 'off', ...account, ...config });
  const client = (await ftp.open(parsed, { outbound, signal: new AbortController().signal })) as FilesClient;
  closers.push(() => client.close());
  return client;
}

async function leave(name: string, content: string | Buffer, day = '2026-11-20'): Promise<void> {
  await writeFile(join(folder, name), content);
  await utimes(join(folder, name), new Date(`${day}T06:00:00Z`), new Date(`${day}T06:00:00Z`));
}

const newest = { files: { kind: 'newest', folder: 'in', pattern: '*.csv' } };
const text = async (emission: Emission | undefined) => emission?.body?.text();

const old = ['MLSD', 'MLST', 'EPSV'];
const servers: readonly (readonly [string, Partial<StartFtpServerOptions>])[] = [
  ['knows all that it may', {}],
  ['lists as ls does', { unknown: old }],
  ['lists as Windows does, and renames onto nothing', { unknown: old, dosListing: true, keepsOnRename: true }],
  ['tells no sizes', { unknown: ['MLSD', 'MLST', 'SIZE'] }],
];

for (const [what, rules] of servers) {
  describeFileConnector({
    title: `FTP with a server that ${what}`,
    listsTimes: rules.unknown === undefined,
    steps: { list, get, put, rename, delete: remove },
    async open(base) {
      const server = await startFtpServer({ folder: base, ...account, ...rules });
      const client = await openClient(server);
      return {
        client,
        close: async () => {
          await client.close();
          await server.close();
        },
      };
    },
  });
}

test.each([{}, { unknown: ['MLSD', 'MLST'] }, { unknown: ['EPSV'] }, { unknown: ['EPSV'], passiveAddress: '10.9.8.7' }])(
  'a listing tells names, sizes and times in the order of names, with a server of the rules %j',
  async (rules) => {
    await leave('in/b ü.csv', 'bb');
    await leave('in/a.csv', 'a');
    await leave('in/c.txt', 'c');
    await mkdir(join(folder, 'in/d.csv'));
    const client = await openClient(await startServer(rules));
    const [{ body, properties }] = (await run(client, list, { folder: 'in', pattern: '*.csv' })) as [Emission];
    expect(properties).toEqual({ files_found: 2 });
    expect(await body?.value()).toMatchObject([
      { name: 'a.csv', path: 'in/a.csv', size: 1, folder: false },
      { name: 'b ü.csv', path: 'in/b ü.csv', size: 2, folder: false },
    ]);
  },
);

test.each([{}, { unknown: ['MLSD', 'MLST'] }])('the newest is the one changed last, with a server of the rules %j', async (rules) => {
  await leave('in/z.csv', 'old', '2026-11-20');
  await leave('in/a.csv', 'new', '2026-11-22');
  await leave('in/m.csv', 'middle', '2026-11-21');
  const client = await openClient(await startServer(rules));
  const given = await run(client, get, newest);
  expect(given).toHaveLength(1);
  expect(given[0]).toMatchObject({ port: 'file', properties: { file_name: 'a.csv', file_path: 'in/a.csv', file_size: 3 } });
  expect(await text(given[0])).toBe('new');
});

test('a file that could not be read whole is not counted as taken', async () => {
  await leave('in/a.csv', Buffer.alloc(1_000_000, 'x'));
  let limit: number | undefined = 100_000;
  const client = await openClient(await startServer({ cutAfterBytes: () => limit }));
  const store = storeInMemory();
  await expect(run(client, get, { ...newest, once: true }, { store, executionId: 'e1' })).rejects.toMatchObject({
    code: 'CONNECTION_FAILED',
    retryable: true,
  });
  limit = undefined;
  const [emission] = await run(client, get, { ...newest, once: true }, { store, executionId: 'e2' });
  expect(emission?.properties).toMatchObject({ file_size: 1_000_000 });
});

test('a file gets its name when all of it has been written', async () => {
  const server = await startServer();
  const client = await openClient(server);
  await leave('in/a.json', 'old and longer than the new one');
  await run(client, put, { path: 'in/a.json' }, { body: Body.fromValue({ id: 7 }) });
  const said = server.commands.filter((command) => /^(STOR|RNFR|RNTO)/.test(command));
  expect(said).toEqual([
    expect.stringMatching(/^STOR \/in\/\.[0-9a-f-]+\.weft-part$/),
    expect.stringMatching(/^RNFR \/in\/\.[0-9a-f-]+\.weft-part$/),
    'RNTO /in/a.json',
  ]);
  expect(await readFile(join(folder, 'in/a.json'), 'utf8')).toBe('{"id":7}');
  expect(await readdir(join(folder, 'in'))).toEqual(['a.json']);
});

test('an upload that is cut leaves nothing behind, under no name', async () => {
  await leave('in/a.bin', 'as before');
  const client = await openClient(await startServer({ cutAfterBytes: () => 100_000 }));
  const body = Body.fromBytes(Buffer.alloc(1_000_000, 'x'), 'application/octet-stream');
  await expect(run(client, put, { path: 'in/a.bin' }, { body })).rejects.toMatchObject({ code: 'CONNECTION_FAILED', retryable: true });
  expect(await readdir(join(folder, 'in'))).toEqual(['a.bin']);
  expect(await readFile(join(folder, 'in/a.bin'), 'utf8')).toBe('as before');
});

test('an upload that is cancelled leaves nothing behind', async () => {
  const cancelling = new AbortController();
  const client = await openClient(await startServer({ cutAfterBytes: () => void cancelling.abort() }));
  const body = Body.fromBytes(Buffer.alloc(20_000_000, 'x'), 'application/octet-stream');
  await expect(run(client, put, { path: 'in/a.bin' }, { body, signal: cancelling.signal })).rejects.toMatchObject({ code: 'CANCELLED' });
  await vi.waitFor(async () => expect(await readdir(join(folder, 'in'))).toEqual([]));
});

test('where a server tells no times at all, none is taken for the newest', async () => {
  await leave('in/a.csv', 'new', '2026-11-22');
  await leave('in/z.csv', 'old', '2026-11-20');
  const client = await openClient(await startServer({ unknown: ['MLSD', 'MLST', 'MDTM'] }));
  await expect(run(client, get, newest)).rejects.toMatchObject({
    code: 'STEP_FAILED',
    message: expect.stringContaining('Order them by name'),
  });
  const all = { files: { kind: 'all', folder: 'in', pattern: '*' } };
  expect(await run(client, get, all)).toMatchObject([{ properties: { file_name: 'a.csv' } }, { properties: { file_name: 'z.csv' } }]);
});

test.each([
  ['knows UTF-8 too', {}],
  ['knows nothing of UTF-8', { unknown: ['FEAT', 'MLSD', 'MLST', 'OPTS'] }],
] as const)('names in latin1 go and come as they are, with a server that %s', async (_what, rules) => {
  await leave('in/Aufträge für März.csv', 'a');
  const client = await openClient(
    await startServer({ names: 'latin1', ...rules, unknown: [...('unknown' in rules ? rules.unknown : [])] }),
    { encoding: 'latin1' },
  );
  const [listed] = await run(client, list, { folder: 'in' });
  expect(await listed?.body?.value()).toMatchObject([{ name: 'Aufträge für März.csv' }]);
  await run(client, rename, { from: 'in/Aufträge für März.csv', to: 'in/erledigt – nein, é.csv'.replace('–', '-') });
  expect(await readdir(join(folder, 'in'))).toEqual(['erledigt - nein, é.csv']);
});

test('a host is reached by its name, for its data connections too, and where the name leads is checked', async () => {
  await leave('in/a.csv', 'a');
  const server = await startServer();
  const byName = await openClient(server, { host: 'localhost' });
  expect(await text((await run(byName, get, newest))[0])).toBe('a');
  const unknown = (await run(await openClient(server, { host: 'no-such-host.invalid' }), list, {}).catch(
    (thrown: unknown) => thrown,
  )) as Error;
  expect(unknown).toMatchObject({ code: 'CONNECTION_FAILED', message: expect.stringContaining('cannot be resolved') });
  const parsed = ftp.definition.config.parse({ host: 'localhost', port: server.port, encryption: 'off', ...account });
  const guarded = (await ftp.open(parsed, {
    outbound: createOutboundGuard({ allow: '' }),
    signal: new AbortController().signal,
  })) as FilesClient;
  await expect(run(guarded, list, {})).rejects.toMatchObject({ code: 'OUTBOUND_REFUSED' });
  await guarded.close();
});

test('a wrong password is told as such and never repeated', async () => {
  const client = await openClient(await startServer(), { password: 'not the one' });
  const failure = (await run(client, list, {}).catch((thrown: unknown) => thrown)) as Error;
  expect(failure).toMatchObject({ code: 'CONNECTION_FAILED', retryable: false });
  expect(failure.message).toMatch(/does not accept this user and password/);
  expect(JSON.stringify({ ...failure, message: failure.message })).not.toContain('not the one');
});

test('a server that says nothing costs the time-out and no more', async () => {
  const client = await openClient(await startServer({ silent: true }), { timeoutMs: 200 });
  const began = performance.now();
  await expect(run(client, list, {})).rejects.toMatchObject({ code: 'TIMEOUT', retryable: true });
  expect(performance.now() - began).toBeLessThan(2_000);
});

test.each(['explicit', 'implicit'] as const)(
  'with %s TLS the data go on with the session of the control connection, and an unknown certificate is refused unless told otherwise',
  async (mode) => {
    const context = createSecureContext(selfSignedCertificate());
    const server = await startServer({ tls: { context, mode }, requireSessionReuse: true });
    const client = await openClient(server, { encryption: mode, verify: false });
    await run(client, put, { path: 'in/a.json' }, { body: Body.fromValue({ id: 7 }) });
    const [emission] = await run(client, get, { files: { kind: 'path', path: 'in/a.json' } });
    expect(await text(emission)).toBe('{"id":7}');
    expect(server.commands).toContain('PROT P');
    const checking = await openClient(server, { encryption: mode });
    await expect(run(checking, list, {})).rejects.toMatchObject({
      code: 'CONNECTION_FAILED',
      message: expect.stringMatching(/signed itself/),
    });
  },
);

test.each([
  ['while it signs in', { silent: true }],
  ['while a file comes', {}],
])('a cancelled execution lets go of the server at once, %s', async (_when, rules) => {
  await leave('in/a.csv', Buffer.alloc(50_000_000, 'x'));
  const cancelling = new AbortController();
  // The first bytes that pass are the moment to cancel.
  const server = await startServer({ ...rules, cutAfterBytes: () => void cancelling.abort() });
  const client = await openClient(server);
  const running = run(client, get, newest, { signal: cancelling.signal });
  if ('silent' in rules) {
    await vi.waitFor(() => expect(server.sessions()).toBe(1));
    cancelling.abort();
  }
  await expect(running).rejects.toMatchObject({ code: 'CANCELLED' });
  await vi.waitFor(() => expect(server.sessions()).toBe(0));
});

test('sessions that the server has dropped are opened again, and no more of them than allowed', async () => {
  const server = await startServer();
  const client = await openClient(server, { sessionsMax: 2 });
  await Promise.all(Array.from({ length: 6 }, () => run(client, list, {})));
  expect(server.commands.filter((command) => command === 'PASS')).toHaveLength(2);
  server.breakConnections();
  await vi.waitFor(() => expect(server.sessions()).toBe(0));
  await expect(run(client, list, {})).resolves.toHaveLength(1);
});
