import { randomUUID } from 'node:crypto';
import type { WireDocument } from '@weft/document';
import pg from 'pg';
import { describe, expect, test, vi } from 'vitest';
import { aRecord, aTrace } from './builders.ts';
import { useDatabase } from './use-database.ts';

const { open, url } = useDatabase();

const aDocument = (text = 'hello'): WireDocument => ({
  id: 'root',
  contentType: 'text/plain',
  properties: {},
  body: { base64: Buffer.from(text).toString('base64') },
});
const aBlob = (key: string): WireDocument => ({ id: 'root', contentType: '', properties: {}, body: { blob: { key, size: 1 } } });
const entry = (kind: string, key: string, content: unknown = {}) => ({ kind, key, content });
const waitEntry = (key: string) => entry('wait', key, { callback: true });
const minuteMs = 60_000;
const inAMinute = () => new Date(Date.now() + minuteMs);

describe('the journal', () => {
  test('gives the next attempt what earlier ones wrote, in their order, each entry once', async () => {
    const { journals } = open();
    const id = randomUUID();
    expect(await journals.write(id, 1, [entry('intent', 'b'), entry('result', 'a', { text: '\u0000 ü \ud800' })])).toBe(true);
    expect(await journals.write(id, 1, [entry('intent', 'b', 'again'), entry('replied', '')])).toBe(true);
    expect(await journals.takeUp(id, 2)).toEqual([
      entry('intent', 'b'),
      entry('result', 'a', { text: '\u0000 ü \ud800' }),
      entry('replied', ''),
    ]);
    expect(await journals.takeUp(randomUUID(), 2)).toEqual([]);
  });

  test('refuses whatever an older attempt writes or takes up, also when both ask in one moment', async () => {
    const { journals } = open();
    const id = randomUUID();
    await journals.write(id, 1, [entry('intent', 'a')]);
    expect(await journals.takeUp(id, 3)).toHaveLength(1);
    expect(await journals.takeUp(id, 2)).toBeUndefined();
    expect(await Promise.all([journals.write(id, 2, [entry('intent', 'old')]), journals.write(id, 3, [entry('intent', 'new')])])).toEqual([
      false,
      true,
    ]);
    expect((await journals.takeUp(id, 4))?.map(({ key }) => key)).toEqual(['a', 'new']);
  });

  test('forgets with the blobs that it named, and still refuses an attempt that lives on somewhere', async () => {
    const { journals, waits } = open();
    const id = randomUUID();
    await journals.write(id, 1, [entry('result', 'a', { emissions: [{ document: aBlob('one') }] }), waitEntry('w')]);
    await journals.takeUp(id, 2);
    await waits.callBack(id, 'w', aBlob('two'));
    expect((await journals.forget([id])).toSorted()).toEqual(['one', 'two']);
    expect(await journals.write(id, 1, [entry('intent', 'late')])).toBe(false);
    expect(await waits.callbacks(id)).toEqual(new Map());
  });

  test('the writes of a hundred executions that come together are all kept', async () => {
    const { journals } = open();
    const ids = Array.from({ length: 100 }, () => randomUUID());
    const written = await Promise.all(ids.map((id) => journals.write(id, 1, [entry('intent', id)])));
    expect(written).toEqual(ids.map(() => true));
    for (const id of ids) expect(await journals.takeUp(id, 2)).toEqual([entry('intent', id)]);
  });
});

