import { randomBytes } from 'node:crypto';
import { crc32, inflateRawSync } from 'node:zlib';
import { Body, createDocument } from '@weft/document';
import { expect, test } from 'vitest';
import { documentsOf, runCollector, temporaryFiles } from '../../test/run-collector.ts';
import { definition } from './definition.ts';
import { implementation } from './executor.ts';

const values = (...all: unknown[]) => documentsOf(all.map((value) => Body.fromValue(value)));
const texts = (...all: string[]) => documentsOf(all.map((text) => Body.fromText(text)));
const xml = (...all: string[]) => documentsOf(all.map((text) => Body.fromText(text, 'application/xml')));
const combine = (config: object, documents = values()) => runCollector(implementation, config, documents);

async function textOf(config: object, documents: ReturnType<typeof values>): Promise<string> {
  const [first, ...more] = await combine(config, documents);
  expect(more).toEqual([]);
  return (await first?.body?.text()) ?? 'nothing';
}

test.each([
  ['json', '[1,{"a":2},null]'],
  ['json-lines', '1\n{"a":2}\nnull\n'],
])('%s holds the values in their order', async (format, text) => {
  expect(await textOf({ into: { format } }, values(1, { a: 2 }, null))).toBe(text);
});

test('CSV has a first row of names, and columns may be chosen', async () => {
  const rows = values({ a: 1, b: 'x,y' }, { a: 2 });
  expect(await textOf({ into: { format: 'csv', lineEnd: 'lf' } }, rows)).toBe('a,b\n1,"x,y"\n2,\n');
  expect(await textOf({ into: { format: 'csv', lineEnd: 'lf', delimiter: ';', columns: ['b', 'a'] } }, rows)).toBe('b;a\nx,y;1\n;2\n');
  expect(await textOf({ into: { format: 'csv', lineEnd: 'lf', encoding: 'utf-8-with-mark' } }, values({ a: 'å' }))).toBe('a\nå\n');
});

test('a row with a member that no column is named after is named by its number', async () => {
  await expect(combine({ into: { format: 'csv' } }, values({ a: 1 }, { a: 1, c: 2 }))).rejects.toThrow(/^Record 2 has the member "c"/);
});

test('groups give the same as single documents: lists add their items, and roots what is below them', async () => {
  const grouped = values([{ a: 1 }, { a: 2 }], [{ a: 3 }], []);
  expect(await textOf({}, grouped)).toBe('[{"a":1},{"a":2},{"a":3}]');
  expect(await textOf({ listsAreItems: false }, grouped)).toBe('[[{"a":1},{"a":2}],[{"a":3}],[]]');
  expect(
    await textOf(
      { into: { format: 'csv', header: false, lineEnd: 'lf' } },
      values(
        [1, 2],
        [
          [3, 4],
          [5, 6],
        ],
      ),
    ),
  ).toBe('1,2\n3,4\n5,6\n');
  const into = { format: 'xml', root: 'orders' };
  expect(await textOf({ into }, xml('<orders><o n="1"/><o/></orders>', '<o>x</o>'))).toBe(
    '<?xml version="1.0" encoding="UTF-8"?><orders><o n="1"/><o/><o>x</o></orders>',
  );
});

test('XML bodies stay elements, other bodies become some', async () => {
  const documents = [...xml('<a:o xmlns:a="urn:a"/>'), ...values({ total: 7 }, 'b & c')];
  expect(await textOf({ into: { format: 'xml', item: 'line' } }, documents)).toBe(
    '<?xml version="1.0" encoding="UTF-8"?><records><a:o xmlns:a="urn:a"/><line><total>7</total></line><line>b &amp; c</line></records>',
  );
});

