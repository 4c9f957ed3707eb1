import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConsumedCall, createCallbackUrls, type ExecuteJob } from '@weft/call';
import { type Database, type Journals, openDatabase } from '@weft/database';
import { Body, createDocument } from '@weft/document';
import { createDiskBlobStore } from '@weft/document/disk';
import type { JournalEntry } from '@weft/engine';
import { WeftError } from '@weft/errors';
import { createLogger } from '@weft/telemetry';
import { type FreshDatabase, freshDatabase } from '@weft/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenJournals, openJournals } from '../src/journal/journals.ts';

let fresh: FreshDatabase;
let database: Database;
let directory: string;
const opened: OpenJournals[] = [];

beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase({ url: fresh.url, poolMax: 2 });
  directory = await mkdtemp(join(tmpdir(), 'weft-journal-'));
});
afterAll(async () => {
  for (const each of opened) await each[Symbol.asyncDispose]();
  await database.close();
  await fresh.drop();
  await rm(directory, { recursive: true, force: true });
});

async function aWorker(journals: Journals = database.journals): Promise<OpenJournals> {
  const worker = await openJournals({
    journals,
    waits: database.waits,
    blobs: createDiskBlobStore(directory),
    callbackUrls: createCallbackUrls({ secret: Buffer.alloc(32), publicUrl: 'https://weft.example' }),
    log: createLogger({ service: 'test', level: 'silent' }),
  });
  opened.push(worker);
  return worker;
}

function aCall(executionId: string, attempt: number, change: Partial<ExecuteJob> = {}): ConsumedCall {
  const document = { id: 'root', contentType: '', properties: {}, body: { base64: '' } };
  const ids = { executionId, environmentId: 'production', processId: 'p', versionId: 'v' };
  return {
    job: { ...ids, trigger: 'http', mode: 'general', acceptedAt: 1, properties: {}, document, ...change },
    attempt,
    signal: new AbortController().signal,
  };
}

async function begin(worker: OpenJournals, call: ConsumedCall) {
  const journal = await worker.begin(call);
  if (journal === undefined) throw new Error('It must not run.');
  return journal;
}

const blobs = async () => (await readdir(directory, { recursive: true })).filter((name) => name.includes('-')).length;
const large = 'x'.repeat(100_000);
const aDocument = (id: string, body: Body) => createDocument(id, body, { n: 1, none: null, text: '\u0000 ü' });

