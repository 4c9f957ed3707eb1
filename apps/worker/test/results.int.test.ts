import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openReplyShelf, type ReplyShelf } from '@weft/call';
import { type Database, openDatabase } from '@weft/database';
import { createOutboundGuard, createOutboundPost } from '@weft/outbound';
import type { ExecutionTrace } from '@weft/process';
import { createLogger } from '@weft/telemetry';
import { type FreshDatabase, freshDatabase } from '@weft/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startResultDeliveries } from '../src/result-deliveries.ts';

const log = createLogger({ service: 'test', level: 'silent' });
const id = '019a0000-0000-7000-8000-000000000001';

let fresh: FreshDatabase;
let database: Database;
let directory: string;
let shelf: ReplyShelf;
let receiver: Awaited<ReturnType<typeof startReceiver>>;

beforeEach(async () => {
  fresh = await freshDatabase();
  database = openDatabase({ url: fresh.url });
  directory = await mkdtemp(join(tmpdir(), 'weft-results-'));
  shelf = await openReplyShelf(directory);
  receiver = await startReceiver();
});
afterEach(async () => {
  await receiver[Symbol.asyncDispose]();
  await database.close();
  await fresh.drop();
  await rm(directory, { recursive: true, force: true });
});

test('the result is sent once the execution has ended, not before, with its reply, by one of the workers', async () => {
  await database.results.add(id, receiver.url);
  await round(3);
  await record('running');
  await round(3);
  expect(receiver.told).toEqual([]);
  await shelf.keep(id, { status: 201, headers: { 'x-a': 'b' }, contentType: 'text/plain', body: Buffer.from('Größe') });
  await record('succeeded');
  await round(3);
  await round(3);
  expect(receiver.told).toHaveLength(1);
  expect(receiver.told[0]?.headers).toMatchObject({ 'x-execution-id': id, 'idempotency-key': id, 'content-type': 'application/json' });
  expect(receiver.told[0]?.json).toEqual({
    executionId: id,
    status: 'succeeded',
    reply: { status: 201, headers: { 'x-a': 'b' }, contentType: 'text/plain', truncated: false, body: { text: 'Größe' } },
  });
});

test('of an execution that failed its error is told', async () => {
  await database.results.add(id, receiver.url);
  await record('failed', { code: 'STEP_FAILED', message: 'no' });
  await round();
  expect(receiver.told[0]?.json).toMatchObject({ status: 'failed', error: { code: 'STEP_FAILED', message: 'no' } });
});

test('a receiver that answers with an error, or a redirect, is told again after a while, and given up in the end', async () => {
  await database.results.add(id, receiver.url);
  await record('succeeded');
  for (const [tries, status] of [500, 404, 302].entries()) {
    receiver.status = status;
    await round();
    expect(receiver.told).toHaveLength(tries + 1);
  }
  await round();
  expect(receiver.told).toHaveLength(3);
});

test('a try that failed is not repeated before its time', async () => {
  await database.results.add(id, receiver.url);
  await record('succeeded');
  receiver.status = 503;
  await round(1, [60_000]);
  await round(1, [60_000]);
  expect(receiver.told).toHaveLength(1);
});

test('an address that processes may not call is not called', async () => {
  await database.results.add(id, receiver.url);
  await record('succeeded');
  await round(1, [0], '');
  expect(receiver.told).toEqual([]);
});

/** Each of several workers looks once. */
async function round(workers = 1, retryAfterMs: readonly number[] = [0, 0], allow = '*'): Promise<void> {
  await using post = createOutboundPost(createOutboundGuard({ allow }), 5_000);
  const { results, executions } = database;
  const all = Array.from({ length: workers }, () =>
    startResultDeliveries({ results, executions, shelf, post, retryAfterMs, now: Date.now, everyMs: 1e9, log }),
  );
  await Promise.all(all.map((each) => each.run()));
  await Promise.all(all.map((each) => each.close()));
}

async function record(status: ExecutionTrace['status'], error?: ExecutionTrace['error']): Promise<void> {
  const ended = status === 'running' ? {} : { finishedAt: 2 };
  const trace: ExecutionTrace = {
    ...{ status, attempt: 1, startedAt: 1, ...ended, steps: {}, documents: [], log: [], dropped: { documents: 0, log: 0 } },
    ...(error === undefined ? {} : { error }),
  };
  await database.executions.record([
    {
      ...{ id, environmentId: 'production', processId: 'p', versionId: 'v', trigger: 'api', mode: 'general' },
      ...{ acceptedAt: new Date(0), properties: {}, attempt: 1, trace },
    },
  ]);
}

async function startReceiver() {
  const told: Array<{ headers: IncomingHttpHeaders; json: unknown }> = [];
  const answer = { status: 204 };
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const part of request) text += part;
    told.push({ headers: request.headers, json: JSON.parse(text) });
    response.writeHead(answer.status, answer.status === 302 ? { location: '/' } : {}).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(answer, {
    told,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/done?token=t`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  });
}