describe('a suspended execution', () => {
  const suspension = (executionId: string, wakeAt: Date | undefined, attempt = 1) => ({ executionId, attempt, job: '{"a":1}', wakeAt });

  test('is due at its time, for one who asks, and again when that one died', async () => {
    const { waits } = open();
    const [now, later] = [randomUUID(), randomUUID()];
    expect(await waits.suspend(suspension(now, new Date(Date.now() - 1)))).toBe('suspended');
    await waits.suspend(suspension(later, inAMinute()));
    const both = await Promise.all([waits.takeDue(10, minuteMs), waits.takeDue(10, minuteMs)]);
    expect(both.flat().map(({ executionId }) => executionId)).toEqual([now]);
    await waits.suspend(suspension(now, new Date(Date.now() - 1)));
    expect(await waits.takeDue(10, 0)).toHaveLength(1);
    expect(await waits.takeDue(10, 0)).toHaveLength(1);
    await waits.resumed(now, 2);
    expect(await waits.takeDue(10, 0)).toHaveLength(1);
    await waits.resumed(now, 1);
    expect(await waits.takeDue(10, 0)).toEqual([]);
  });

  test('is refused where a later attempt has begun', async () => {
    const { waits, journals } = open();
    const id = randomUUID();
    await journals.takeUp(id, 2);
    expect(await waits.suspend(suspension(id, undefined, 1))).toBe('refused');
    expect(await waits.wake(id)).toBe(false);
  });

  test('is due at once when somebody calls back, before or after it was suspended; the first call counts', async () => {
    const { waits, journals } = open();
    const [before, after] = [randomUUID(), randomUUID()];
    for (const id of [before, after]) await journals.write(id, 1, [waitEntry('w')]);
    expect(await waits.callBack(before, 'w', aDocument())).toBe('taken');
    for (const id of [before, after]) await waits.suspend(suspension(id, undefined));
    const due = vi.fn();
    const watching = await waits.watchDue(due);
    expect(await waits.callBack(after, 'w', aDocument())).toBe('taken');
    expect(await waits.callBack(after, 'w', aDocument('other'))).toBe('taken-before');
    await expect.poll(() => due.mock.calls.length).toBe(1);
    expect((await waits.takeDue(10, minuteMs)).map(({ executionId }) => executionId).toSorted()).toEqual([before, after].toSorted());
    expect(await waits.callbacks(after)).toEqual(new Map([['w', aDocument()]]));
    await watching[Symbol.asyncDispose]();
  });

  test('is not due for a call that has been heard', async () => {
    const { waits, journals } = open();
    const id = randomUUID();
    await journals.write(id, 1, [waitEntry('w'), waitEntry('v')]);
    await waits.callBack(id, 'w', aDocument());
    await journals.write(id, 1, [entry('resumed', 'w')]);
    await waits.suspend(suspension(id, undefined));
    expect(await waits.takeDue(10, 0)).toEqual([]);
  });

  test('a call that nothing waits for is refused: unknown, without a callback, or ended', async () => {
    const { waits, journals } = open();
    const id = randomUUID();
    await journals.write(id, 1, [entry('wait', 'delay', { callback: false }), waitEntry('ended'), entry('resumed', 'ended')]);
    for (const key of ['unknown', 'delay', 'ended']) expect(await waits.callBack(id, key, aDocument())).toBe('not-waiting');
  });

  test('a worker hears of callbacks for what runs there only', async () => {
    const { waits, journals } = open();
    const [here, elsewhere] = [randomUUID(), randomUUID()];
    for (const id of [here, elsewhere]) await journals.write(id, 1, [waitEntry('w')]);
    const came = vi.fn();
    const watching = await waits.watchCallbacks(new Map([[here, 1]]), came);
    await waits.callBack(elsewhere, 'w', aDocument());
    await waits.callBack(here, 'w', aDocument());
    await expect.poll(() => came.mock.calls).toEqual([[here]]);
    await watching[Symbol.asyncDispose]();
  });

  test('that is to be cancelled is due at once', async () => {
    const { waits } = open();
    const id = randomUUID();
    await waits.suspend(suspension(id, inAMinute()));
    const due = vi.fn();
    const watching = await waits.watchDue(due);
    expect(await waits.wake(id)).toBe(true);
    await expect.poll(() => due.mock.calls.length).toBe(1);
    expect((await waits.takeDue(10, minuteMs)).map(({ executionId }) => executionId)).toEqual([id]);
    await watching[Symbol.asyncDispose]();
  });

  test('is not taken up again by the job that suspended it, only by the one that goes on', async () => {
    const { waits, journals } = open();
    const id = randomUUID();
    await journals.write(id, 1, [waitEntry('w')]);
    await waits.suspend(suspension(id, undefined, 1));
    expect(await journals.takeUp(id, 2)).toBeUndefined();
    expect(await journals.takeUp(id, 3)).toBeUndefined();
    expect(await journals.takeUp(id, 2, 1)).toEqual([waitEntry('w')]);
    await waits.suspend(suspension(id, undefined, 2));
    expect(await journals.takeUp(id, 2, 1)).toBeUndefined();
    expect(await journals.takeUp(id, 3, 2)).toEqual([waitEntry('w')]);
  });

  test('may be recorded as waiting, running and ended, in this order', async () => {
    const { executions } = open();
    const record = aRecord();
    for (const [attempt, status] of [
      [1, 'running'],
      [1, 'waiting'],
      [2, 'running'],
      [2, 'succeeded'],
    ] as const) {
      await executions.record([{ ...record, attempt, trace: aTrace({ attempt, status }) }]);
      expect((await executions.get(record.id))?.status).toBe(status);
    }
  });
});

