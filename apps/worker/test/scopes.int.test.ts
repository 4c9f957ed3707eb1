import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ProcessFile, readProcessFile, retryRuleSchema } from '@weft/process';
import { createVault, loadMasterKey } from '@weft/secrets';
import { openLedger } from '@weft/testkit';
import { startWebServices } from '@weft/testkit/demo';
import { describe, expect, test } from 'vitest';
import { connectLedger, writes } from './ledger-step.ts';
import { inARow } from './processes.ts';
import { type Backend, type RunningWeft, startWeft, until } from './running-weft.ts';

const env = { WEFT_OUTBOUND_ALLOW: '127.0.0.1' };
const reply = ['reply', { status: '200', contentType: 'application/json' }] as const;

const post = (weft: RunningWeft, path: string, body: object) =>
  fetch(`${weft.url}/ws/rest/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });

/** A process whose links are written out: `from.port → to`. */
function linked(path: string, steps: Parameters<typeof inARow>[1], links: readonly string[]): ProcessFile {
  const file = inARow(path, steps);
  return {
    ...file,
    links: links.map((link) => {
      const [from = '', to = ''] = link.split(' → ');
      const [step = '', port = 'out'] = from.split('.');
      return { from: { step, port }, to };
    }),
  };
}

/** A service that answers 503 so many times, then 200. */
async function flakyService(failures: number) {
  const asked = { times: 0 };
  const server = createServer((_request, response) => {
    asked.times += 1;
    response.statusCode = asked.times > failures ? 200 : 503;
    response.setHeader('content-type', 'application/json');
    response.end('{"well":true}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, asked, [Symbol.asyncDispose]: async () => void server.close() };
}

describe('scopes over HTTP', () => {
  test('every line of an order is asked for by itself, and one that fails keeps its place', async () => {
    await using weft = await startWeft('postgres', { env });
    const customers = await startWebServices({ port: 0 });
    await weft.database.connections.save(
      {
        id: 'demo-customers',
        name: 'Customers',
        type: 'http',
        config: { baseUrl: customers.url, authentication: { kind: 'none' } },
        sealedSecrets: createVault(await loadMasterKey({ env: {}, dataDir: weft.dataDir })).seal({}, 'demo-customers'),
        secretsSet: [],
      },
      'test',
    );
    const folder = new URL('../../../examples/order-prices/', import.meta.url);
    const read = (file: string): string => readFileSync(new URL(file, folder), 'utf8');
    await weft.publish(readProcessFile(read('process.json')));
    for (const name of ['one-unknown', 'no-lines']) {
      const { request, expect: expected } = JSON.parse(read(`cases/${name}.json`));
      const answer = await post(weft, 'demo/order-prices', request.body);
      const text = await answer.text();
      expect(answer.status, text).toBe(expected.status);
      if (expected.body !== undefined) expect(JSON.parse(text)).toEqual(expected.body);
      for (const part of expected.contains ?? []) expect(text).toContain(part);
    }
    await customers.close();
  });

  test('a service that is down for a moment is asked again, and a failure that lasts reaches the caller with the status that was chosen', async () => {
    await using weft = await startWeft('postgres', { env });
    await using passing = await flakyService(2);
    await using lasting = await flakyService(1_000);
    const retry = retryRuleSchema.parse({ retries: 2, delayMs: 10 });
    const asking = (path: string, url: string): ProcessFile => {
      const file = linked(
        path,
        {
          attempt: ['try', {}],
          ask: ['http-client', { method: 'GET', url, body: { from: 'none' } }],
          refuse: ['raise-error', { message: 'Not now: {{ properties.error_status }}', status: 409 }],
          answer: reply,
        },
        ['start → attempt', 'attempt.try → ask', 'ask → answer', 'attempt.catch → refuse'],
      );
      const { ask } = file.steps;
      return ask === undefined ? file : { ...file, steps: { ...file.steps, ask: { ...ask, retry } } };
    };
    await weft.publish(asking('passing', passing.url));
    await weft.publish(asking('lasting', lasting.url));
    const good = await post(weft, 'passing', {});
    expect([good.status, await good.json(), passing.asked.times]).toEqual([200, { well: true }, 3]);
    const bad = await post(weft, 'lasting', {});
    expect([bad.status, lasting.asked.times]).toEqual([409, 3]);
    expect(await bad.json()).toMatchObject({ status: 409, code: 'RAISED', detail: 'Not now: 502' });
  });
});

describe.each<Backend>(['postgres', 'redis'])('a Try whose worker is killed behind its catch, on %s', (backend) => {
  test('goes on the same way with another worker, and repeats no effect of any way', async () => {
    await using weft = await startWeft(backend, { workers: 0, env });
    await connectLedger(weft);
    await using ledger = await openLedger(weft.databaseUrl);
    const slow = 'const end = Date.now() + 1500; while (Date.now() < end) {} return input.body;';
    const file = linked(
      'caught',
      {
        attempt: ['try', {}],
        worked: writes('"worked " + body.order'),
        fail: ['raise-error', { message: 'It is too late for {{ body.order }}.' }],
        instead: writes('properties.error_message'),
        slow: ['script', { code: slow }],
        tidy: writes('"tidied " + body.order'),
        answer: reply,
      },
      [
        'start → attempt',
        'attempt.try → worked',
        'worked → fail',
        'attempt.catch → instead',
        'instead → slow',
        'slow → answer',
        'attempt.finally → tidy',
      ],
    );
    await weft.publish(file);
    const first = await weft.startWorker();
    const answer = post(weft, 'caught', { order: 'A1' });
    await until(async () => {
      const [execution] = (await weft.database.executions.list({ limit: 1 })).executions;
      return execution !== undefined && (await weft.database.executions.get(execution.id))?.trace.steps['slow'] !== undefined;
    });
    await first.kill('SIGKILL');
    await weft.startWorker();
    expect((await answer).status).toBe(200);
    await until(async () => (await ledger.entries()).length >= 3);
    expect(await ledger.entries()).toEqual(['worked A1', 'It is too late for A1.', 'tidied A1']);
  }, 120_000);
});
