import { createOutboundGuard } from '@weft/outbound';
import { type ImapServer, startBreakableLine, startImapServer } from '@weft/testkit';
import { ImapFlow } from 'imapflow';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { outbound, runStep as run } from '../../test/run-step.ts';
import { storeInMemory } from '../../test/store-in-memory.ts';
import { type ImapClient, implementation as imap } from './client.ts';
import { implementation as fetchMail } from './mail-fetch/executor.ts';

let server: ImapServer;
let mailbox: ImapFlow;
const closers: (() => Promise<void>)[] = [];

beforeAll(async () => {
  server = await startImapServer();
});

afterAll(() => server.close());

beforeEach(async () => {
  mailbox = await openMailbox();
});

afterEach(async () => {
  for (const { path, flags } of await mailbox.list()) {
    // A name that only stands above other folders.
    if (flags.has('\\Noselect')) continue;
    await mailbox.mailboxOpen(path);
    await mailbox.messageDelete('1:*');
  }
  await mailbox.logout();
  for (const close of closers.splice(0).reverse()) await close();
});

async function openMailbox(): Promise<ImapFlow> {
  const { host, port, user, password } = server;
  const client = new ImapFlow({ host, port, secure: false, doSTARTTLS: false, auth: { user, pass: password }, logger: false });
  await client.connect();
  return client;
}

async function openClient(config: object = {}, guard = outbound): Promise<ImapClient> {
  const { host, port, user, password } = server;
  const parsed = imap.definition.config.parse({ host, port, encryption: 'off', user, password, ...config });
  return imap.open(parsed, { outbound: guard, signal: new AbortController().signal });
}

async function deliver(subject: string, { from = 'anna@example.com', extra = '', size = 0 } = {}): Promise<void> {
  const text = [
    `From: Anna Größe <${from}>`,
    'To: Orders <orders@example.com>, Team: a@example.com, b@example.com;',
    `Subject: ${subject}`,
    `Message-ID: <${subject.replaceAll(' ', '-')}@example.com>`,
    'Date: Tue, 24 Nov 2026 10:00:00 +0100',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=B',
    '',
    '--B',
    'Content-Type: text/plain; charset=utf-8',
    '',
    `Hello ${subject}${'x'.repeat(size)}`,
    ...(extra === '' ? [] : [extra]),
    '--B--',
    '',
  ].join('\r\n');
  await mailbox.append('INBOX', Buffer.from(text));
}

const csv =
  '--B\r\nContent-Type: text/csv; name="order.csv"\r\nContent-Disposition: attachment; filename="../../order.csv"\r\nContent-Transfer-Encoding: base64\r\n\r\naWQ7bgoxOzIK';
const ports = (given: readonly { readonly port: string }[]) => given.map(({ port }) => port);
const subjects = (given: Awaited<ReturnType<typeof run>>) =>
  given.filter(({ port }) => port === 'mail').map(({ properties }) => properties?.['mail_subject']);
const count = async (path: string) => (await mailbox.status(path, { messages: true, unseen: true })) || {};

test('a message becomes an object, its attachments documents with names that lead nowhere', async () => {
  await deliver('one', { extra: csv });
  const given = await run(await openClient(), fetchMail, { attachments: true });
  expect(ports(given)).toEqual(['mail', 'attachment']);
  expect(await given[0]?.body?.value()).toMatchObject({
    from: { name: 'Anna Größe', address: 'anna@example.com' },
    to: [{ address: 'orders@example.com' }, { address: 'a@example.com' }, { address: 'b@example.com' }],
    subject: 'one',
    date: '2026-11-24T09:00:00.000Z',
    messageId: '<one@example.com>',
    text: expect.stringContaining('Hello one'),
    attachments: [{ name: 'order.csv', contentType: 'text/csv', size: 9 }],
  });
  expect(given[1]?.properties).toMatchObject({ file_name: 'order.csv', file_size: 9, mail_from: 'anna@example.com' });
  expect(await given[1]?.body?.text()).toBe('id;n\n1;2\n');
});

test('raw gives the message as it was sent', async () => {
  await deliver('raw one');
  const [given] = await run(await openClient(), fetchMail, { result: 'raw' });
  expect(given?.body?.contentType).toBe('message/rfc822');
  expect(await given?.body?.text()).toContain('Subject: raw one\r\n');
});

test('messages come oldest first, by what they are looked for, and no more than allowed', async () => {
  for (const subject of ['order 1', 'order 2', 'question', 'order 3']) await deliver(subject);
  await deliver('order 4', { from: 'bert@example.com' });
  const client = await openClient();
  const leave = { after: { kind: 'leave' } };
  expect(subjects(await run(client, fetchMail, { ...leave, subject: 'order' }))).toEqual(['order 1', 'order 2', 'order 3', 'order 4']);
  expect(subjects(await run(client, fetchMail, { ...leave, subject: 'order', from: 'anna@' }))).toEqual(['order 1', 'order 2', 'order 3']);
  expect(subjects(await run(client, fetchMail, { ...leave, messagesMax: 2 }))).toEqual(['order 1', 'order 2']);
  expect(ports(await run(client, fetchMail, { ...leave, subject: 'no such' }))).toEqual(['none']);
});

test('left messages stay unread; marked, moved and deleted ones are not found again', async () => {
  const client = await openClient();
  await deliver('one');
  await run(client, fetchMail, { after: { kind: 'leave' } });
  expect(await count('INBOX')).toMatchObject({ messages: 1, unseen: 1 });
  await run(client, fetchMail, { after: { kind: 'seen' } });
  expect(await count('INBOX')).toMatchObject({ messages: 1, unseen: 0 });
  expect(ports(await run(client, fetchMail, {}))).toEqual(['none']);
  await run(client, fetchMail, { which: 'all', after: { kind: 'move', folder: 'Done.{{ 2026 }}' } });
  expect(await count('INBOX')).toMatchObject({ messages: 0 });
  expect(await count('Done.2026')).toMatchObject({ messages: 1 });
  await run(client, fetchMail, { folder: 'Done.2026', which: 'all', after: { kind: 'delete' } });
  expect(await count('Done.2026')).toMatchObject({ messages: 0 });
});

