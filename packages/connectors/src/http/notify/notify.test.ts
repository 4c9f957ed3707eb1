import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Body, createDocument } from '@weft/document';
import { createOutboundGuard } from '@weft/outbound';
import { compileTools } from '@weft/step-kit/executor';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { implementation } from './executor.ts';

const told: unknown[] = [];
let status = 200;
let url = '';
const server = createServer(async (message, response) => {
  told.push({
    method: message.method,
    type: message.headers['content-type'],
    body: JSON.parse(Buffer.concat(await Array.fromAsync(message)).toString()),
  });
  response.writeHead(status).end();
});

beforeEach(async () => {
  told.length = 0;
  status = 200;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/alerts/{{ body.id }}`;
});
afterEach(
  () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    }),
);

async function notify(config: object) {
  const log: unknown[] = [];
  const parsed = implementation.definition.config.parse({
    message: 'Order {{ body.id }}',
    details: [{ name: 'by', value: '{{ body.by }}' }],
    ...config,
  });
  const run = implementation.prepare(parsed, {
    ...compileTools(),
    connection: () => {
      throw new Error('no connections here');
    },
    outbound: createOutboundGuard({ allow: '127.0.0.1' }),
  });
  const emission = await run(createDocument('root', Body.fromValue({ id: 7, by: 'Ada' })), {
    execution: { id: 'e1', processId: 'p1', versionId: 'v1', environment: 'test', attempt: 1, properties: {} },
    stepId: 's1',
    signal: new AbortController().signal,
    log: (...line) => log.push(line),
    now: () => 0,
  });
  return { emission, log };
}

test('the log has the message with its details, and nobody else hears of it', async () => {
  expect(await notify({ level: 'warn' })).toEqual({ emission: { port: 'out' }, log: [['warn', 'Order 7', { by: 'Ada' }]] });
  expect(told).toEqual([]);
});

test('a webhook is told all that is known', async () => {
  await notify({ level: 'error', webhook: { to: 'webhook', url } });
  expect(told).toEqual([
    {
      method: 'POST',
      type: 'application/json',
      body: {
        level: 'error',
        message: 'Order 7',
        details: { by: 'Ada' },
        time: '1970-01-01T00:00:00.000Z',
        process_id: 'p1',
        execution_id: 'e1',
        environment: 'test',
        step_id: 's1',
      },
    },
  ]);
});

test('a chat is told in one text', async () => {
  await notify({ level: 'warn', webhook: { to: 'webhook', url, payload: 'chat' } });
  expect(told).toMatchObject([{ body: { text: 'Warning: Order 7\n• by: Ada' } }]);
});

test('nobody who listens is a warning, or a failure where that is wanted', async () => {
  status = 500;
  const { emission, log } = await notify({ webhook: { to: 'webhook', url } });
  expect([emission, log.at(-1)]).toEqual([
    { port: 'out' },
    ['warn', 'The webhook was not told: The webhook answered with status 500.', { code: 'HTTP_STATUS' }],
  ]);
  await expect(notify({ webhook: { to: 'webhook', url, onFailure: 'fail' } })).rejects.toMatchObject({
    code: 'HTTP_STATUS',
    retryable: true,
  });
});
