import type { ExecutionTrace, TraceEvent } from '@weft/process';
import pg from 'pg';
import { expect, test, vi } from 'vitest';
import type { LiveMessage } from '../src/contract.ts';
import { aTrace } from './builders.ts';
import { useDatabase } from './use-database.ts';

const { open, url } = useDatabase();

const nothingYet = (): undefined => undefined;

function aLogEvent(message: string): TraceEvent {
  return { kind: 'log', line: { at: 1, level: 'info', message } };
}

/** The events of all messages, in order; a trace replaces what came before. */
function eventsOf(messages: readonly LiveMessage[]): TraceEvent[] {
  const last = messages.findLastIndex((message) => message.kind === 'trace');
  return messages.slice(last + 1).flatMap((message) => (message.kind === 'events' ? message.events : []));
}

async function breakListeners(): Promise<number> {
  const client = new pg.Client({ connectionString: url() });
  await client.connect();
  const { rowCount } = await client.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'weft-listener' AND datname = current_database()",
  );
  await client.end();
  return rowCount ?? 0;
}

test('a watcher gets the events of its execution in order, and of no other', async () => {
  const studio = open();
  await using publisher = await open().live.publisher(nothingYet);
  const received: LiveMessage[] = [];
  await using _watching = await studio.live.watch('e1', (message) => received.push(message));
  await vi.waitFor(() => expect(publisher.isWatched('e1')).toBe(true));
  const events = Array.from({ length: 500 }, (_, index) => aLogEvent(`line ${index}`));
  for (const event of events) {
    publisher.publish('e1', [event]);
    publisher.publish('e2', [aLogEvent('not for you')]);
  }
  await vi.waitFor(() => expect(eventsOf(received)).toEqual(events));
});

test('equal events arrive as often as they happened', async () => {
  const studio = open();
  await using publisher = await open().live.publisher(nothingYet);
  const received: LiveMessage[] = [];
  await using _watching = await studio.live.watch('e1', (message) => received.push(message));
  await using _other = await studio.live.watch('e2', () => undefined);
  await vi.waitFor(() => expect(publisher.isWatched('e2')).toBe(true));
  for (let count = 0; count < 6; count++) {
    publisher.publish('e1', [aLogEvent('same')]);
    publisher.publish('e2', [aLogEvent('same')]);
  }
  await vi.waitFor(() => expect(eventsOf(received)).toHaveLength(6));
});

test('while nobody watches nothing is sent', async () => {
  const worker = open();
  await using publisher = await worker.live.publisher(nothingYet);
  expect(publisher.isWatched('e1')).toBe(false);
  const watching = await open().live.watch('e1', () => undefined);
  await vi.waitFor(() => expect(publisher.isWatched('e1')).toBe(true));
  await watching[Symbol.asyncDispose]();
  await vi.waitFor(() => expect(publisher.isWatched('e1')).toBe(false));
});

test('one of two watchers that leaves does not end it for the other', async () => {
  const studio = open();
  await using publisher = await open().live.publisher(nothingYet);
  const received: LiveMessage[] = [];
  const first = await studio.live.watch('e1', () => undefined);
  await using _second = await studio.live.watch('e1', (message) => received.push(message));
  await first[Symbol.asyncDispose]();
  await vi.waitFor(() => expect(publisher.isWatched('e1')).toBe(true));
  publisher.publish('e1', [aLogEvent('still here')]);
  await vi.waitFor(() => expect(eventsOf(received)).toEqual([aLogEvent('still here')]));
});

test('a watcher that comes late gets the trace so far and then what follows, without a gap or a double', async () => {
  let trace: ExecutionTrace = aTrace();
  await using publisher = await open().live.publisher((id) => (id === 'e1' ? trace : undefined));
  const messages = Array.from({ length: 400 }, (_, index) => `line ${index}`);
  const received: LiveMessage[] = [];
  let watching: Promise<AsyncDisposable> | undefined;
  for (const [index, message] of messages.entries()) {
    const event = aLogEvent(message);
    if (event.kind === 'log') trace = { ...trace, log: [...trace.log, event.line] };
    publisher.publish('e1', [event]);
    if (index === 100) watching = open().live.watch('e1', (each) => received.push(each));
    if (index % 10 === 0) await new Promise((settle) => setImmediate(settle));
    if (index === 200) await watching;
  }
  await using _watching = await watching;
  await vi.waitFor(() => {
    const last = received.findLast((message) => message.kind === 'trace');
    const lines = [...(last?.trace.log ?? []), ...eventsOf(received).flatMap((event) => (event.kind === 'log' ? [event.line] : []))];
    expect(lines.map((line) => line.message)).toEqual(messages);
  });
});

test('a worker that starts after the watcher sends from the first event on', async () => {
  const received: LiveMessage[] = [];
  await using _watching = await open().live.watch('e1', (message) => received.push(message));
  await using publisher = await open().live.publisher(nothingYet);
  await vi.waitFor(() => expect(publisher.isWatched('e1')).toBe(true));
  publisher.publish('e1', [{ kind: 'execution.started', at: 1, attempt: 1 }]);
  await vi.waitFor(() => expect(eventsOf(received)).toEqual([{ kind: 'execution.started', at: 1, attempt: 1 }]));
});

