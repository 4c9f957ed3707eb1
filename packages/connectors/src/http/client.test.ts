import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { createOutboundGuard } from '@weft/outbound';
import { afterEach, expect, test } from 'vitest';
import { plainClient, type ServiceRequest, serviceClient } from './client.ts';
import { connection } from './connection.ts';
import { definition } from './http-client/definition.ts';

const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(
    () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function client(baseUrl: string | undefined, config: object = {}, allow = '127.0.0.1') {
  const guard = createOutboundGuard({ allow });
  const made = baseUrl === undefined ? plainClient(guard) : serviceClient(guard, connection.config.parse({ baseUrl, ...config }));
  closing.push(() => made.close());
  return made;
}

const request = (target: string, more: Partial<ServiceRequest> = {}): ServiceRequest => ({
  method: 'GET',
  target,
  query: [],
  headers: [],
  responseBytesMax: 1024,
  signal: new AbortController().signal,
  ...more,
});

const bytesOf = async (message: IncomingMessage): Promise<string> => Buffer.concat(await Array.fromAsync(message)).toString();

test.each([
  [{ kind: 'basic', username: 'ä', password: 'p:w' }, 'authorization', `Basic ${Buffer.from('ä:p:w').toString('base64')}`],
  [{ kind: 'bearer', token: 't' }, 'authorization', 'Bearer t'],
  [{ kind: 'api-key', headerName: 'X-Key', key: 'k' }, 'x-key', 'k'],
])('the credentials %j arrive in their header, whatever the step sets', async (authentication, name, value) => {
  const url = await serve((message, response) => response.end(String(message.headers[name])));
  const { body: answer } = await client(url, { authentication }).send(request('a', { headers: [[name, 'mine']] }));
  expect(await answer.text()).toBe(value);
});

test('credentials do not follow a redirect to another server', async () => {
  const seen: (string | undefined)[] = [];
  const other = await serve((message, response) => {
    seen.push(
      message.headers.authorization,
      message.headers['x-tenant'] as string | undefined,
      message.headers['x-step'] as string | undefined,
    );
    response.end('there');
  });
  const url = await serve((_, response) => response.writeHead(307, { location: `${other}/x` }).end());
  const config = { authentication: { kind: 'bearer', token: 't' }, headers: [{ name: 'X-Tenant', value: 'a' }] };
  const { body: answer } = await client(url, config).send(request('a', { headers: [['X-Step', 's']] }));
  expect(await answer.text()).toBe('there');
  expect(seen).toEqual([undefined, undefined, 's']);
});

test('a redirect to an address that may not be called is refused', async () => {
  const url = await serve((_, response) => response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end());
  await expect(client(undefined).send(request(url))).rejects.toMatchObject({ code: 'OUTBOUND_REFUSED' });
});

test('an address in the private network is refused before a byte is sent', async () => {
  let called = false;
  const url = await serve((_, response) => {
    called = true;
    response.end();
  });
  await expect(client(undefined, {}, '').send(request(url))).rejects.toMatchObject({ code: 'OUTBOUND_REFUSED' });
  await expect(client(undefined, {}, '').send(request(url.replace('127.0.0.1', 'localhost')))).rejects.toMatchObject({
    code: 'OUTBOUND_REFUSED',
  });
  expect(called).toBe(false);
});

test('a redirected POST goes on as GET after 303 and with its body after 308', async () => {
  const seen: string[] = [];
  const url = await serve(async (message, response) => {
    seen.push(`${message.method} ${message.url} ${await bytesOf(message)}`);
    if (message.url === '/303') response.writeHead(303, { location: '/a' });
    if (message.url === '/308') response.writeHead(308, { location: '/b' });
    response.end();
  });
  const body = { contentType: 'text/plain', open: () => Buffer.from('x') };
  await client(url).send(request('303', { method: 'POST', body }));
  await client(url).send(request('308', { method: 'POST', body }));
  expect(seen).toEqual(['POST /303 x', 'GET /a ', 'POST /308 x', 'POST /b x']);
});

test('redirects that never end are given up', async () => {
  const url = await serve((message, response) => response.writeHead(302, { location: `${message.url}x` }).end());
  await expect(client(url).send(request('a'))).rejects.toMatchObject({ code: 'HTTP_STATUS' });
});

test('an answer that is too large fails, also when it is compressed', async () => {
  const url = await serve((message, response) => {
    if (message.url === '/plain') response.end(Buffer.alloc(1025));
    else response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(1_000_000)));
  });
  await expect(client(url).send(request('plain'))).rejects.toMatchObject({ code: 'BODY_TOO_LARGE' });
  await expect(client(url).send(request('gzip'))).rejects.toMatchObject({ code: 'BODY_TOO_LARGE' });
});

