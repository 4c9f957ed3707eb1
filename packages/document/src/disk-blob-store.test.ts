import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Body } from './body.ts';
import { createDiskBlobStore } from './disk-blob-store.ts';
import { createDocument } from './document.ts';
import { type BlobStore, fromWire, toWire } from './wire.ts';

let root: string;
let directory: string;
let store: BlobStore;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'weft-blobs-'));
  directory = join(root, 'blobs');
  store = createDiskBlobStore(directory);
});
afterEach(() => rm(root, { recursive: true }));

async function* chunksOf(...chunks: (string | Uint8Array)[]) {
  for (const chunk of chunks) yield typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk;
}

async function textOf(key: string): Promise<string> {
  let text = '';
  for await (const chunk of store.source({ key, size: 0 }).open()) text += new TextDecoder().decode(chunk);
  return text;
}

async function filesStored(): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

describe('a stored body', () => {
  it('comes back whole, more than once, with the size that was told', async () => {
    const ref = await store.put(chunksOf('hello ', '', 'world'));
    expect(ref.size).toBe(11);
    expect(await textOf(ref.key)).toBe('hello world');
    expect(await textOf(ref.key)).toBe('hello world');
  });

  it('has a key that nobody can guess, and a file that only its owner can read', async () => {
    const [a, b] = [await store.put(chunksOf('a')), await store.put(chunksOf('a'))];
    expect(a.key).not.toBe(b.key);
    const { mode } = await stat(join(directory, a.key.slice(0, 2), a.key));
    expect(mode & 0o077).toBe(0);
  });

  it('is gone after it was deleted, and deleting it again does no harm', async () => {
    const ref = await store.put(chunksOf('a'));
    await store.delete(ref.key);
    await store.delete(ref.key);
    await expect(textOf(ref.key)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await filesStored()).toEqual([]);
  });
});

describe('a write that does not finish leaves nothing', () => {
  it('when its source fails', async () => {
    const source = async function* () {
      yield new Uint8Array(1000);
      throw new Error('the caller went away');
    };
    await expect(store.put(source())).rejects.toThrow('the caller went away');
    expect(await filesStored()).toEqual([]);
  });

  it('when it is aborted while it waits for a chunk that never comes', async () => {
    const abort = new AbortController();
    const waiting = Promise.withResolvers<void>();
    const source: AsyncIterable<Uint8Array> = {
      [Symbol.asyncIterator]: () => {
        let calls = 0;
        return {
          next: () => {
            if (calls++ === 0) return Promise.resolve({ done: false, value: new Uint8Array(10) });
            waiting.resolve();
            return new Promise(() => undefined);
          },
        };
      },
    };
    const put = store.put(source, abort.signal);
    await waiting.promise;
    abort.abort(new Error('cancelled'));
    await expect(put).rejects.toThrow('cancelled');
    expect(await filesStored()).toEqual([]);
  });

  it('when it was aborted before it began', async () => {
    await expect(store.put(chunksOf('a'), AbortSignal.abort(new Error('cancelled')))).rejects.toThrow('cancelled');
    expect(await filesStored()).toEqual([]);
  });
});

describe('a key that this store did not make', () => {
  it.each(['../secret', '..', '', '/etc/passwd', 'a/../../secret', '..\\secret', 'secret\0', '%2e%2e%2fsecret'])(
    'reaches no file: %j',
    async (key) => {
      await writeFile(join(root, 'secret'), 'secret');
      await expect(textOf(key)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(store.delete(key)).rejects.toEqual(expect.objectContaining({ code: 'NOT_FOUND' }));
      expect(await readdir(root)).toContain('secret');
    },
  );
});

describe('a document on the wire', () => {
  it('arrives as it was sent, whatever its size and however it was made', async () => {
    const size = fc.constantFrom(0, 1, 65_535, 65_536, 65_537, 300_000);
    await fc.assert(
      fc.asyncProperty(
        size,
        fc.boolean(),
        fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer())),
        async (length, streamed, properties) => {
          const data = Uint8Array.from({ length }, (_, at) => (at * 7) & 0xff);
          const body = streamed
            ? Body.fromSource({ open: () => chunksOf(data.subarray(0, length >> 1), data.subarray(length >> 1)) }, 'application/pdf')
            : Body.fromBytes(data, 'application/pdf');
          const wire = await toWire(createDocument('root/a.0', body, properties), store);
          const arrived = fromWire(JSON.parse(JSON.stringify(wire)), store);
          expect(arrived).toMatchObject({ id: 'root/a.0', body: { contentType: 'application/pdf' } });
          expect(Object.entries(arrived.properties)).toEqual(Object.entries(properties));
          expect(Buffer.compare(await arrived.body.bytes(), data)).toBe(0);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('carries small bodies inside and large ones by reference', async () => {
    const small = await toWire(createDocument('root', Body.fromBytes(new Uint8Array(65_536), 'application/pdf')), store);
    const large = await toWire(createDocument('root', Body.fromBytes(new Uint8Array(65_537), 'application/pdf')), store);
    expect(small.body).toHaveProperty('base64');
    expect(large.body).toMatchObject({ blob: { size: 65_537 } });
    expect(await filesStored()).toHaveLength(1);
  });

  it('without content arrives without content', async () => {
    const arrived = fromWire(await toWire(createDocument('root', Body.empty), store), store);
    expect(arrived.body).toBe(Body.empty);
  });
});