test.each([7_700, 7_990, 8_000, 50_000, 3_000_000])('an event of %i incompressible characters arrives whole', async (length) => {
  await using publisher = await open().live.publisher(nothingYet);
  const received: LiveMessage[] = [];
  await using _watching = await open().live.watch('e1', (message) => received.push(message));
  await vi.waitFor(() => expect(publisher.isWatched('e1')).toBe(true));
  let seed = 1;
  const characters = Array.from({ length }, () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return String.fromCharCode(0xc0 + (seed % 0x500));
  });
  const event = aLogEvent(characters.join(''));
  publisher.publish('e1', [event]);
  publisher.publish('e1', [aLogEvent('after')]);
  await vi.waitFor(() => expect(eventsOf(received)).toEqual([event, aLogEvent('after')]), { timeout: 10_000 });
});

test('of a message over 8 MiB everything but the bodies arrives', async () => {
  await using publisher = await open().live.publisher(nothingYet);
  const received: LiveMessage[] = [];
  await using _watching = await open().live.watch('e1', (message) => received.push(message));
  await vi.waitFor(() => expect(publisher.isWatched('e1')).toBe(true));
  const document = { id: 'd', stepId: 'a', port: 'out', parentId: '', contentType: 'text/plain', properties: {} };
  publisher.publish('e1', [{ kind: 'step.emitted', at: 1, document: { ...document, body: { text: 'x'.repeat(9_000_000) } } }]);
  await vi.waitFor(() => expect(eventsOf(received)).toEqual([{ kind: 'step.emitted', at: 1, document: { ...document, truncated: true } }]));
});

test('when the listening connections break, watchers get the trace again and go on, and routes are read again', async () => {
  const studio = open();
  const worker = open();
  const trace = aTrace({ log: [{ at: 1, level: 'info', message: 'so far' }] });
  await using publisher = await worker.live.publisher(() => trace);
  const received: LiveMessage[] = [];
  await using _watching = await studio.live.watch('e1', (message) => received.push(message));
  await vi.waitFor(() => expect(received).toHaveLength(1));
  const routesChanged = vi.fn();
  const cancelled = vi.fn();
  await using _routes = await studio.endpoints.watch(routesChanged);
  await using _cancels = await worker.executions.watchCancels(cancelled);

  expect(await breakListeners()).toBe(2);
  await studio.executions.requestCancel('e9', 'ann');

  await vi.waitFor(() => expect(received.length).toBeGreaterThanOrEqual(2), { timeout: 10_000 });
  expect(received.at(-1)).toEqual({ kind: 'trace', trace });
  await vi.waitFor(() => expect(routesChanged).toHaveBeenCalled());
  await vi.waitFor(() => expect(cancelled).toHaveBeenCalledWith('e9'));
  await vi.waitFor(() => {
    publisher.publish('e1', [aLogEvent('after the break')]);
    expect(eventsOf(received)).toContainEqual(aLogEvent('after the break'));
  });
});

test('a subscription made while the connection is down is heard when it is back', async () => {
  const studio = open();
  const received: LiveMessage[] = [];
  await using publisher = await open().live.publisher(nothingYet);
  await using _first = await studio.live.watch('e1', () => undefined);
  await breakListeners();
  await using _second = await studio.live.watch('e2', (message) => received.push(message));
  await vi.waitFor(() => expect(publisher.isWatched('e2')).toBe(true), { timeout: 10_000 });
  await vi.waitFor(() => {
    publisher.publish('e2', [aLogEvent('hello')]);
    expect(eventsOf(received)).toContainEqual(aLogEvent('hello'));
  });
});

test('subscriptions made at the very moment of a break are all heard, again and again', async () => {
  const studio = open();
  const received: string[] = [];
  await using publisher = await open().live.publisher(nothingYet);
  const watching: AsyncDisposable[] = [await studio.live.watch('first', () => undefined)];
  const ids = Array.from({ length: 12 }, (_, index) => `e${index}`);
  for (const id of ids) {
    const breaking = breakListeners();
    watching.push(await studio.live.watch(id, () => received.push(id)));
    await breaking;
  }
  await vi.waitFor(
    () => {
      for (const id of ids) publisher.publish(id, [aLogEvent('hello')]);
      expect(new Set(received)).toEqual(new Set(ids));
    },
    { timeout: 15_000 },
  );
  await Promise.all(watching.map((each) => each[Symbol.asyncDispose]()));
  await vi.waitFor(() => expect(ids.filter((id) => publisher.isWatched(id))).toEqual([]));
});

test('closing while the server is away returns at once', async () => {
  const studio = open();
  await studio.live.watch('e1', () => undefined);
  const admin = new URL(url());
  admin.pathname = '/postgres';
  const client = new pg.Client({ connectionString: String(admin) });
  await client.connect();
  await client.query(`DROP DATABASE ${new URL(url()).pathname.slice(1)} WITH (FORCE)`);
  await client.end();
  const before = Date.now();
  await studio.close();
  expect(Date.now() - before).toBeLessThan(2_000);
});