test('texts stand one after the other with the separator between them, and behind the last one by choice', async () => {
  expect(await textOf({ into: { format: 'text' } }, texts('a', 'b'))).toBe('a\nb\n');
  expect(await textOf({ into: { format: 'text', separator: '\\n--\\n', endsWithSeparator: false } }, texts('a', '', 'b'))).toBe(
    'a\n--\n\n--\nb',
  );
  const streamed = Body.fromSource(
    {
      open: async function* () {
        yield* [Uint8Array.of(0xe5), Uint8Array.of(0x62)];
      },
    },
    'text/plain; charset=iso-8859-1',
  );
  expect(await textOf({ into: { format: 'text', encoding: 'utf-16le' } }, documentsOf([streamed, Body.fromText('c')]))).toBe('åb\nc\n');
});

test('so many at a time become one, the last one of what is left', async () => {
  const emissions = await combine({ documents: { each: 'group', size: 2 } }, values(1, 2, 3));
  expect(await Promise.all(emissions.map(({ body }) => body?.text()))).toEqual(['[1,2]', '[3]']);
  expect(emissions.map(({ properties }) => properties)).toEqual([
    { file: 'a.csv', combined_index: 0, combined_count: 2 },
    { file: 'a.csv', combined_index: 1, combined_count: 1 },
  ]);
});

test('documents with the same key become one, in the order in which the keys come', async () => {
  const config = { documents: { each: 'key', key: '{{ body.c }}' } };
  const emissions = await combine(config, values({ c: 'b', n: 1 }, { c: '__proto__', n: 2 }, { c: 'b', n: 3 }));
  expect(emissions.map(({ properties }) => properties?.['combined_key'])).toEqual(['b', '__proto__']);
  expect(await Promise.all(emissions.map(({ body }) => body?.value()))).toEqual([
    [
      { c: 'b', n: 1 },
      { c: 'b', n: 3 },
    ],
    [{ c: '__proto__', n: 2 }],
  ]);
});

test.each([
  ['json', '[]'],
  ['json-lines', ''],
  ['csv', ''],
  ['text', ''],
  ['xml', '<?xml version="1.0" encoding="UTF-8"?><records></records>'],
])('where nothing comes the path ends, or by choice an empty document of %s goes on', async (format, text) => {
  expect(await combine({ into: { format } })).toEqual([]);
  const [emission] = await combine({ into: { format }, empty: 'empty-document' });
  expect(await emission?.body?.text()).toBe(text);
  expect(emission?.properties).toMatchObject({ combined_count: 0 });
});

test('what does not fit into memory comes back from the disk as it was', async () => {
  const count = 60_000;
  const rows = (function* () {
    for (let n = 0; n < count; n++) yield createDocument(`root/s.${n}`, Body.fromValue({ n, text: 'å'.repeat(20) }));
  })();
  await using temporary = temporaryFiles();
  const [emission] = await runCollector(implementation, { into: { format: 'json-lines' } }, rows, { temporary });
  expect(emission?.body?.isStreamed).toBe(true);
  const bytes = Buffer.concat(await Array.fromAsync(emission?.body?.stream() ?? []));
  expect(bytes.byteLength).toBe(emission?.body?.size);
  const lines = bytes.toString().split('\n');
  expect(lines).toHaveLength(count + 1);
  expect(lines[31_234]).toBe(`{"n":31234,"text":"${'å'.repeat(20)}"}`);
});

test('many keys that grow at the same time share the disk, each whole', async () => {
  const keys = 500;
  const rows = (function* () {
    for (let n = 0; n < keys * 100; n++) yield createDocument(`root/s.${n}`, Body.fromValue({ key: n % keys, n, text: 'x'.repeat(50) }));
  })();
  await using temporary = temporaryFiles();
  const emissions = await runCollector(implementation, { documents: { each: 'key', key: '{{ body.key }}' } }, rows, { temporary });
  expect(emissions).toHaveLength(keys);
  const all = (await emissions[7]?.body?.value()) as Array<{ n: number }>;
  expect(all.map(({ n }) => n)).toEqual(Array.from({ length: 100 }, (_, n) => n * keys + 7));
});

