import { randomUUID } from 'node:crypto';
import type { WireDocument } from '@weft/document';
import pg from 'pg';
import { expect, test } from 'vitest';
import { aFile, aPlan, aRecord, aTrace } from './builders.ts';
import { useDatabase } from './use-database.ts';

const { open, url } = useDatabase();

const aBlob = (key: string): WireDocument => ({ id: 'root', contentType: '', properties: {}, body: { blob: { key, size: 1 } } });
const minuteMs = 60_000;
const inAMinute = () => new Date(Date.now() + minuteMs);
const parked = (id: string, versionId = 'v') => ({
  ...{ id, environmentId: 'production', processId: 'p', versionId, executionId: 'e', stepId: 's' },
  ...{ port: undefined, reason: '', error: undefined },
});

test('executions go that ended before, the oldest first, so many at a time; what runs or is newer stays', async () => {
  const { executions, retention } = open();
  const at = (acceptedAt: number, trace = aTrace({ status: 'succeeded', finishedAt: 2_000 })) =>
    aRecord({ acceptedAt: new Date(acceptedAt), trace });
  const ended = [1_000, 1_001, 1_002].map((each) => at(each));
  const running = at(1_000, aTrace());
  const late = at(1_000, aTrace({ status: 'failed', finishedAt: 9_000 }));
  await executions.record([...ended, running, late]);
  const before = new Date(5_000);
  expect(await retention.purge('executions', before, 2)).toEqual({ rows: 2, blobs: [] });
  expect((await executions.list({ limit: 10 })).executions.map(({ id }) => id)).toContain(ended[2]?.id);
  expect(await retention.purge('executions', before, 2)).toEqual({ rows: 1, blobs: [] });
  const left = (await executions.list({ limit: 10 })).executions.map(({ id }) => id);
  expect(new Set(left)).toEqual(new Set([running.id, late.id]));
});

test('it is known when the newest so many began, and when the oldest that has not ended was accepted', async () => {
  const { executions, retention } = open();
  expect(await retention.newestSince(3)).toBeUndefined();
  expect(await retention.oldestUnfinished()).toBeUndefined();
  const ended = aTrace({ status: 'succeeded', finishedAt: 2_000 });
  await executions.record([1_000, 2_000, 3_000, 4_000].map((each) => aRecord({ acceptedAt: new Date(each), trace: ended })));
  expect(await retention.newestSince(3)).toEqual(new Date(2_000));
  expect(await retention.newestSince(5)).toBeUndefined();
  await executions.record([aRecord({ acceptedAt: new Date(2_500), trace: aTrace({ status: 'waiting' }) })]);
  expect(await retention.oldestUnfinished()).toEqual(new Date(2_500));
});

test('of journals only those of executions go that have ended or are unknown; what waits or stands in the inbox keeps its own', async () => {
  const { journals, retention, executions, inbox, waits } = open();
  const [ended, running, accepted, suspended, unknown] = Array.from({ length: 5 }, () => randomUUID()) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const entries = (key: string) => [{ kind: 'result', key: 'a', content: { emissions: [{ document: aBlob(key) }] } }];
  for (const id of [ended, running, accepted, suspended, unknown]) await journals.write(id, 1, entries(`blob-of-${id}`));
  await executions.record([
    aRecord({ id: ended, trace: aTrace({ status: 'failed', finishedAt: 2_000 }) }),
    aRecord({ id: running, trace: aTrace() }),
  ]);
  await inbox.accept([{ executionId: accepted, job: '{}' }]);
  await waits.suspend({ executionId: suspended, attempt: 1, job: '{}', wakeAt: undefined });
  expect(await retention.purge('journals', new Date(Date.now() - minuteMs), 10)).toEqual({ rows: 0, blobs: [] });
  const purged = await retention.purge('journals', inAMinute(), 10);
  expect({ ...purged, blobs: purged.blobs.toSorted() }).toEqual({ rows: 2, blobs: [`blob-of-${ended}`, `blob-of-${unknown}`].toSorted() });
  for (const id of [running, accepted, suspended]) expect(await journals.takeUp(id, 2, 1)).toHaveLength(1);
  expect(await journals.takeUp(ended, 2)).toEqual([]);
});

test('the fence of an execution that was forgotten stands until its time', async () => {
  const { journals, retention } = open();
  const id = randomUUID();
  await journals.write(id, 1, [{ kind: 'intent', key: 'a', content: {} }]);
  await journals.takeUp(id, 2);
  await journals.forget([id]);
  await retention.purge('journals', new Date(Date.now() - minuteMs), 10);
  expect(await journals.write(id, 1, [{ kind: 'intent', key: 'late', content: {} }])).toBe(false);
  expect(await retention.purge('journals', inAMinute(), 10)).toEqual({ rows: 1, blobs: [] });
});

