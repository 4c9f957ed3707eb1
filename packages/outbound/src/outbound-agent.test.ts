import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fetch } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outboundAgent } from './outbound-agent.ts';
import { createOutboundGuard } from './outbound-guard.ts';
import { outboundRefusal } from './outbound-refusal.ts';

let server: Server;
let port: number;
let secretsServed = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    const target = new URL(request.url ?? '/', 'http://x').searchParams.get('to');
    if (target !== null) return response.writeHead(302, { location: target }).end();
    if (request.url === '/secret') secretsServed += 1;
    response.end('hello');
  });
  server.listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  port = (server.address() as AddressInfo).port;
});

afterAll(() => server.close());

async function call(url: string, allow: string): Promise<string> {
  await using agent = closing(outboundAgent(createOutboundGuard({ allow })));
  const response = await fetch(url, { dispatcher: agent.agent });
  return response.text();
}

function closing(agent: ReturnType<typeof outboundAgent>) {
  return { agent, [Symbol.asyncDispose]: () => agent.destroy() };
}

async function refusalOf(url: string, allow: string): Promise<string | undefined> {
  const thrown = await call(url, allow).then(
    () => undefined,
    (error: unknown) => error,
  );
  return outboundRefusal(thrown)?.code;
}

describe('outboundAgent', () => {
  it('reaches an address that is allowed', async () => {
    expect(await call(`http://127.0.0.1:${port}/`, `127.0.0.1:${port}`)).toBe('hello');
    expect(await call(`http://localhost:${port}/`, `127.0.0.1:${port}`)).toBe('hello');
  });

  it.each(['127.0.0.1', 'localhost', '2130706433', '0x7f.1', '[::ffff:127.0.0.1]', '[::1]', '127.0.0.1.'])(
    'refuses http://%s',
    async (host) => {
      expect(await refusalOf(`http://${host}:${port}/secret`, '')).toBe('OUTBOUND_REFUSED');
    },
  );

  it.each(['127.0.0.1', '0x7f000001', '[::ffff:7f00:1]', '127.0.0.1.'])(
    'refuses a redirect from an allowed name to http://%s',
    async (host) => {
      const before = secretsServed;
      const target = encodeURIComponent(`http://${host}:${port}/secret`);
      expect(await refusalOf(`http://localhost:${port}/?to=${target}`, `localhost:${port}`)).toBe('OUTBOUND_REFUSED');
      expect(secretsServed).toBe(before);
    },
  );

  it('refuses a redirect to another port of an allowed host', async () => {
    const target = encodeURIComponent('http://127.0.0.1:65001/');
    expect(await refusalOf(`http://127.0.0.1:${port}/?to=${target}`, `127.0.0.1:${port}`)).toBe('OUTBOUND_REFUSED');
  });

  it('follows a redirect that stays allowed', async () => {
    const target = encodeURIComponent(`http://127.0.0.1:${port}/`);
    expect(await call(`http://localhost:${port}/?to=${target}`, `127.0.0.1:${port}`)).toBe('hello');
  });
});
