import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Body, createDocument } from '@weft/document';
import { createOutboundGuard } from '@weft/outbound';
import { compileTools, type Emission } from '@weft/step-kit/executor';
import { afterEach, describe, expect, test } from 'vitest';
import { serviceClient } from '../client.ts';
import { connection } from '../connection.ts';
import { implementation } from './executor.ts';

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

async function called(baseUrl: string, config: object, body: Body = Body.empty): Promise<Emission[]> {
  const outbound = createOutboundGuard({ allow: '127.0.0.1' });
  const client = serviceClient(outbound, connection.config.parse({ baseUrl, authentication: { kind: 'bearer', token: 't' } }));
  closing.push(() => client.close());
  const run = implementation.prepare(implementation.definition.config.parse({ connection: 'c', ...config }), {
    ...compileTools(),
    connection: <Client>() => ({ client: async () => client as Client }),
    outbound,
  });
  const emitted = await run(createDocument('root', body, { kept: 1 }), {
    execution: { id: 'e', processId: 'p', versionId: 'v', environment: 'test', attempt: 1, properties: {} },
    stepId: 's',
    signal: new AbortController().signal,
    log: () => {},
    now: () => 0,
  });
  if (emitted === undefined) return [];
  return 'port' in emitted ? [emitted] : (await Array.fromAsync<Emission | readonly Emission[]>(emitted)).flat();
}

const valuesOf = (emissions: readonly Emission[]) => Promise.all(emissions.map(({ body }) => body?.value()));
const pageOf = (url: string | undefined, name: string) => Number(new URL(url ?? '', 'http://x').searchParams.get(name) ?? 0);

describe('pages', () => {
  test('are followed by the Link header, relative links too, with the credentials', async () => {
    const url = await serve((message, response) => {
      if (message.headers.authorization !== 'Bearer t') return response.writeHead(401).end();
      const page = pageOf(message.url, 'p') || 1;
      if (page < 3) response.setHeader('link', `</v1/items?p=1>; rel="first", <?p=${page + 1}&s=2>; title="a, b"; rel="next last"`);
      response.setHeader('content-type', 'application/json').end(JSON.stringify([message.url]));
    });
    const emissions = await called(`${url}/v1/`, { url: 'items', query: [{ name: 's', value: '1' }], paging: { by: 'link' } });
    expect(await valuesOf(emissions)).toEqual([['/v1/items?s=1'], ['/v1/items?p=2&s=2'], ['/v1/items?p=3&s=2']]);
    expect(emissions.map(({ properties }) => properties)).toEqual(
      [1, 2, 3].map((number) => ({ kept: 1, http_status: 200, http_page: number })),
    );
  });

  test.each<[object, string[]]>([
    [{ by: 'next-url', next: 'body.next' }, ['/a', '/a?at=1', '/a?at=2']],
    [{ by: 'cursor', parameter: 'at', next: 'body.cursor' }, ['/a', '/a?at=1', '/a?at=2']],
    [{ by: 'page', parameter: 'at', first: 0, items: 'body.items' }, ['/a?at=0', '/a?at=1', '/a?at=2', '/a?at=3']],
    [{ by: 'offset', parameter: 'at', items: 'body.items' }, ['/a?at=0', '/a?at=1', '/a?at=2', '/a?at=3']],
  ])('are followed: %j', async (paging, expected) => {
    const asked: (string | undefined)[] = [];
    const url = await serve((message, response) => {
      asked.push(message.url);
      const at = pageOf(message.url, 'at');
      const more = at < 2 ? { next: `/a?at=${at + 1}`, cursor: at + 1 } : { next: null };
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ items: at < 3 ? [at] : [], ...more }));
    });
    await called(url, { url: 'a', paging });
    expect(asked).toEqual(expected);
  });

  test('are asked for only when somebody takes them, and end with a failure', async () => {
    let asked = 0;
    const url = await serve((_message, response) => {
      asked += 1;
      if (asked === 3) return response.writeHead(503).end('later');
      response.setHeader('content-type', 'application/json').end('[1]');
    });
    await expect(called(url, { url: 'a', paging: { by: 'page' } })).rejects.toMatchObject({ code: 'HTTP_STATUS', retryable: true });
    expect(asked).toBe(3);
  });

  test('that never end are given up, and credentials follow no link to elsewhere', async () => {
    let link = '<?p=1>; rel=next';
    const url = await serve((message, response) =>
      response.setHeader('link', link.replace('1', String(pageOf(message.url, 'p') + 1))).end(),
    );
    await expect(called(url, { url: 'a', paging: { by: 'link' }, pagesMax: 5 })).rejects.toMatchObject({
      code: 'STEP_FAILED',
      message: expect.stringContaining('more than 5 pages'),
    });
    link = '<a>; rel=next';
    await expect(called(url, { url: 'a', paging: { by: 'link' } })).rejects.toMatchObject({
      code: 'STEP_FAILED',
      message: expect.stringContaining('page itself'),
    });
    link = '<https://elsewhere.example/a>; rel=next';
    await expect(called(url, { url: 'a', paging: { by: 'link' } })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });
});

describe('forms', () => {
  const echo = () =>
    serve(async (message, response) => {
      const request = new Request('http://x', {
        method: 'POST',
        headers: { 'content-type': message.headers['content-type'] ?? '' },
        body: Buffer.concat(await Array.fromAsync(message)),
      });
      const form = await request.formData();
      const entries = await Promise.all(
        [...form].map(async ([name, value]) => [name, typeof value === 'string' ? value : [value.name, value.type, await value.text()]]),
      );
      response.setHeader('content-type', 'application/json').end(JSON.stringify(entries));
    });

  test('are sent as a browser sends them', async () => {
    const config = { method: 'POST', url: 'a', body: { from: 'form', fields: [{ name: 'ä', value: '{{ 1 + 1 }}&=' }] } };
    expect(await valuesOf(await called(await echo(), config))).toEqual([[['ä', '2&=']]]);
  });

  test.each([false, true])('are sent with the document as a file (streamed: %s)', async (streamed) => {
    const content = new TextEncoder().encode('id;ü\n');
    const body = streamed
      ? Body.fromSource(
          {
            open: async function* () {
              yield content.subarray(0, 4);
              yield content.subarray(4);
            },
          },
          'text/csv',
        )
      : Body.fromBytes(content, 'text/csv');
    const parts = [
      { from: 'text', name: 'a"\r\nX: y', value: '{{ properties.kept }}' },
      { from: 'document', name: 'file', fileName: 'o"r.csv' },
    ];
    const [entries] = await valuesOf(await called(await echo(), { method: 'POST', url: 'a', body: { from: 'multipart', parts } }, body));
    expect(entries).toEqual([
      ['a"\r\nX: y', '1'],
      ['file', ['o"r.csv', 'text/csv', 'id;ü\n']],
    ]);
  });
});
