import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

export interface InternalServer extends AsyncDisposable {
  readonly url: string;
  readonly asked: readonly Asked[];
}

/** Speaks the internal door of a gateway or a worker: remembers what it was asked and answers what it is told to. */
export async function startInternalServer(answer: (asked: Asked) => { status: number; json: unknown }): Promise<InternalServer> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const text = await readAll(request);
    const { method, url, headers } = request;
    const one: Asked = { method, path: url, authorization: headers.authorization, body: text === '' ? undefined : JSON.parse(text) };
    asked.push(one);
    const { status, json } = answer(one);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function readAll(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}
