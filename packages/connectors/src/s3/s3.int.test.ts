import { randomBytes } from 'node:crypto';
import { Body } from '@weft/document';
import { createOutboundGuard } from '@weft/outbound';
import { type BreakableLine, type S3Server, startBreakableLine, startS3Server } from '@weft/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { describeFileConnector } from '../../test/file-connector.ts';
import { outbound, runStep as run } from '../../test/run-step.ts';
import { storeInMemory } from '../../test/store-in-memory.ts';
import type { FilesClient } from '../remote-files/session.ts';
import { implementation as s3 } from './client.ts';
import { implementation as remove } from './s3-delete/executor.ts';
import { implementation as get } from './s3-get/executor.ts';
import { implementation as list } from './s3-list/executor.ts';
import { implementation as put } from './s3-put/executor.ts';
import { implementation as rename } from './s3-rename/executor.ts';

const closers: (() => Promise<void>)[] = [];
let server: S3Server;
let line: BreakableLine;

beforeAll(async () => {
  server = await startS3Server();
});

afterAll(() => server.close());

beforeEach(async () => {
  line = await startBreakableLine({ to: server.port });
  closers.push(() => line.close());
});

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function openClient(config: object = {}, guard = outbound): Promise<FilesClient> {
  const { bucket, accessKeyId, secretAccessKey, endpoint } = server;
  const parsed = s3.definition.config.parse({ endpoint, bucket, accessKeyId, secretAccessKey, ...config });
  const client = await s3.open(parsed, { outbound: guard, signal: new AbortController().signal });
  closers.push(() => client.close());
  return client;
}

let baseNumber = 0;
const words = (text: string) => ({ body: Body.fromBytes(Buffer.from(text), 'text/plain') });
const large = randomBytes(20_000_001);
const largeBody = () => ({ body: Body.fromBytes(large, 'application/octet-stream') });

describeFileConnector({
  title: 'S3',
  hasFolders: false,
  steps: { list, get, put, rename, delete: remove },
  async open() {
    baseNumber += 1;
    const base = `base-${baseNumber}`;
    const client = await openClient({ folder: `/${base}/` });
    return {
      client,
      side: {
        async leave(name, content, day) {
          await client.use(AbortSignal.timeout(5_000), (session) =>
            session.write(name, Body.fromBytes(Buffer.from(content), 'text/plain').stream()),
          );
          await server.touch(`${base}/${name}`, new Date(`${day}T06:00:00Z`));
        },
        text: async (name) => (await server.read(`${base}/${name}`)).toString('utf8'),
        names: (folder) => server.names(`${base}/${folder}`),
      },
      close: () => client.close(),
    };
  },
});

test('a large object goes in parts and comes back byte by byte', async () => {
  const client = await openClient();
  const before = server.requests('POST');
  await run(client, put, { path: 'in/large.bin' }, largeBody());
  expect((await server.read('in/large.bin')).equals(large)).toBe(true);
  expect(server.requests('POST') - before).toBe(2);
  const [emission] = await run(client, get, { files: { kind: 'path', path: 'in/large.bin' } });
  expect(Buffer.from((await emission?.body?.bytes()) ?? []).equals(large)).toBe(true);
});

test.each(['a b+c.txt', 'ü%20(1)!*\'".txt', 'a&b=c?d#e.txt', '日本.txt', 'a;b,c@d$.txt'])(
  'the name %j goes and comes as it is',
  async (name) => {
    const client = await openClient({ folder: `names-${name.codePointAt(1)}` });
    await run(client, put, { path: `in/${name}` }, words('x'));
    const [listed] = await run(client, list, { folder: 'in', pattern: '*' });
    expect(await listed?.body?.value()).toMatchObject([{ name, path: `in/${name}`, size: 1 }]);
    const [emission] = await run(client, get, { files: { kind: 'path', path: `in/${name}` } });
    expect(await emission?.body?.text()).toBe('x');
  },
);

test('an object whose name must be encoded is renamed', async () => {
  const client = await openClient({ folder: 'renamed' });
  await run(client, put, { path: 'in/ü 50% (1).txt' }, words('x'));
  await run(client, rename, { from: 'in/ü 50% (1).txt', to: 'out/ä !.txt' });
  expect(await server.names('renamed/in')).toEqual([]);
  expect((await server.read('renamed/out/ä !.txt')).toString()).toBe('x');
});