describe('the journal of an execution', () => {
  test('gives another attempt every entry as it was, large bodies too, and goes with them', async () => {
    const id = randomUUID();
    const place = { stepId: 'a', stepTitle: 'A', documentId: 'root' };
    const failed = new WeftError('QUERY_FAILED', 'The table is gone.', {
      retryable: true,
      retryAfterMs: 5_000,
      detail: '42P01',
      place,
      status: 502,
      problems: [{ n: 1 }],
    });
    const waited = aDocument('root', Body.fromText(large));
    const entries: JournalEntry[] = [
      { kind: 'intent', key: 'a/root' },
      { kind: 'result', key: 'a/root', emissions: [{ port: 'out', document: aDocument('root/a.0', Body.fromValue({ a: [1, 'ü'] })) }] },
      { kind: 'failure', key: 'b/root', error: failed },
      { kind: 'join', key: 'j/root', arrived: { $document: [aDocument('root/c.0', Body.empty)], other: [] } },
      { kind: 'wait', key: 'w/root', document: waited, until: 12, callback: true },
      { kind: 'resumed', key: 'w/root', end: { kind: 'callback', document: aDocument('callback', Body.fromText('yes', 'text/plain')) } },
      { kind: 'resumed', key: 'v/root', end: { kind: 'time' } },
      { kind: 'replied', key: 'r' },
    ];
    const first = await begin(await aWorker(), aCall(id, 1));
    await first.write(entries);
    const worker = await aWorker();
    const { earlier } = await begin(worker, aCall(id, 2));
    expect(earlier.map(({ kind, key }) => [kind, key])).toEqual(entries.map(({ kind, key }) => [kind, key]));
    const [, result, failure, joined, wait, called] = earlier;
    const emitted = result?.kind === 'result' ? result.emissions[0]?.document : undefined;
    expect([emitted?.id, emitted?.body.value(), emitted?.body.contentType]).toEqual(['root/a.0', { a: [1, 'ü'] }, 'application/json']);
    expect(emitted?.properties).toEqual({ n: 1, none: null, text: '\u0000 ü' });
    expect(failure?.kind === 'failure' && failure.error).toEqual(failed);
    expect(joined?.kind === 'join' && joined.arrived['$document']?.[0]?.body.contentType).toBe('');
    expect(wait).toMatchObject({ until: 12, callback: true });
    expect(wait?.kind === 'wait' && (await wait.document.body.text()) === large).toBe(true);
    expect(called?.kind === 'resumed' && called.end.kind === 'callback' && (await called.end.document.body.text())).toBe('yes');
    expect(await blobs()).toBe(1);
    await worker.forget(id);
    expect(await blobs()).toBe(0);
  });

  test('refuses an attempt that was overtaken, and keeps nothing of what it wanted to write', async () => {
    const id = randomUUID();
    const first = await begin(await aWorker(), aCall(id, 1));
    await first.write([{ kind: 'intent', key: 'a/root' }]);
    const other = await aWorker();
    await begin(other, aCall(id, 3));
    const entry: JournalEntry = { kind: 'wait', key: 'w', document: aDocument('root', Body.fromText(large)), callback: false };
    await expect(first.write([entry])).rejects.toMatchObject({ code: 'ATTEMPT_REFUSED' });
    expect(await blobs()).toBe(0);
    expect(await other.begin(aCall(id, 2))).toBeUndefined();
    expect(await other.fence(aCall(id, 2))).toBe(false);
    expect(await other.fence(aCall(id, 4))).toBe(true);
  });

  test('is not begun again by a job whose execution was put aside', async () => {
    const id = randomUUID();
    const worker = await aWorker();
    const first = await begin(worker, aCall(id, 1));
    await first.write([{ kind: 'wait', key: 'w', document: aDocument('root', Body.empty), callback: false }]);
    await database.waits.suspend({ executionId: id, attempt: 1, job: '{}', wakeAt: undefined });
    expect(await worker.begin(aCall(id, 2))).toBeUndefined();
    expect((await begin(worker, aCall(id, 2, { attemptsBefore: 1 }))).earlier).toHaveLength(1);
  });

  test('asks the database for nothing in a first attempt that writes nothing', async () => {
    const refusing = new Proxy({} as Journals, {
      get: (_target, name) => () => Promise.reject(new Error(`${String(name)} was asked for`)),
    });
    const journal = await begin(await aWorker(refusing), aCall(randomUUID(), 1));
    expect([journal.earlier, journal.isWritten]).toEqual([[], false]);
  });

  test('writes again what could not be written, until it is', async () => {
    const id = randomUUID();
    let failures = 3;
    const faltering: Journals = {
      ...database.journals,
      write: async (...entry) => {
        if (failures-- > 0) throw new WeftError('DATABASE_UNAVAILABLE', 'Away.');
        return database.journals.write(...entry);
      },
    };
    const journal = await begin(await aWorker(faltering), aCall(id, 1));
    await journal.write([{ kind: 'intent', key: 'a/root' }]);
    expect(failures).toBe(-1);
    expect((await begin(await aWorker(), aCall(id, 2))).earlier).toHaveLength(1);
  });

  test('tells of a callback that comes while it runs, and of one that came before it listened', async () => {
    const id = randomUUID();
    const journal = await begin(await aWorker(), aCall(id, 1));
    const wait = (key: string): JournalEntry => ({ kind: 'wait', key, document: aDocument('root', Body.empty), callback: true });
    await journal.write([wait('w'), wait('v')]);
    const heard: string[] = [];
    journal.onCallback('w', () => heard.push('w'));
    const answer = { id: 'callback', contentType: 'text/plain', properties: {}, body: { base64: 'eWVz' } };
    await database.waits.callBack(id, 'v', answer);
    await database.waits.callBack(id, 'w', answer);
    await expect.poll(() => heard).toEqual(['w']);
    journal.onCallback('v', (document) => heard.push(String(document.body.text())));
    expect(heard).toEqual(['w', 'yes']);
    expect(journal.callbackUrl('w')).toMatch(/^https:\/\/weft\.example\/callbacks\//);
  });
});
