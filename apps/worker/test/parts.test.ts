import type { ExecuteJob } from '@weft/call';
import type { ExecutionRecord, SealedConnection, Version } from '@weft/database';
import { preparePlan } from '@weft/engine';
import { createOutboundGuard } from '@weft/outbound';
import { defineConnection, field } from '@weft/step-kit';
import { implementConnection } from '@weft/step-kit/executor';
import { createLogger, createWorkerMetrics } from '@weft/telemetry';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { openConnections } from '../src/connections.ts';
import { createPreparedVersions } from '../src/prepared-versions.ts';
import { createRecorder } from '../src/recorder.ts';

const log = createLogger({ service: 'test', level: 'silent' });

function aCall(executionId: string, mode: ExecuteJob['mode'] = 'general'): ExecuteJob {
  return {
    executionId,
    environmentId: 'production',
    processId: 'p',
    versionId: 'v',
    trigger: 'http',
    mode,
    acceptedAt: 1,
    properties: { param_id: '7' },
    document: { id: 'root', contentType: '', properties: {}, body: { base64: '' } },
  };
}

describe('the recorder', () => {
  function recording(write: (records: readonly ExecutionRecord[]) => Promise<void>) {
    return createRecorder({ write, metrics: createWorkerMetrics(), log });
  }

  test('an end is durable before it is reported, and ends that come together are written together', async () => {
    const batches: string[][] = [];
    const recorder = recording(async (records) => {
      batches.push(records.map(({ id, trace }) => `${id} ${trace.status}`));
    });
    const all = ['a', 'b', 'c'].map((id) => recorder.begin(aCall(id), 1));
    for (const each of all) each.event({ kind: 'execution.finished', at: 2, status: 'succeeded' });
    await Promise.all(all.map((each) => each.ended()));
    expect(batches).toEqual([['a succeeded', 'b succeeded', 'c succeeded']]);
    await recorder.close();
  });

  test('what still runs is written as running within a moment, and its trace so far can be asked for', async () => {
    const written: ExecutionRecord[] = [];
    const recorder = recording(async (records) => {
      written.push(...records);
    });
    const running = recorder.begin(aCall('a'), 2);
    running.event({ kind: 'execution.started', at: 1, attempt: 2 });
    await expect.poll(() => written.map(({ trace }) => trace.status), { timeout: 1_000 }).toEqual(['running']);
    expect(recorder.traceSoFar('a')).toMatchObject({ status: 'running', attempt: 2 });
    running.abandon();
    expect(recorder.traceSoFar('a')).toBeUndefined();
    await recorder.close();
  });

  test('a write that fails is repeated until it succeeds, and only then is the end reported', async () => {
    let failures = 2;
    let reported = false;
    const written: string[] = [];
    const recorder = recording(async (records) => {
      if (failures-- > 0) throw new Error('database away');
      written.push(...records.map(({ id }) => id));
    });
    const one = recorder.begin(aCall('a'), 1);
    const ended = one.ended().then(() => {
      reported = true;
    });
    await expect.poll(() => failures).toBe(1);
    expect(reported).toBe(false);
    await ended;
    expect(written).toEqual(['a']);
    await recorder.close();
  });

  test('properties of callers are recorded in general mode only, once it is known which may be', async () => {
    const written = new Map<string, ExecutionRecord>();
    const recorder = recording(async (records) => {
      for (const record of records) written.set(record.id, record);
    });
    const ended = [aCall('a'), aCall('b', 'bridge')].map((call) => {
      const one = recorder.begin(call, 1);
      recorder.keepProperties(call.executionId, call.properties);
      return one.ended();
    });
    await Promise.all(ended);
    expect(written.get('a')?.properties).toEqual({ param_id: '7' });
    expect(written.get('b')?.properties).toEqual({});
    await recorder.close();
  });
});

describe('prepared versions', () => {
  const plan = {
    hash: 'h',
    start: 's',
    steps: { s: { id: 's', type: 't', title: 't', role: 'start', effect: 'none', config: {}, outputs: {}, forks: [] } },
  } as const;
  const version = (id: string) => ({ id, plan }) as unknown as Version;
  const prepare = () => preparePlan(plan, new Map(), () => ({}) as never);

  test('a version is loaded and prepared once, however many ask at the same time, and the least used goes first', async () => {
    const loaded: string[] = [];
    const load = async (id: string) => {
      loaded.push(id);
      return version(id);
    };
    const versions = createPreparedVersions({ load, prepare, max: 2 });
    const [one, other] = await Promise.all([versions.get('a'), versions.get('a')]);
    expect(one).toBe(other);
    await versions.get('b');
    await versions.get('a');
    await versions.get('c');
    await versions.get('a');
    await versions.get('b');
    expect(loaded).toEqual(['a', 'b', 'c', 'b']);
  });

  test('a failure is not kept', async () => {
    let found: Version | undefined;
    const versions = createPreparedVersions({ load: async () => found, prepare, max: 2 });
    await expect(versions.get('a')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    found = version('a');
    expect((await versions.get('a')).plan).toBe(plan);
  });
});

interface Stored {
  now: SealedConnection | undefined;
  time: number;
}

describe('open connections', () => {
  const definition = defineConnection({
    type: 'fake',
    title: 'Fake',
    summary: '',
    config: z.object({ host: z.string(), password: field.secret({ title: 'Password', description: 'Of the user.' }) }),
    initial: {},
  });

  function surroundings(stored: Stored) {
    const opened: string[] = [];
    const closed: string[] = [];
    const implementation = implementConnection<typeof definition.config, string>({
      definition,
      open: async ({ host, password }) => {
        if (host === 'down') throw new Error('refused');
        opened.push(`${host}:${password}`);
        return host;
      },
      test: async () => 'fine',
      close: async (client) => {
        closed.push(client);
      },
    });
    const open = openConnections({
      load: async () => stored.now,
      implementations: new Map([['fake', implementation]]),
      unseal: (sealed) => JSON.parse(sealed),
      outbound: createOutboundGuard({ allow: '' }),
      diskFolders: [],
      log,
      now: () => stored.time,
    });
    return { open, opened, closed, client: () => open.handle<string>('c').client(new AbortController().signal) };
  }

  const connection = (host: string, revision: number): SealedConnection => ({
    id: 'c',
    name: 'C',
    type: 'fake',
    config: { host },
    secretsSet: ['password'],
    updatedAt: new Date(0),
    revision,
    sealedSecrets: '{"password":"hush"}',
  });

  test('a connection is opened once with its secrets and shared; a new revision is taken within two seconds', async () => {
    const stored: Stored = { now: connection('one', 1), time: 0 };
    const { open, opened, closed, client } = surroundings(stored);
    expect(await Promise.all([client(), client()])).toEqual(['one', 'one']);
    stored.now = connection('two', 2);
    stored.time = 2_000;
    expect(await client()).toBe('two');
    expect(opened).toEqual(['one:hush', 'two:hush']);
    await open[Symbol.asyncDispose]();
    expect(closed).toContain('two');
  });

  test('what cannot be opened is tried again at the next use, and never names a secret', async () => {
    const stored: Stored = { now: connection('down', 1), time: 0 };
    const { client } = surroundings(stored);
    await expect(client()).rejects.toMatchObject({ code: 'CONNECTION_FAILED', message: expect.not.stringContaining('hush') });
    stored.now = connection('up', 2);
    stored.time = 5_000;
    expect(await client()).toBe('up');
    stored.now = undefined;
    stored.time = 10_000;
    await expect(client()).rejects.toMatchObject({ code: 'CONNECTION_UNKNOWN' });
  });
});