test('a listing of many pages is whole', async () => {
  const client = await openClient({ folder: 'pages' });
  const names = Array.from({ length: 1_100 }, (_, at) => `in/${String(at).padStart(4, '0')}.txt`);
  for (let at = 0; at < names.length; at += 100)
    await Promise.all(names.slice(at, at + 100).map((path) => run(client, put, { path }, words(''))));
  expect(await run(client, list, { folder: 'in', pattern: '*' })).toMatchObject([{ properties: { files_found: 1_100 } }]);
}, 60_000);

test('a download that breaks off is neither given nor counted as taken', async () => {
  const client = await openClient({ folder: 'broken-download', endpoint: `http://127.0.0.1:${line.port}` });
  await run(client, put, { path: 'in/large.bin' }, largeBody());
  const store = storeInMemory();
  const take = (executionId: string) =>
    run(client, get, { files: { kind: 'all', folder: 'in', pattern: '*' }, once: true }, { store, executionId });
  line.cutAfter(5_000_000);
  await expect(take('e1')).rejects.toMatchObject({ code: 'CONNECTION_FAILED', retryable: true });
  expect(await take('e2')).toMatchObject([{ properties: { file_size: large.length } }]);
});

test('an upload that breaks off leaves the object as it was', async () => {
  const client = await openClient({ endpoint: `http://127.0.0.1:${line.port}` });
  await run(client, put, { path: 'in/a.bin' }, words('as before'));
  line.cutAfter(12_000_000);
  await expect(run(client, put, { path: 'in/a.bin' }, largeBody())).rejects.toMatchObject({ code: 'CONNECTION_FAILED', retryable: true });
  expect((await server.read('in/a.bin')).toString()).toBe('as before');
  await run(client, put, { path: 'in/a.bin' }, largeBody());
  expect((await server.read('in/a.bin')).length).toBe(large.length);
});

test('a wrong secret key, a bucket that is not there, and a server that is not there are told apart', async () => {
  const said = async (config: object, guard = outbound) =>
    (await run(await openClient(config, guard), list, {}).catch((thrown: unknown) => thrown)) as Error;
  const wrong = await said({ secretAccessKey: 'not the one' });
  expect(wrong).toMatchObject({
    code: 'CONNECTION_FAILED',
    retryable: false,
    message: expect.stringContaining('does not accept this access key'),
  });
  expect(JSON.stringify({ ...wrong, message: wrong.message })).not.toContain('not the one');
  expect(await said({ bucket: 'nowhere' })).toMatchObject({
    code: 'CONNECTION_FAILED',
    message: expect.stringContaining('no bucket "nowhere"'),
  });
  expect((await said({ endpoint: 'http://no-such-host.invalid' })).message).toContain('cannot be resolved');
  expect(await said({}, createOutboundGuard({ allow: '' }))).toMatchObject({ code: 'OUTBOUND_REFUSED' });
  await line.close();
  expect((await said({ endpoint: `http://127.0.0.1:${line.port}` })).message).toContain('refused the connection');
});

test('a service that says nothing costs the time-out, and a cancelled execution does not wait for it', async () => {
  line.silent(true);
  const endpoint = `http://127.0.0.1:${line.port}`;
  await expect(run(await openClient({ endpoint, timeoutMs: 300 }), list, {})).rejects.toMatchObject({ code: 'TIMEOUT', retryable: true });
  const cancelling = new AbortController();
  const running = run(await openClient({ endpoint }), list, {}, { signal: cancelling.signal });
  const failed = expect(running).rejects.toMatchObject({ code: 'CANCELLED' });
  await expect.poll(() => line.connections()).toBeGreaterThan(0);
  cancelling.abort();
  await failed;
});

test('nothing is offered to append, as a bucket cannot', () => {
  expect(put.definition.config.safeParse({ connection: 'c', path: 'a', conflict: 'append' }).success).toBe(false);
});

test('the test says who let us in', async () => {
  const client = await openClient({ folder: 'nothing/here' });
  await expect(s3.test(client, new AbortController().signal)).resolves.toBe(
    `The storage 127.0.0.1:${server.port} let us in; the folder holds 0 entries.`,
  );
});