test('executions that look at once take each message once, also where it stays unread; a killed one takes its own again', async () => {
  const all = ['1', '2', '3', '4', '5'];
  for (const subject of all) await deliver(subject);
  const client = await openClient();
  const store = storeInMemory();
  const take = (executionId: string) => run(client, fetchMail, { once: true, after: { kind: 'leave' } }, { store, executionId });
  const both = await Promise.all([take('e1'), take('e2'), take('e3')]);
  expect(both.flatMap(subjects).sort()).toEqual(all);
  expect(subjects(await take('e4'))).toEqual([]);
  expect(subjects(await take('e1'))).toEqual(subjects(both[0] ?? []));
});

test('a message that breaks off is neither given nor counted as taken', async () => {
  await deliver('large', { size: 2_000_000 });
  const line = await startBreakableLine({ to: server.port });
  closers.push(() => line.close());
  const client = await openClient({ port: line.port });
  const store = storeInMemory();
  const take = (executionId: string) => run(client, fetchMail, { once: true }, { store, executionId });
  line.cutAfter(500_000);
  await expect(take('e1')).rejects.toMatchObject({ code: 'CONNECTION_FAILED', retryable: true });
  expect(await count('INBOX')).toMatchObject({ unseen: 1 });
  expect(subjects(await take('e2'))).toEqual(['large']);
});

test('a session that ends between two messages is opened again', async () => {
  for (const subject of ['1', '2', '3']) await deliver(subject);
  const line = await startBreakableLine({ to: server.port });
  closers.push(() => line.close());
  const client = await openClient({ port: line.port });
  const prepared = fetchMail.prepare(fetchMail.definition.config.parse({ connection: 'c' }), {
    connection: () => ({ client: async () => client as never }),
    template: (source: string) => () => source,
    outbound,
  } as never);
  const seen: unknown[] = [];
  const context = { execution: { id: 'e' }, signal: new AbortController().signal } as never;
  for await (const part of (await prepared({ properties: {} } as never, context)) as AsyncIterable<readonly { properties: object }[]>) {
    seen.push(...part.map(({ properties }) => (properties as Record<string, unknown>)['mail_subject']));
    if (seen.length === 1) {
      line.breakConnections();
      await expect.poll(() => line.connections()).toBe(0);
    }
  }
  expect(seen).toEqual(['1', '2', '3']);
});

test('after a restart of the server in the middle the same client works again', async () => {
  await deliver('before');
  const client = await openClient();
  await run(client, fetchMail, { after: { kind: 'leave' } });
  await mailbox.logout();
  await server.restart();
  mailbox = await openMailbox();
  expect(subjects(await run(client, fetchMail, {}))).toEqual(['before']);
});

test.each(['starttls', 'tls'] as const)('with %s a certificate of its own is refused unless told otherwise', async (encryption) => {
  const port = encryption === 'tls' ? server.tlsPort : server.port;
  await expect(run(await openClient({ port, encryption, verify: false }), fetchMail, {})).resolves.toMatchObject([{ port: 'none' }]);
  await expect(run(await openClient({ port, encryption }), fetchMail, {})).rejects.toMatchObject({
    code: 'CONNECTION_FAILED',
    message: expect.stringContaining('signed itself'),
  });
});

test('a wrong password, a folder that is not there, silence, and a server that is not there are told apart', async () => {
  const said = async (client: Promise<ImapClient>, config: object = {}) =>
    (await run(await client, fetchMail, config).catch((thrown: unknown) => thrown)) as Error;
  const wrong = await said(openClient({ password: 'not the one' }));
  expect(wrong).toMatchObject({
    code: 'CONNECTION_FAILED',
    retryable: false,
    message: expect.stringContaining('does not accept this user'),
  });
  expect(JSON.stringify({ ...wrong, message: wrong.message })).not.toContain('not the one');
  expect(await said(openClient(), { folder: 'Nowhere' })).toMatchObject({ code: 'NOT_FOUND' });
  expect((await said(openClient({ host: 'no-such-host.invalid' }))).message).toContain('cannot be resolved');
  expect(await said(openClient({}, createOutboundGuard({ allow: '' })))).toMatchObject({ code: 'OUTBOUND_REFUSED' });
  const line = await startBreakableLine({ to: server.port });
  line.silent(true);
  expect(await said(openClient({ port: line.port, timeoutMs: 300 }))).toMatchObject({ code: 'TIMEOUT', retryable: true });
  await line.close();
  expect((await said(openClient({ port: line.port }))).message).toContain('refused the connection');
});

test('a cancelled execution ends the session', async () => {
  await deliver('large', { size: 5_000_000 });
  const line = await startBreakableLine({ to: server.port });
  closers.push(() => line.close());
  const cancelling = new AbortController();
  line.silent(true);
  const running = run(await openClient({ port: line.port }), fetchMail, {}, { signal: cancelling.signal });
  const failed = expect(running).rejects.toMatchObject({ code: 'CANCELLED' });
  await expect.poll(() => line.connections()).toBe(1);
  cancelling.abort();
  await failed;
  await expect.poll(() => line.connections()).toBe(0);
});

test('the test says how many messages there are', async () => {
  await deliver('one');
  const client = await openClient();
  await expect(imap.test(client, new AbortController().signal)).resolves.toMatch(/the inbox holds 1 message, 1 of them unread\.$/);
});
