import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusalOf, refuse, refuseOnSockets } from './refusals.ts';

const server = createServer({ requestTimeout: 300, connectionsCheckingInterval: 50 }, (request, response) => {
  const refusal = refusalOf(request);
  if (refusal !== undefined) return refuse(response, refusal);
  request.resume().once('end', () => response.end('served'));
});
refuseOnSockets(server);

beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** All that comes back until the server ends the connection. */
function raw(text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1', () => socket.write(text));
    let got = '';
    socket.on('data', (data) => {
      got += data.toString();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(got));
  });
}

const head = 'Host: x\r\nConnection: close\r\n';

test.each([
  ['TRACE', `TRACE / HTTP/1.1\r\n${head}\r\n`, 405],
  ['a path that cannot be decoded', `GET /api/v1/processes/%zz HTTP/1.1\r\n${head}\r\n`, 400],
  ['a tunnel', `CONNECT a:1 HTTP/1.1\r\n${head}\r\n`, 405],
  ['another protocol', 'GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n', 405],
  ['what is no HTTP', 'nonsense\r\n\r\n', 400],
  ['headers without end', `GET / HTTP/1.1\r\n${head}X: ${'a'.repeat(70_000)}\r\n\r\n`, 431],
  ['a body that does not come', `POST / HTTP/1.1\r\n${head}Content-Length: 10\r\n\r\nabc`, 408],
])('%s is answered with a problem', async (_name, text, status) => {
  const answer = await raw(text);
  expect(answer).toContain('application/problem+json');
  expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4))).toMatchObject({ status });
});

test('everything else is let through', async () => {
  expect(await raw(`GET /processes/a%20b?c=%zz HTTP/1.1\r\n${head}\r\n`)).toContain('served');
});