describe('the inbox', () => {
  test('gives what is older, has not ended and does not wait, to one who asks', async () => {
    const { inbox, executions, waits } = open();
    const [open1, ended, waiting] = [randomUUID(), randomUUID(), randomUUID()];
    await inbox.accept([open1, ended, waiting].map((executionId) => ({ executionId, job: '{}' })));
    await inbox.accept([{ executionId: open1, job: 'another' }]);
    expect(await inbox.takeStale(minuteMs, 10, minuteMs)).toEqual([]);
    await executions.record([aRecord({ id: ended, trace: aTrace({ status: 'succeeded' }) })]);
    await waits.suspend({ executionId: waiting, attempt: 1, job: '{"attemptsBefore":1}', wakeAt: inAMinute() });
    expect(await inbox.takeStale(0, 10, minuteMs)).toEqual([{ executionId: open1, job: '{}' }]);
    expect(await inbox.takeStale(0, 10, minuteMs)).toEqual([]);
    await waits.resumed(waiting, 1);
    expect(await inbox.takeStale(0, 10, minuteMs)).toEqual([{ executionId: waiting, job: '{"attemptsBefore":1}' }]);
    await inbox.done([open1, waiting]);
    expect(await inbox.takeStale(0, 10, 0)).toEqual([]);
  });
});

test('of a hundred calls that are accepted at once every one has its row', async () => {
  const { inbox } = open();
  const ids = Array.from({ length: 100 }, () => randomUUID());
  await Promise.all(ids.map((executionId) => inbox.accept([{ executionId, job: `job of ${executionId}` }])));
  expect(await Promise.all(ids.map((id) => inbox.find(id)))).toEqual(ids.map((id) => `job of ${id}`));
});

describe('an idempotency key', () => {
  const accepted = (executionId: string) => ({ executionId, job: `job of ${executionId}` });

  test('is the first request for one caller, and accepts that one only', async () => {
    const { idempotency, inbox } = open();
    const begun = await Promise.all(['a', 'b', 'c'].map((id) => idempotency.begin('s', 'k', 'hash', accepted(id))));
    expect(begun.filter(({ kind }) => kind === 'new')).toHaveLength(1);
    const winner = ['a', 'b', 'c'][begun.findIndex(({ kind }) => kind === 'new')] ?? '';
    const found = await Promise.all(['a', 'b', 'c'].map((id) => inbox.find(id)));
    expect(found.filter((job) => job !== undefined)).toEqual([`job of ${winner}`]);
    expect(await idempotency.begin('s', 'k', 'hash', accepted('d'))).toEqual({ kind: 'same', executionId: winner });
    expect(await idempotency.begin('s', 'k', 'other', accepted('d'))).toEqual({ kind: 'other' });
    expect(await idempotency.begin('s2', 'k', 'other', accepted('d'))).toEqual({ kind: 'new' });
  });

  test('is free again after 24 hours', async () => {
    const { idempotency, inbox } = open();
    const sql = new pg.Client({ connectionString: url() });
    await sql.connect();
    await idempotency.begin('s', 'k', 'hash', accepted('a'));
    await sql.query("UPDATE idempotency_key SET created_at = now() - interval '23 hours'");
    expect(await idempotency.begin('s', 'k', 'other', accepted('b'))).toEqual({ kind: 'other' });
    await sql.query("UPDATE idempotency_key SET created_at = now() - interval '24 hours'");
    await sql.end();
    expect(await idempotency.begin('s', 'k', 'other', accepted('c'))).toEqual({ kind: 'new' });
    expect(await idempotency.begin('s', 'k', 'other', accepted('d'))).toEqual({ kind: 'same', executionId: 'c' });
    expect(await inbox.find('c')).toBe('job of c');
  });
});

