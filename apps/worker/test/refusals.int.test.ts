import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { busy, echo, hello, inARow } from './processes.ts';
import { type RunningWeft, startWeft, until } from './running-weft.ts';

const problemSchema = z.looseObject({ type: z.string(), title: z.string(), status: z.int(), detail: z.string(), code: z.string() });

let weft: RunningWeft;
let port = 0;
const answers = (status = '200') => ({ answer: ['reply', { status, contentType: 'as-is' }] as const });

beforeAll(async () => {
  weft = await startWeft('postgres', {
    env: { WEFT_BODY_IDLE_MS: '400', WEFT_REQUEST_TIMEOUT_MS: '3000', WEFT_IN_FLIGHT_MAX: '3', WEFT_OUTBOUND_ALLOW: '' },
  });
  port = Number(new URL(weft.url).port);
  await weft.publish(hello());
  await weft.publish(echo({ bodyBytesMax: 100_000 }));
  await weft.publish(busy(1_500));
  await weft.publish(inARow('keyed', answers(), { authentication: 'api-key' }));
  await weft.publish(inARow('basic', answers(), { authentication: 'basic' }));
  await weft.publish(inARow('postonly', answers(), { methods: ['POST'] }));
});
afterAll(() => weft[Symbol.asyncDispose]());

/** Sends bytes as they are, and gives all that comes back until the connection ends or is quiet. */
function raw(text: string | readonly string[], endAfterMs = 5_000): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let got = '';
    socket.setTimeout(endAfterMs, () => socket.destroy());
    socket.on('data', (data) => {
      got += data.toString();
      if (/\r\n\r\n[\s\S]*\}$/.test(got)) socket.destroy();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(got));
    for (const part of Array.isArray(text) ? text : [text]) socket.write(part);
  });
}

const get = (target: string) => raw(`GET ${target} HTTP/1.1\r\nHost: x\r\n\r\n`);

function problemOf(response: string): z.infer<typeof problemSchema> {
  expect(response.toLowerCase()).toContain('content-type: application/problem+json');
  return problemSchema.parse(JSON.parse(response.slice(response.indexOf('\r\n\r\n') + 4)));
}

describe('paths', () => {
  test.each([
    ['/ws/rest/demo/hello/%zz', 400],
    ['/ws/rest/demo/hello/%c3', 400],
    ['/ws/rest/demo/hello/a%00b', 400],
    ['/ws/rest/demo/hello/a%0d%0ab', 400],
    ['/ws/rest/demo/hello/a%2fb', 400],
    ['/ws/rest/demo/hello/a%5Cb', 400],
    ['/ws/rest/demo/hello/..', 400],
    ['/ws/rest/demo/hello/%2e%2e', 400],
    ['/ws/rest/../../etc/passwd', 400],
    ['/ws/rest/demo//hello/x', 404],
    ['/ws/rest/nothing', 404],
    ['/ws/rest/', 404],
    ['/ws/rest', 404],
    ['/WS/REST/echo', 404],
    ['/elsewhere', 404],
    ['/ws/rest/demo/hello/x?a=%00', 400],
    [`/ws/rest/demo/hello/${'x'.repeat(9_000)}`, 400],
  ])('%s is answered with a problem of status %i', async (path, status) => {
    expect(problemOf(await get(path)).status).toBe(status);
  });

  test('names that mean something to JavaScript are names like any other', async () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      const answer = await fetch(`${weft.url}/ws/rest/demo/hello/${name}?${name}=1`);
      expect(await answer.json()).toEqual({ hello: name });
    }
    expect((await fetch(`${weft.url}/ws/rest/__proto__`)).status).toBe(404);
  });
});