test('a compressed answer arrives as what it says', async () => {
  const url = await serve((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('hello')));
  const { body: answer } = await client(url).send(request('a'));
  expect(await answer.text()).toBe('hello');
});

test('a service that is too slow fails in time, also in the middle of its answer', async () => {
  const url = await serve((message, response) => {
    if (message.url === '/half') response.writeHead(200, { 'content-length': 10 }).write('x');
  });
  await expect(client(url).send(request('never', { timeoutMs: 50 }))).rejects.toMatchObject({ code: 'TIMEOUT', retryable: true });
  await expect(client(url).send(request('half', { timeoutMs: 50 }))).rejects.toMatchObject({ code: 'TIMEOUT' });
});

test('the signal of the execution ends the request', async () => {
  const controller = new AbortController();
  const url = await serve(() => controller.abort());
  await expect(client(url).send(request('a', { signal: controller.signal }))).rejects.toMatchObject({ code: 'CANCELLED' });
});

test('a service that is not there is a plain sentence without its address', async () => {
  const url = await serve(() => {});
  for (const close of closing.splice(0)) await close();
  const failure = client(url).send(request('a'));
  await expect(failure).rejects.toMatchObject({ code: 'CONNECTION_FAILED', message: expect.stringContaining('refused the connection') });
  await expect(failure).rejects.not.toMatchObject({ message: expect.stringContaining('127.0.0.1') });
});

test('https to a server that speaks http is a plain sentence', async () => {
  const url = await serve((_, response) => response.end());
  await expect(client(url.replace('http:', 'https:')).send(request('a'))).rejects.toMatchObject({
    code: 'CONNECTION_FAILED',
    message: expect.stringContaining('TLS'),
  });
});

test('a base URL holds no credentials, no query and no other scheme', () => {
  for (const baseUrl of ['https://u:p@example.com/', 'https://example.com/?a=1', 'ftp://example.com/', 'example.com', '']) {
    expect(connection.config.safeParse({ baseUrl }).success).toBe(false);
  }
});

test.each(['Host', 'content-length', 'Transfer-Encoding', 'a b', 'a\r\nb', ''])('nobody can set the header %j', (name) => {
  expect(connection.config.safeParse({ baseUrl: 'https://example.com/', headers: [{ name, value: '' }] }).success).toBe(false);
  expect(definition.config.safeParse({ url: 'https://example.com/', headers: [{ name, value: '' }] }).success).toBe(false);
});

test('a step may call its body by another content type', async () => {
  const url = await serve((message, response) => response.end(message.headers['content-type']));
  const body = { contentType: 'application/json', open: () => Buffer.from('{}') };
  const { body: answer } = await client(url).send(
    request('a', { method: 'POST', body, headers: [['Content-Type', 'application/vnd.api+json']] }),
  );
  expect(await answer.text()).toBe('application/vnd.api+json');
});

test('a large answer waits in a file until somebody reads it, and a small one says what it seems to be', async () => {
  const url = await serve((message, response) => response.end(message.url === '/large' ? Buffer.alloc(3_000_000, 'x') : '{"a":1}'));
  const { body: large } = await client(url).send(request('large', { responseBytesMax: 5_000_000 }));
  expect(large.isStreamed).toBe(true);
  for (let time = 0; time < 2; time++) {
    let size = 0;
    for await (const chunk of large.stream()) size += chunk.byteLength;
    expect(size).toBe(3_000_000);
  }
  const { body: small } = await client(url).send(request('small'));
  expect([small.isStreamed, small.contentType, await small.value()]).toEqual([false, 'application/json', { a: 1 }]);
  await expect(client(url).send(request('large', { responseBytesMax: 2_999_999 }))).rejects.toMatchObject({ code: 'BODY_TOO_LARGE' });
});
