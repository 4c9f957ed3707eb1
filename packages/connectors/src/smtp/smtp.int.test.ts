import { Body } from '@weft/document';
import { createOutboundGuard } from '@weft/outbound';
import { type SmtpServer, type SmtpServerOptions, selfSignedCertificate, startBreakableLine, startSmtpServer } from '@weft/testkit';
import PostalMime from 'postal-mime';
import { afterEach, expect, test } from 'vitest';
import { outbound, runStep as run } from '../../test/run-step.ts';
import { type SmtpClient, implementation as smtp } from './client.ts';
import { implementation as send } from './mail-send/executor.ts';

const account = { user: 'shop', password: 'open sesame' };
const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function startServer(options: SmtpServerOptions = {}): Promise<SmtpServer> {
  const server = await startSmtpServer(options);
  closers.push(() => server.close());
  return server;
}

async function openClient(port: number, config: object = {}, guard = outbound): Promise<SmtpClient> {
  const parsed = smtp.definition.config.parse({ host: '127.0.0.1', port, encryption: 'off', from: 'Shop <shop@example.com>', ...config });
  const client = await smtp.open(parsed, { outbound: guard, signal: new AbortController().signal });
  closers.push(() => client.close());
  return client;
}

const signedIn = (password = account.password) => ({ authentication: { kind: 'password', user: account.user, password } });
const order = { body: Body.fromValue({ id: 7, email: 'anna@example.com' }) };
const message = { to: '{{ body.email }}', subject: 'Order {{ body.id }}', text: 'Thank you — grüß Gott.' };
const parse = ({ received }: SmtpServer, at = 0) => PostalMime.parse(Buffer.from(received[at]?.raw ?? '', 'latin1'));

test('a message arrives with its text, its HTML, its recipients and its attachment, hidden copies unseen', async () => {
  const server = await startServer();
  const client = await openClient(server.port);
  const config = {
    ...message,
    cc: 'Bert Öl <bert@example.com>',
    bcc: 'carl@example.com',
    html: '<p>Thank you</p>',
    attachments: { kind: 'body', fileName: 'Auftrag {{ body.id }} ü.json' },
  };
  const [emission] = await run(client, send, config, order);
  expect(emission?.properties).toMatchObject({ mail_accepted: 3, mail_rejected: '' });
  expect(server.received[0]).toMatchObject({ from: 'shop@example.com', to: ['anna@example.com', 'bert@example.com', 'carl@example.com'] });
  const email = await parse(server);
  expect(email).toMatchObject({
    from: { name: 'Shop', address: 'shop@example.com' },
    to: [{ address: 'anna@example.com' }],
    cc: [{ name: 'Bert Öl', address: 'bert@example.com' }],
    subject: 'Order 7',
    messageId: emission?.properties?.['mail_message_id'],
    attachments: [{ filename: 'Auftrag 7 ü.json', mimeType: 'application/json' }],
  });
  expect(email.text).toContain('Thank you — grüß Gott.');
  expect(email.html).toContain('<p>Thank you</p>');
  expect(Buffer.from(email.attachments[0]?.content as ArrayBuffer).toString()).toBe('{"id":7,"email":"anna@example.com"}');
  expect(server.received[0]?.raw).not.toContain('carl@example.com');
});

test('several files are attached from a list, and a list that is none is told as such', async () => {
  const server = await startServer();
  const client = await openClient(server.port);
  const files = (expression: string) => run(client, send, { ...message, attachments: { kind: 'list', files: expression } }, order);
  await files("[{ name: 'a.txt', text: 'ä' }, { name: 'b.bin', base64: 'AP8=', type: 'application/x-b' }]");
  const { attachments } = await parse(server);
  expect(
    attachments.map(({ filename, mimeType, content }) => [filename, mimeType, Buffer.from(content as ArrayBuffer).toString('hex')]),
  ).toEqual([
    ['a.txt', 'text/plain', 'c3a4'],
    ['b.bin', 'application/x-b', '00ff'],
  ]);
  for (const wrong of [
    'body',
    "[{ text: 'x' }]",
    "[{ name: 'x' }]",
    "[{ name: 'x', base64: '%' }]",
    "[{ name: 'x', path: '/etc/passwd' }]",
  ])
    await expect(files(wrong), wrong).rejects.toMatchObject({ code: 'STEP_FAILED' });
  expect(server.received).toHaveLength(1);
});

test('line breaks in a value add no header and no recipient', async () => {
  const server = await startServer();
  const client = await openClient(server.port);
  const body = Body.fromValue({ id: '7\r\nBcc: evil@example.com', email: 'anna@example.com' });
  await run(client, send, { ...message, attachments: { kind: 'body', fileName: 'a\r\nX-Evil: yes' } }, { body });
  expect(server.received[0]?.to).toEqual(['anna@example.com']);
  const { headers } = await parse(server);
  expect(headers.map(({ key }) => key)).not.toContain('bcc');
  expect(server.received[0]?.raw).not.toMatch(/^X-Evil/im);
});

test('the same document of the same execution has the same Message-ID, another one another', async () => {
  const server = await startServer();
  const client = await openClient(server.port);
  const ids = await Promise.all(
    ['e1', 'e1', 'e2'].map(async (executionId) => (await run(client, send, message, { ...order, executionId }))[0]?.properties),
  );
  const [first, again, other] = ids.map((properties) => properties?.['mail_message_id']);
  expect(first).toBe(again);
  expect(first).not.toBe(other);
  expect(first).toMatch(/^<[0-9a-f]{32}@example\.com>$/);
});