describe('methods', () => {
  test('another method is refused with 405 and Allow', async () => {
    const answer = await fetch(`${weft.url}/ws/rest/postonly`);
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('OPTIONS, POST');
    expect(problemSchema.parse(await answer.json()).code).toBe('METHOD_NOT_ALLOWED');
  });

  test('OPTIONS tells what is allowed, HEAD answers as GET without a body', async () => {
    const options = await fetch(`${weft.url}/ws/rest/echo`, { method: 'OPTIONS' });
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS, POST']);
    const head = await fetch(`${weft.url}/ws/rest/demo/hello/ada`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect(head.headers.get('content-type')).toContain('application/json');
  });

  test('what is no HTTP is answered with a problem and the connection ends', async () => {
    for (const text of ['nonsense\r\n\r\n', 'GET / HTTP/9.9\r\n\r\n', 'GET /ws/rest/echo HTTP/1.1\r\nHost: x\r\nBad Header: y\r\n\r\n']) {
      expect(problemOf(await raw(text)).status).toBe(400);
    }
    const large = `GET /ws/rest/echo HTTP/1.1\r\nHost: x\r\nX-A: ${'a'.repeat(70_000)}\r\n\r\n`;
    expect(problemOf(await raw(large)).status).toBe(431);
  });

  test('a tunnel, an odd expectation and a missing Host are refused with a problem; a whole URL is served', async () => {
    expect(problemOf(await raw('CONNECT 127.0.0.1:5432 HTTP/1.1\r\nHost: x\r\n\r\n')).status).toBe(405);
    expect(problemOf(await raw('GET /ws/rest/echo HTTP/1.1\r\nHost: x\r\nExpect: 200-maybe\r\n\r\n')).status).toBe(417);
    expect(problemOf(await raw('GET /ws/rest/echo HTTP/1.1\r\n\r\n')).status).toBe(400);
    expect(await get('http://elsewhere/ws/rest/demo/hello/ada')).toContain('{"hello":"ada"}');
  });
});

describe('bodies', () => {
  const post = (headers: string) => `POST /ws/rest/echo HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n${headers}\r\n`;

  test('a larger body than the endpoint allows is refused with 413, declared or counted', async () => {
    expect(problemOf(await raw(post('Content-Length: 100001\r\n'))).code).toBe('BODY_TOO_LARGE');
    const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`;
    expect(problemOf(await raw([post('Transfer-Encoding: chunked\r\n'), ...Array.from({ length: 7 }, () => chunk)])).status).toBe(413);
  });

  test('who is still sending when the answer is known gets the answer', async () => {
    const answered = (head: string) =>
      new Promise<string>((resolve) => {
        const socket = connect(port, '127.0.0.1');
        let got = '';
        socket.on('data', (data) => {
          got += data.toString();
        });
        socket.on('error', () => undefined);
        socket.on('close', () => resolve(got));
        socket.write(head);
        // Reads nothing before all is written, as many clients do.
        socket.pause();
        socket.write(Buffer.alloc(10 * 1024 * 1024, 'x'), () => socket.resume());
        socket.setTimeout(1_000, () => socket.destroy());
      });
    expect(problemOf(await answered(post(`Content-Length: ${10 * 1024 * 1024}\r\n`))).status).toBe(413);
  });

  test('a body that trickles in is refused with 408', async () => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(post('Content-Length: 1000\r\n'));
    const trickle = setInterval(() => socket.write('x'), 50);
    const answer = await new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString())));
    clearInterval(trickle);
    socket.destroy();
    expect(problemOf(answer).detail).toBe('The body arrives at less than 512 bytes a second.');
  });

  test('a body that stops arriving is refused with 408', async () => {
    expect(problemOf(await raw([post('Content-Length: 10\r\n'), 'abc'])).status).toBe(408);
  });

  test('headers that never end are refused with 408', async () => {
    expect(problemOf(await raw('GET /ws/rest/echo HTTP/1.1\r\nHost: x\r\n', 8_000)).status).toBe(408);
  });

  test('a body whose caller vanishes starts nothing', async () => {
    const before = (await weft.database.executions.list({ limit: 200 })).executions.length;
    const socket = connect(port, '127.0.0.1');
    socket.write(`${post('Content-Length: 90000\r\n')}${'x'.repeat(80_000)}`);
    await until(async () => socket.bytesWritten > 80_000);
    socket.destroy();
    expect((await fetch(`${weft.url}/healthz`)).status).toBe(200);
    expect((await weft.database.executions.list({ limit: 200 })).executions.length).toBe(before);
  });

  test('malformed JSON that the process reads is the caller’s error, with line and column', async () => {
    for (const body of ['{"name":', '{"name":"x"', '[1,2', '{name:1}', '\u0000', '{"a":1}}']) {
      const answer = await fetch(`${weft.url}/ws/rest/demo/hello/x`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      const problem = problemSchema.parse(await answer.json());
      expect([problem.status, problem.code]).toEqual([400, 'BODY_NOT_PARSABLE']);
      expect(problem.detail).toMatch(/line \d+, column \d+/);
    }
  });

  test('a content type that is none does no harm', async () => {
    for (const contentType of ['nonsense', 'a/b; charset', ';', 'application/json; charset=klingon']) {
      const answer = await fetch(`${weft.url}/ws/rest/echo`, { method: 'POST', headers: { 'content-type': contentType }, body: 'x' });
      expect([200, 400, 415]).toContain(answer.status);
    }
    expect((await fetch(`${weft.url}/ws/rest/demo/hello/ada`)).status).toBe(200);
  });

  test('keys and cookies of callers never reach the process', async () => {
    const answer = await fetch(`${weft.url}/ws/rest/demo/hello/ada`, {
      headers: { authorization: 'Bearer hush', cookie: 'a=hush', 'x-api-key': 'hush', 'x-mine': 'yes' },
    });
    const id = answer.headers.get('x-execution-id') ?? '';
    await until(async () => (await weft.database.executions.get(id))?.status === 'succeeded');
    const recorded = JSON.stringify(await weft.database.executions.get(id));
    expect(recorded).toContain('inheader_x-mine');
    expect(recorded).not.toContain('hush');
  });
});

describe('callers', () => {
  const hash = (key: string) => createHash('sha256').update(key).digest('hex');
  const status = async (path: string, headers: Record<string, string> = {}) =>
    (await fetch(`${weft.url}/ws/rest/${path}`, { headers })).status;

  test('an endpoint with API keys opens to a key in either header, and to nothing else', async () => {
    await weft.database.endpointKeys.create({ name: 'partner', keyHash: hash('right') }, 'test');
    expect(await status('keyed')).toBe(401);
    expect(await status('keyed', { 'x-api-key': 'wrong' })).toBe(401);
    expect(await status('keyed', { authorization: 'Basic cmlnaHQ=' })).toBe(401);
    expect(await status('keyed', { 'x-api-key': 'right' })).toBe(200);
    expect(await status('keyed', { authorization: 'Bearer right' })).toBe(200);
  });

  test('a key of another process is forbidden', async () => {
    const other = await weft.publish(inARow('other', answers()));
    await weft.database.endpointKeys.create({ name: 'narrow', keyHash: hash('narrow'), processId: other.processId }, 'test');
    expect(await status('keyed', { 'x-api-key': 'narrow' })).toBe(403);
  });

  test('basic authentication wants name and key to belong together, and says so in its challenge', async () => {
    await weft.database.endpointKeys.create({ name: 'basil', keyHash: hash('herb') }, 'test');
    const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });
    expect(await status('basic', basic('basil:herb'))).toBe(200);
    expect(await status('basic', basic('other:herb'))).toBe(401);
    expect(await status('basic', basic('no-colon'))).toBe(401);
    expect((await fetch(`${weft.url}/ws/rest/basic`)).headers.get('www-authenticate')).toContain('Basic');
  });
});

test('above the limit of calls in flight callers are told when to come again, and served when there is room', async () => {
  const many = await Promise.all(Array.from({ length: 8 }, () => fetch(`${weft.url}/ws/rest/busy`)));
  const refused = many.filter((answer) => answer.status === 503);
  expect(refused).toHaveLength(5);
  expect(refused[0]?.headers.get('retry-after')).toBe('2');
  expect(refused[0]?.headers.get('x-execution-id')).toBeNull();
  expect(many.filter((answer) => answer.status === 200)).toHaveLength(3);
  expect((await fetch(`${weft.url}/ws/rest/demo/hello/ada`)).status).toBe(200);
});

test('callers whose bodies are slow to come take no place from others', async () => {
  const slow = Array.from({ length: 6 }, () => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write('POST /ws/rest/echo HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 10\r\n\r\nabc');
    return socket;
  });
  await until(async () => slow.every(({ bytesWritten }) => bytesWritten > 0));
  expect((await fetch(`${weft.url}/ws/rest/demo/hello/ada`)).status).toBe(200);
  const answers = slow.map((socket) => new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString()))));
  for (const answer of await Promise.all(answers)) expect(problemOf(answer).status).toBe(408);
  for (const socket of slow) socket.destroy();
});

test('the internal port answers nobody without its token', async () => {
  const [gateway] = await weft.database.gateways.live('production');
  const [worker] = await weft.database.workers.live();
  for (const url of [`${gateway?.internalUrl}/internal/executions`, `${worker?.internalUrl}/internal/connections/test`]) {
    for (const authorization of ['', 'Bearer x', 'Basic x']) {
      const answer = await fetch(url, { method: 'POST', headers: { authorization, 'content-type': 'application/json' }, body: '{}' });
      expect(answer.status).toBe(401);
    }
  }
});