test('more than the largest size fails with the setting, more than the worker allows with its own', async () => {
  const long = () => values(...Array.from({ length: 3 }, () => 'x'.repeat(600_000)));
  await expect(combine({ sizeMaxMb: 1 }, long())).rejects.toMatchObject({ code: 'BODY_TOO_LARGE', place: { pointer: '/sizeMaxMb' } });
  const temporary = temporaryFiles(1_000_000);
  await expect(runCollector(implementation, {}, long(), { temporary })).rejects.toThrow(/WEFT_TEMPORARY_MB/);
});

test('a ZIP file holds every body, packed, under a name of its own', async () => {
  const streamed = Body.fromSource(
    {
      open: async function* () {
        for (let n = 0; n < 50; n++) yield Buffer.alloc(10_000, 'y');
      },
    },
    'text/plain',
  );
  const config = { into: { format: 'zip', name: 'in/{{ properties.split_index % 2 }}.txt' } };
  const [emission] = await combine(config, documentsOf([Body.fromText('one å'), streamed, Body.fromText('three'), Body.empty]));
  const archive = Buffer.from((await emission?.body?.bytes()) ?? []);
  expect(archive.byteLength).toBeLessThan(2_000);
  expect(filesIn(archive)).toEqual([
    ['in/0.txt', 'one å'],
    ['in/1.txt', 'y'.repeat(500_000)],
    ['in/0 (2).txt', 'three'],
    ['in/1 (2).txt', ''],
  ]);
});

/** Reads an archive as other programs do: from the directory at its end (PKWARE APPNOTE 6.3, §4.3). */
function filesIn(archive: Buffer): Array<[string, string]> {
  const end = archive.byteLength - 22;
  expect(archive.readUInt32LE(end)).toBe(0x06054b50);
  let at = archive.readUInt32LE(end + 16);
  return Array.from({ length: archive.readUInt16LE(end + 10) }, () => {
    expect(archive.readUInt32LE(at)).toBe(0x02014b50);
    const [crc, packed, size] = [archive.readUInt32LE(at + 16), archive.readUInt32LE(at + 20), archive.readUInt32LE(at + 24)];
    const nameLength = archive.readUInt16LE(at + 28);
    const local = archive.readUInt32LE(at + 42);
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    at += 46 + nameLength;
    expect(archive.readUInt32LE(local)).toBe(0x04034b50);
    const data = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const bytes = inflateRawSync(archive.subarray(data, data + packed));
    expect([bytes.byteLength, crc32(bytes)]).toEqual([size, crc]);
    return [name, bytes.toString()];
  });
}

test.each(['../a', '/etc/passwd', 'a\\b', 'C:x', 'a//b', ' ', 'a/..'])('%j is no name for a file in an archive', async (name) => {
  await expect(combine({ into: { format: 'zip', name: `{{ ${JSON.stringify(name)} }}` } }, texts('a'))).rejects.toMatchObject({
    code: 'STEP_FAILED',
    place: { pointer: '/into/name' },
  });
});

test.each([
  [{ into: { format: 'xml', root: 'a b' } }],
  [{ documents: { each: 'group', size: 0 } }],
  [{ documents: { each: 'key' } }],
  [{ sizeMaxMb: 0 }],
])('%j is refused by the form', (config) => {
  expect(definition.config.safeParse(config).success).toBe(false);
});

test('a streamed body that becomes too large for the archive is closed, and what went wrong is told', async () => {
  let isClosed = false;
  async function* endless() {
    try {
      for (;;) yield randomBytes(256 * 1024);
    } finally {
      isClosed = true;
    }
  }
  const streamed = Body.fromSource({ open: endless }, 'application/octet-stream');
  await expect(combine({ into: { format: 'zip' }, sizeMaxMb: 1 }, documentsOf([streamed]))).rejects.toMatchObject({
    code: 'BODY_TOO_LARGE',
    place: { pointer: '/sizeMaxMb' },
  });
  await expect.poll(() => isClosed).toBe(true);
});