test('idempotency keys, resolved parked documents and expired values go, with the bodies that they named', async () => {
  const { idempotency, parked: documents, shared, retention } = open();
  for (const key of ['a', 'b', 'c']) await idempotency.begin('s', key, 'hash', { executionId: key, job: '{}' });
  expect((await retention.purge('idempotency-keys', inAMinute(), 2)).rows).toBe(2);
  expect((await retention.purge('idempotency-keys', inAMinute(), 2)).rows).toBe(1);

  await documents.park(parked('done'), aBlob('parked'), {});
  await documents.park(parked('open'), aBlob('kept'), {});
  await documents.resolve('done', { kind: 'discarded', by: 'ann' });
  expect(await retention.purge('parked-documents', inAMinute(), 10)).toEqual({ rows: 1, blobs: ['parked'] });

  const now = new Date();
  await shared.put('production', 'cache', 'old', aBlob('old'), now);
  await shared.put('production', 'cache', 'new', aBlob('new'), inAMinute());
  expect(await retention.purge('shared-values', now, 10)).toEqual({ rows: 1, blobs: ['old'] });
  expect(await retention.namedBlobs()).toEqual(new Set(['kept', 'new']));
});

test('a tried draft goes when no execution of it is left and nothing of it is put aside', async () => {
  const { processes, versions, executions, parked: documents, retention } = open();
  const process = await processes.create(aFile(), 'ann');
  const try_ = (hash: string) => versions.insertTried(process.id, aFile(), aPlan(hash), 'ann');
  const [gone, used, aside] = [await try_('gone'), await try_('used'), await try_('aside')];
  await executions.record([aRecord({ versionId: used.id, trigger: 'try' })]);
  await documents.park(parked('1', aside.id), aBlob('b'), {});
  expect((await retention.purge('tried-versions', inAMinute(), 10)).rows).toBe(1);
  expect(await versions.get(gone.id)).toBeUndefined();
  expect(await versions.get(used.id)).toBeDefined();
  expect(await versions.get(aside.id)).toBeDefined();
});

test('only one at a time does it, and the next one may when it has ended, even by a failure', async () => {
  const [one, two] = [open().retention, open().retention];
  const begun = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  const first = one.alone(async () => {
    begun.resolve();
    await end.promise;
    throw new Error('broke');
  });
  await begun.promise;
  expect(await two.alone(async () => expect.unreachable())).toBe(false);
  end.resolve();
  await expect(first).rejects.toThrow('broke');
  expect(await two.alone(async () => undefined)).toBe(true);
});

test('each purge is a statement that the server can do, also on an empty database', async () => {
  const { retention } = open();
  for (const kind of ['cancel-requests', 'audit-entries', 'sessions'] as const) {
    expect(await retention.purge(kind, inAMinute(), 10)).toEqual({ rows: 0, blobs: [] });
  }
});

test('a large table is purged from its old end without reading the rest, and 20,000 rows go within seconds', async () => {
  const { retention } = open();
  const sql = new pg.Client({ connectionString: url() });
  await sql.connect();
  try {
    await sql.query(`INSERT INTO execution (id, environment_id, process_id, version_id, trigger, mode, status, attempt, accepted_at, finished_at, properties, trace)
      SELECT gen_random_uuid()::text, 'production', 'p', 'v', 'http', 'general', 'succeeded', 1, to_timestamp(n), to_timestamp(n), '{}', decode(repeat('ab', 1500), 'hex')
      FROM generate_series(1, 60000) AS n`);
    await sql.query('ANALYZE execution');
    const before = new Date(20_000_500);
    const began = performance.now();
    let rows = 0;
    for (let batch = 1_000; batch === 1_000; rows += batch) batch = (await retention.purge('executions', before, 1_000)).rows;
    const seconds = (performance.now() - began) / 1_000;
    expect(rows).toBe(20_000);
    expect(seconds).toBeLessThan(20);
    const { rows: plan } = await sql.query(
      `EXPLAIN (FORMAT JSON) SELECT id FROM execution WHERE accepted_at < $1 AND finished_at < $1 ORDER BY accepted_at LIMIT 1000`,
      [before],
    );
    expect(JSON.stringify(plan)).not.toContain('Seq Scan');
  } finally {
    await sql.end();
  }
});
