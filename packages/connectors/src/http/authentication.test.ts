import { createHash } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createOutboundGuard } from '@weft/outbound';
import { selfSignedCertificate } from '@weft/testkit';
import { afterEach, describe, expect, test } from 'vitest';
import { type HttpClient, type ServiceRequest, serviceClient } from './client.ts';
import { connection } from './connection.ts';
import { digestAnswer, digestChallenge } from './digest.ts';

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

function client(baseUrl: string, config: object): HttpClient {
  const made = serviceClient(createOutboundGuard({ allow: '127.0.0.1' }), connection.config.parse({ baseUrl, ...config }));
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

describe('OAuth 2 client credentials', () => {
  /** A service that issues numbered tokens and takes the last one it issued. */
  async function service(settings: { expiresIn?: number; refuse?: boolean } = {}) {
    const asked: { authorization: string | undefined; form: string }[] = [];
    let current = 0;
    const url = await serve(async (message, response) => {
      if (message.url === '/token') {
        asked.push({ authorization: message.headers.authorization, form: Buffer.concat(await Array.fromAsync(message)).toString() });
        if (settings.refuse) return response.writeHead(401).end('{"error":"invalid_client","error_description":"secret s3cret is wrong"}');
        current += 1;
        return response.end(JSON.stringify({ access_token: `t${current}`, expires_in: settings.expiresIn }));
      }
      return message.headers.authorization === `Bearer t${current}` ? response.end('in') : response.writeHead(401).end();
    });
    const oauth2 = { kind: 'oauth2', tokenUrl: `${url}/token`, clientId: 'a b', clientSecret: 's3cret&', scope: 'read write' };
    return { url, oauth2, asked, withdraw: () => (current = 100) };
  }

  test('fetches one token for all that ask at once, and keeps it', async () => {
    const { url, oauth2, asked } = await service({ expiresIn: 3600 });
    const made = client(url, { authentication: oauth2 });
    expect((await Promise.all([made.send(request('a')), made.send(request('b'))])).map(({ status }) => status)).toEqual([200, 200]);
    expect((await made.send(request('c'))).status).toBe(200);
    expect(asked).toEqual([
      { authorization: `Basic ${Buffer.from('a+b:s3cret%26').toString('base64')}`, form: 'grant_type=client_credentials&scope=read+write' },
    ]);
  });

  test('sends id and secret in the body where the service wants them there', async () => {
    const { url, oauth2, asked } = await service();
    await client(url, { authentication: { ...oauth2, sendAs: 'body', scope: '', audience: 'x' } }).send(request('a'));
    expect(asked).toEqual([
      { authorization: undefined, form: 'grant_type=client_credentials&audience=x&client_id=a+b&client_secret=s3cret%26' },
    ]);
  });

  test('fetches another one when half its time has passed', async () => {
    const { url, oauth2, asked } = await service({ expiresIn: 0.002 });
    const made = client(url, { authentication: oauth2 });
    await made.send(request('a'));
    await expect.poll(async () => (await made.send(request('a'))) && asked.length).toBeGreaterThan(1);
  });

  test('says what the token URL said, and no secret', async () => {
    const { url, oauth2 } = await service({ refuse: true });
    const failure = client(url, { authentication: oauth2 }).send(request('a'));
    await expect(failure).rejects.toMatchObject({
      code: 'CONNECTION_FAILED',
      message: expect.stringContaining('status 401: invalid_client'),
    });
    await expect(failure).rejects.not.toMatchObject({ message: expect.stringContaining('s3cret') });
  });

  test('does not fetch token after token for a service that refuses them all', async () => {
    const { url, oauth2, asked, withdraw } = await service({ expiresIn: 3600 });
    const made = client(url, { authentication: oauth2 });
    await made.send(request('a'));
    withdraw();
    expect((await made.send(request('a'))).status).toBe(401);
    expect(asked).toHaveLength(1);
  });
});

describe('digest', () => {
  const hash = (algorithm: string, text: string) => createHash(algorithm).update(text).digest('hex');

  test('answers as the examples of RFC 7616 §3.9.1 do', () => {
    const header =
      'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=SHA-256, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS", Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=MD5, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"';
    const challenge = digestChallenge(header);
    expect(challenge?.algorithm).toBe('SHA-256');
    const asked = {
      username: 'Mufasa',
      password: 'Circle of Life',
      method: 'GET',
      uri: '/dir/index.html',
      count: 1,
      cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
    };
    expect(challenge && digestAnswer(challenge, asked, hash)).toContain(
      'response="753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"',
    );
    expect(challenge && digestAnswer({ ...challenge, algorithm: 'MD5' }, asked, hash)).toContain(
      'response="8ca523f5e9506fed4657c9700eebdbec"',
    );
  });

  test('is proven without the password, again and again, and with a new nonce when the old one is stale', async () => {
    let nonce = 'n1';
    const counts: (string | undefined)[] = [];
    const url = await serve((message, response) => {
      const sent = Object.fromEntries(
        [...(message.headers.authorization ?? '').matchAll(/(\w+)="?([^",]*)"?/g)].map(([, name, value]) => [name, value]),
      );
      const own = hash('sha256', 'ä:here:p"w');
      const wanted = hash('sha256', `${own}:${nonce}:${sent.nc}:${sent.cnonce}:auth:${hash('sha256', `${message.method}:${message.url}`)}`);
      expect(message.headers.authorization ?? '').not.toContain('p"w');
      if (sent.response === wanted) {
        counts.push(sent.nc);
        return response.end('in');
      }
      return response.writeHead(401, { 'www-authenticate': `Digest realm="here", nonce="${nonce}", algorithm=SHA-256, qop="auth"` }).end();
    });
    const made = client(url, { authentication: { kind: 'digest', username: 'ä', password: 'p"w' } });
    const body = { contentType: 'text/plain', open: () => Buffer.from('x') };
    expect((await made.send(request('a?b=c'))).status).toBe(200);
    expect((await made.send(request('a', { method: 'POST', body }))).status).toBe(200);
    nonce = 'n2';
    expect((await made.send(request('a'))).status).toBe(200);
    expect(counts).toEqual(['00000001', '00000002', '00000001']);
    const wrong = client(url, { authentication: { kind: 'digest', username: 'ä', password: 'wrong' } });
    expect((await wrong.send(request('a'))).status).toBe(401);
  });
});

test('a key in the URL is added to what the step asks for', async () => {
  const url = await serve((message, response) => response.end(message.url));
  const { body: answer } = await client(url, { authentication: { kind: 'api-key-query', parameter: 'key', key: 'a&b' } }).send(
    request('x', { query: [['q', '1']] }),
  );
  expect(await answer.text()).toBe('/x?q=1&key=a%26b');
});

describe('limits of a connection', () => {
  test('let only so many requests run at once, and the others in their order', async () => {
    let running = 0;
    let most = 0;
    const order: string[] = [];
    const url = await serve((message, response) => {
      order.push(message.url ?? '');
      running += 1;
      most = Math.max(most, running);
      setTimeout(() => {
        running -= 1;
        response.end();
      }, 10);
    });
    const made = client(url, { limits: { concurrent: 2 } });
    await Promise.all([1, 2, 3, 4, 5, 6].map((number) => made.send(request(String(number)))));
    expect(most).toBe(2);
    expect(order.slice(2)).toEqual(['/3', '/4', '/5', '/6']);
  });

  test('let only so many begin in a second', async () => {
    const url = await serve((_message, response) => response.end());
    const made = client(url, { limits: { perSecond: 20 } });
    const began = performance.now();
    await Promise.all(Array.from({ length: 26 }, () => made.send(request('a'))));
    // Twenty at once, then one every 50 ms.
    expect(performance.now() - began).toBeGreaterThan(250);
  });

  test('let one that was cancelled while it waited make room', async () => {
    const held: (() => void)[] = [];
    const url = await serve((_message, response) => held.push(() => response.end()));
    const made = client(url, { limits: { concurrent: 1 } });
    const cancel = new AbortController();
    const first = made.send(request('a'));
    const second = made.send(request('b', { signal: cancel.signal }));
    const third = made.send(request('c'));
    cancel.abort(new Error('cancelled'));
    await expect(second).rejects.toThrow('cancelled');
    await expect.poll(() => held.length).toBe(1);
    held[0]?.();
    await first;
    await expect.poll(() => held.length).toBe(2);
    held[1]?.();
    expect((await third).status).toBe(200);
  });

  test('leave a service alone that has failed too often, and come back to it', async () => {
    let isDown = true;
    let asked = 0;
    const url = await serve((_message, response) => {
      asked += 1;
      response.writeHead(isDown ? 503 : 200).end();
    });
    const made = client(url, { limits: { failuresMax: 2, restMs: 100 } });
    await made.send(request('a'));
    await made.send(request('a'));
    await expect(made.send(request('a'))).rejects.toMatchObject({
      code: 'CONNECTION_FAILED',
      retryable: true,
      message: expect.stringContaining('2 times in a row'),
    });
    expect(asked).toBe(2);
    isDown = false;
    await expect
      .poll(() =>
        made.send(request('a')).then(
          ({ status }) => status,
          () => 0,
        ),
      )
      .toBe(200);
    expect((await made.send(request('a'))).status).toBe(200);
  });
});

test('certificates of the own house are trusted where they are named, and one is shown where it is asked for', async () => {
  const own = selfSignedCertificate();
  const server = createTlsServer({ ...own, requestCert: true, rejectUnauthorized: true, ca: own.cert }, (_message, response) =>
    response.end('in'),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await expect(client(url, {}).send(request('a'))).rejects.toMatchObject({ message: expect.stringContaining('signed itself') });
  await expect(client(url, { tls: { authorities: own.cert } }).send(request('a'))).rejects.toMatchObject({ code: 'CONNECTION_FAILED' });
  const both = client(url, { tls: { authorities: own.cert, certificate: own.cert, key: own.key } });
  expect((await both.send(request('a'))).status).toBe(200);
});