test('a message without recipients or sender is not sent', async () => {
  const server = await startServer();
  const client = await openClient(server.port, { from: '' });
  const nobody = { body: Body.fromValue({ id: 1, email: ' ' }) };
  await expect(run(client, send, message, nobody)).rejects.toMatchObject({
    code: 'STEP_FAILED',
    message: expect.stringContaining('nobody to send to'),
  });
  await expect(run(client, send, message, order)).rejects.toMatchObject({ code: 'STEP_FAILED', place: { pointer: '/from' } });
  expect(send.definition.config.safeParse({ connection: 'c', to: ' ' }).success).toBe(false);
  expect(server.received).toEqual([]);
});

test('some recipients that are refused are told; all refused fail the step, for good or for now as the server says', async () => {
  const server = await startServer({ refused: { 'gone@example.com': 550, 'full@example.com': 452 } });
  const client = await openClient(server.port);
  const to = (text: string) => run(client, send, { ...message, to: text }, order);
  expect(await to('gone@example.com, anna@example.com')).toMatchObject([
    { properties: { mail_accepted: 1, mail_rejected: 'gone@example.com' } },
  ]);
  await expect(to('gone@example.com')).rejects.toMatchObject({
    code: 'STEP_FAILED',
    retryable: false,
    message: expect.stringContaining('not for gone'),
  });
  await expect(to('full@example.com')).rejects.toMatchObject({ code: 'STEP_FAILED', retryable: true });
});

test('a wrong password is told as such, and never in words', async () => {
  const server = await startServer({ account });
  await run(await openClient(server.port, signedIn()), send, message, order);
  expect(server.received).toHaveLength(1);
  const failure = (await run(await openClient(server.port, signedIn('not the one')), send, message, order).catch(
    (thrown: unknown) => thrown,
  )) as Error;
  expect(failure).toMatchObject({
    code: 'CONNECTION_FAILED',
    retryable: false,
    message: expect.stringContaining('does not accept this user'),
  });
  expect(JSON.stringify({ ...failure, message: failure.message })).not.toContain('not the one');
});

test.each([
  ['starttls', false],
  ['tls', true],
])('with %s mail goes over TLS, and a certificate of its own is refused unless told otherwise', async (encryption, implicit) => {
  const server = await startServer({ account, tls: { ...selfSignedCertificate(), implicit } });
  await run(await openClient(server.port, { encryption, verify: false, ...signedIn() }), send, message, order);
  expect(server.received).toHaveLength(1);
  await expect(run(await openClient(server.port, { encryption, ...signedIn() }), send, message, order)).rejects.toMatchObject({
    code: 'CONNECTION_FAILED',
    message: expect.stringContaining('signed itself'),
  });
});

test('a server without TLS is sent nothing where TLS is asked for', async () => {
  const server = await startServer();
  const client = await openClient(server.port, { encryption: 'starttls' });
  await expect(run(client, send, message, order)).rejects.toMatchObject({ code: expect.stringMatching(/CONNECTION_FAILED|STEP_FAILED/) });
  expect(server.received).toEqual([]);
});

test('a message that breaks off is not sent, and the next one is', async () => {
  const server = await startServer();
  const line = await startBreakableLine({ to: server.port });
  closers.push(() => line.close());
  const client = await openClient(line.port);
  const large = Body.fromBytes(Buffer.alloc(3_000_000, 'x'), 'application/octet-stream');
  line.cutAfter(500_000);
  const config = { ...message, to: 'anna@example.com', subject: 'Large', attachments: { kind: 'body', fileName: 'large.bin' } };
  await expect(run(client, send, config, { body: large })).rejects.toMatchObject({ code: 'CONNECTION_FAILED', retryable: true });
  expect(server.received).toEqual([]);
  await run(client, send, config, { body: large });
  expect(server.received).toHaveLength(1);
  line.breakConnections();
  await run(client, send, message, order);
  expect(server.received).toHaveLength(2);
});

test('a server that says nothing costs the time-out, and a cancelled execution does not wait for it', async () => {
  const server = await startServer();
  const line = await startBreakableLine({ to: server.port });
  closers.push(() => line.close());
  line.silent(true);
  const client = await openClient(line.port, { timeoutMs: 300 });
  await expect(run(client, send, message, order)).rejects.toMatchObject({ code: 'TIMEOUT', retryable: true });
  const cancelling = new AbortController();
  const patient = await openClient(line.port, { timeoutMs: 60_000 });
  const running = run(patient, send, message, { ...order, signal: cancelling.signal });
  setTimeout(() => cancelling.abort(), 50);
  await expect(running).rejects.toMatchObject({ code: 'CANCELLED' });
});

test('hosts that nobody knows, ports where nobody listens and addresses that are not allowed are told apart', async () => {
  const server = await startServer();
  const said = async (client: Promise<SmtpClient>) =>
    (await run(await client, send, message, order).catch((thrown: unknown) => thrown)) as Error;
  expect((await said(openClient(server.port, { host: 'no-such-host.invalid' }))).message).toContain('cannot be resolved');
  expect(await said(openClient(server.port, {}, createOutboundGuard({ allow: '' })))).toMatchObject({ code: 'OUTBOUND_REFUSED' });
  await server.close();
  expect((await said(openClient(server.port))).message).toContain('refused the connection');
});

test('the test signs in and sends nothing', async () => {
  const server = await startServer({ account });
  const signal = new AbortController().signal;
  await expect(smtp.test(await openClient(server.port, signedIn()), signal)).resolves.toMatch(/let us in\. Nothing was sent\.$/);
  await expect(smtp.test(await openClient(server.port, signedIn('wrong')), signal)).rejects.toMatchObject({ code: 'CONNECTION_FAILED' });
  expect(server.received).toEqual([]);
});