describe('a parked document', () => {
  const parked = (id: string) => ({
    id,
    environmentId: 'production',
    processId: 'p',
    versionId: 'v',
    executionId: 'e',
    stepId: 's',
    port: undefined,
    reason: 'Nobody knows.',
    error: { code: 'STEP_FAILED', message: 'no' },
  });

  test('is parked once, mended, and sent on once', async () => {
    const { parked: documents } = open();
    expect(await documents.park(parked('1'), aBlob('first'), { param_id: '7' })).toBe(true);
    expect(await documents.park({ ...parked('1'), reason: 'again' }, aDocument('again'), {})).toBe(false);
    expect(await documents.replaceDocument('1', aBlob('key'), 'ann')).toEqual(['first']);
    const found = await documents.get('1');
    expect(found).toMatchObject({
      document: aBlob('key'),
      properties: { param_id: '7' },
      parked: { ...parked('1'), resolution: undefined },
    });
    await documents.resolve('1', { kind: 'resumed', by: 'ann', executionId: 'next', job: '{"a":1}' });
    expect(await open().inbox.takeStale(0, 9, 1_000)).toEqual([{ executionId: 'next', job: '{"a":1}' }]);
    await expect(documents.resolve('1', { kind: 'discarded', by: 'bob' })).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(documents.replaceDocument('1', aDocument(), 'bob')).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await documents.get('1'))?.parked.resolution).toMatchObject({ kind: 'resumed', by: 'ann', executionId: 'next' });
  });

  test('is listed in pages, newest first, by process and whether it is open', async () => {
    const { parked: documents } = open();
    for (const id of ['1', '2', '3']) await documents.park({ ...parked(id), processId: id === '3' ? 'q' : 'p' }, aDocument(), {});
    await documents.resolve('1', { kind: 'discarded', by: 'ann' });
    const first = await documents.list({ limit: 2 });
    const second = await documents.list({ limit: 2, ...(first.next === undefined ? {} : { after: first.next }) });
    expect([...first.documents, ...second.documents].map(({ id }) => id)).toEqual(['3', '2', '1']);
    expect(second.next).toBeUndefined();
    expect((await documents.list({ limit: 9, processId: 'p', open: true })).documents.map(({ id }) => id)).toEqual(['2']);
  });
});

describe('a shared value', () => {
  const now = new Date();
  const later = new Date(now.getTime() + 1_000);

  test('is there until it expires, is replaced and removed, for one environment', async () => {
    const { shared } = open();
    await shared.put('production', 'cache', 'k', aDocument(), later);
    await shared.put('production', 'cache', 'k', aBlob('key'), later);
    expect(await shared.get('production', 'cache', 'k', now)).toEqual(aBlob('key'));
    expect(await shared.get('test', 'cache', 'k', now)).toBeUndefined();
    expect(await shared.get('production', 'cache', 'k', later)).toBeUndefined();
    await shared.put('production', 'cache', 'k', aBlob('replaced'), later);
    expect(await shared.put('production', 'cache', 'k', aBlob('removed'), later)).toEqual(['replaced']);
    expect(await shared.remove('production', 'cache', 'k')).toEqual(['removed']);
    expect(await shared.get('production', 'cache', 'k', now)).toBeUndefined();
  });

  test('that is claimed belongs to one owner until it expires', async () => {
    const { shared } = open();
    const claims = await Promise.all(['a', 'b', 'c'].map((owner) => shared.claim('production', 's', 'k', owner, now, later)));
    expect(claims.filter(Boolean)).toHaveLength(1);
    const owner = ['a', 'b', 'c'][claims.indexOf(true)] ?? '';
    expect(await shared.claim('production', 's', 'k', owner, now, later)).toBe(true);
    expect(await shared.claim('production', 's', 'k', 'd', now, later)).toBe(false);
    expect(await shared.claim('production', 's', 'k', 'd', later, inAMinute())).toBe(true);
  });
});
