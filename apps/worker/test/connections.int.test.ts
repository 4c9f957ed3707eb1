import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createVault, loadMasterKey } from '@weft/secrets';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inARow } from './processes.ts';
import { type RunningWeft, startWeft, until } from './running-weft.ts';

let weft: RunningWeft;
let service: Server;
let port = 0;

/** Stores a connection as the studio does. */
async function save(baseUrl: string, token: string): Promise<void> {
  const vault = createVault(await loadMasterKey({ env: {}, dataDir: weft.dataDir }));
  const config = { baseUrl, authentication: { kind: 'bearer' } };
  const secrets = { 'authentication.token': token };
  const sealedSecrets = vault.seal(secrets, 'partner');
  await weft.database.connections.save(
    { id: 'partner', name: 'Partner', type: 'http', config, sealedSecrets, secretsSet: Object.keys(secrets) },
    'test',
  );
}

const call = () => fetch(`${weft.url}/ws/rest/who`);

beforeAll(async () => {
  service = createServer((request, response) => {
    response.setHeader('content-type', 'text/plain').end(request.headers.authorization ?? 'nobody');
  });
  await new Promise<void>((done) => service.listen(0, '127.0.0.1', done));
  port = (service.address() as AddressInfo).port;
  weft = await startWeft('postgres', { env: { WEFT_OUTBOUND_ALLOW: `127.0.0.1:${port}` } });
  await save(`http://127.0.0.1:${port}/`, 'first');
  await weft.publish(
    inARow('who', {
      ask: ['http-client', { connection: 'partner', method: 'GET', url: 'x' }],
      answer: ['reply', { status: '200', contentType: 'as-is' }],
    }),
  );
});
afterAll(async () => {
  await weft[Symbol.asyncDispose]();
  service.close();
});

test('a step calls out with the secrets of its connection, and with new ones soon after they were saved', async () => {
  expect(await (await call()).text()).toBe('Bearer first');
  await save(`http://127.0.0.1:${port}/`, 'second');
  const saved = performance.now();
  await until(async () => (await (await call()).text()) === 'Bearer second');
  expect(performance.now() - saved).toBeLessThan(3_000);
});

test('an address that the operator does not allow is refused, and the caller is told without the secret', async () => {
  await save('http://127.0.0.1:9/', 'hush');
  await until(async () => (await call()).status !== 200);
  const answer = await call();
  const text = await answer.text();
  expect(answer.status).toBe(502);
  expect(JSON.parse(text)).toMatchObject({ code: 'OUTBOUND_REFUSED', step: 'ask' });
  expect(text).not.toContain('hush');
});
