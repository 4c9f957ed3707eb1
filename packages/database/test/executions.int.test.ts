import { randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import type { ExecutionFilter } from '../src/contract.ts';
import { aFile, aPublication, aRecord, aTrace } from './builders.ts';
import { useDatabase } from './use-database.ts';

const { open } = useDatabase();

test('a record comes back whole: trace, properties, error and odd characters', async () => {
  const { executions, processes, versions } = open();
  const process = await processes.create(aFile('Orders'), 'ann');
  const { version } = await versions.publish(aPublication(process.id));
  const error = { code: 'STEP_FAILED', message: 'no \u0000 here', stepId: 'a' };
  const trace = aTrace({
    status: 'failed',
    startedAt: 1_700_000_000_123,
    finishedAt: 1_700_000_000_456,
    error,
    log: [{ at: 1, level: 'info', message: '漢字 \ud800 \u0000' }],
  });
  const record = aRecord({ processId: process.id, versionId: version.id, properties: { param_id: 'a\u0000"{}\\' }, trace });
  await executions.record([record]);
  expect(await executions.get(record.id)).toEqual({
    id: record.id,
    environmentId: 'production',
    processId: process.id,
    processName: 'Orders',
    versionId: version.id,
    versionNumber: 1,
    status: 'failed',
    trigger: 'http',
    mode: 'general',
    attempt: 1,
    acceptedAt: record.acceptedAt,
    startedAt: new Date(1_700_000_000_123),
    finishedAt: new Date(1_700_000_000_456),
    error,
    properties: record.properties,
    trace,
  });
  expect(await executions.get('nope')).toBeUndefined();
});

test('a trace of megabytes is kept whole', async () => {
  const { executions } = open();
  const text = Array.from({ length: 100_000 }, (_, index) => `line ${index * 7919}`).join('\n');
  const document = { id: 'd', stepId: 'a', port: 'out', parentId: '', contentType: 'text/plain', body: { text }, properties: {} };
  const record = aRecord({ trace: aTrace({ documents: [document] }) });
  await executions.record([record]);
  expect((await executions.get(record.id))?.trace).toEqual(record.trace);
});

test('a write of an older attempt is ignored, one of the same or a newer attempt is taken', async () => {
  const { executions } = open();
  const base = aRecord();
  const write = (attempt: number, startedAt: number) => executions.record([{ ...base, attempt, trace: aTrace({ attempt, startedAt }) }]);
  const stored = async () => (await executions.get(base.id))?.trace.startedAt;
  await write(2, 10);
  await write(1, 20);
  expect(await stored()).toBe(10);
  await write(2, 30);
  expect(await stored()).toBe(30);
  await write(3, 40);
  expect(await stored()).toBe(40);
});

test.each(['succeeded', 'failed', 'cancelled'] as const)(
  'nothing is written over an execution that %s, not by a newer attempt either',
  async (status) => {
    const { executions } = open();
    const record = aRecord({ trace: aTrace({ status, finishedAt: 5 }) });
    await executions.record([record]);
    await executions.record([{ ...record, attempt: 9, trace: aTrace({ status: 'running' }) }]);
    expect(await executions.get(record.id)).toMatchObject({ status, attempt: 1 });
  },
);

test('of several writes of one execution in one batch the same one wins as if they had come apart', async () => {
  const { executions } = open();
  const base = aRecord();
  await executions.record([
    { ...base, attempt: 2, trace: aTrace({ startedAt: 1 }) },
    { ...base, attempt: 1, trace: aTrace({ status: 'failed' }) },
    { ...base, attempt: 2, trace: aTrace({ status: 'succeeded', startedAt: 3 }) },
    { ...base, attempt: 3, trace: aTrace({ startedAt: 4 }) },
  ]);
  expect(await executions.get(base.id)).toMatchObject({ attempt: 2, status: 'succeeded' });
});

test('workers that write the same executions at once, in any order, do not block each other for ever', async () => {
  const workers = [open(), open(), open()];
  const records = Array.from({ length: 200 }, () => aRecord());
  await Promise.all(
    workers.flatMap(({ executions }, worker) =>
      Array.from({ length: 5 }, () => executions.record(worker === 1 ? records.toReversed() : records)),
    ),
  );
  expect((await workers[0]?.executions.list({ limit: 200 }))?.executions).toHaveLength(200);
});

test('pages show every execution once, newest first, while new ones come in, also where many were accepted at one moment', async () => {
  const { executions } = open();
  const moments = [3, 2, 2, 2, 2, 2, 1].map((time) => aRecord({ acceptedAt: new Date(time * 1000) }));
  await executions.record(moments);
  const seen: Array<{ id: string; acceptedAt: Date }> = [];
  let after: string | undefined;
  do {
    const page = await executions.list({ limit: 2, after });
    seen.push(...page.executions);
    await executions.record([aRecord({ acceptedAt: new Date(9_000) })]);
    after = page.next;
  } while (after !== undefined);
  expect(seen.map((each) => each.acceptedAt.getTime())).toEqual([3000, 2000, 2000, 2000, 2000, 2000, 1000]);
  expect(new Set(seen.map((each) => each.id))).toEqual(new Set(moments.map((each) => each.id)));
});

test('a list holds what its filter says and nothing else', async () => {
  const { executions } = open();
  const failed = aRecord({ processId: 'a', trigger: 'api', acceptedAt: new Date(1_000), trace: aTrace({ status: 'failed' }) });
  const running = aRecord({ processId: 'a', acceptedAt: new Date(2_000) });
  const tried = aRecord({ processId: 'b', trigger: 'try', acceptedAt: new Date(3_000), trace: aTrace({ status: 'succeeded' }) });
  await executions.record([failed, running, tried]);
  const ids = async (filter: Partial<ExecutionFilter>) =>
    (await executions.list({ limit: 10, ...filter })).executions.map((each) => each.id);
  expect(await ids({})).toEqual([tried.id, running.id, failed.id]);
  expect(await ids({ processId: 'a' })).toEqual([running.id, failed.id]);
  expect(await ids({ status: 'succeeded' })).toEqual([tried.id]);
  expect(await ids({ processId: 'a', status: 'failed' })).toEqual([failed.id]);
  expect(await ids({ trigger: 'api' })).toEqual([failed.id]);
  expect(await ids({ from: new Date(2_000) })).toEqual([tried.id, running.id]);
  expect(await ids({ from: new Date(2_000), to: new Date(2_000) })).toEqual([running.id]);
});

test.each(['', 'x', '!!!!', Buffer.from('12 \0').toString('base64url')])(
  'a place to go on from that no list gave out is refused: %j',
  async (after) => {
    const { executions } = open();
    await expect(executions.list({ limit: 10, after })).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
  },
);

test.each([0, 201, 1.5, Number.NaN])('a page of %s executions is refused', async (limit) => {
  const { executions } = open();
  await expect(executions.list({ limit })).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
});

test('a request to cancel reaches the workers, and a worker that comes later hears of it too', async () => {
  const studio = open();
  const id = randomUUID();
  const ended = aRecord({ trace: aTrace({ status: 'succeeded', finishedAt: 1 }) });
  await studio.executions.record([ended]);
  const heard = vi.fn();
  await using _watching = await open().executions.watchCancels(heard);
  await studio.executions.requestCancel(id, 'ann');
  await studio.executions.requestCancel(ended.id, 'ann');
  await vi.waitFor(() => expect(heard).toHaveBeenCalledWith(id));
  expect(await studio.executions.isCancelRequested(id)).toBe(true);
  expect(await studio.executions.isCancelRequested('other')).toBe(false);
  const later = vi.fn();
  await using _later = await open().executions.watchCancels(later);
  expect(later.mock.calls).toEqual([[id]]);
  expect((await studio.audit.list(1))[0]).toMatchObject({ by: 'ann', action: 'execution.cancel-requested' });
});

test('whoever watches the list is woken by every burst of writes, but not by every write', async () => {
  const worker = open();
  const changed = vi.fn();
  await using _watching = await open().executions.watchList(changed);
  const records = Array.from({ length: 50 }, () => aRecord());
  for (const record of records) await worker.executions.record([record]);
  await vi.waitFor(() => expect(changed).toHaveBeenCalled());
  expect(changed.mock.calls.length).toBeLessThan(25);
  changed.mockClear();
  await worker.executions.record([aRecord()]);
  await vi.waitFor(() => expect(changed).toHaveBeenCalled());
});
