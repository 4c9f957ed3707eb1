import { Body, createDocument } from '@weft/document';
import { compileTools, type Emission, type StepTools } from '@weft/step-kit/executor';
import { expect, test } from 'vitest';
import { type Given, runStep } from '../../test/run-step.ts';
import { definition } from './definition.ts';
import { implementation } from './executor.ts';

const encode = (text: string) => new TextEncoder().encode(text);

/** A body that comes in these chunks. */
const chunked = (chunks: readonly Uint8Array[], contentType = 'text/plain') =>
  Body.fromSource(
    {
      async *open() {
        yield* chunks;
      },
    },
    contentType,
  );

const split = async (config: object, given: Given) => (await runStep(implementation, config, given)).emissions;
const valuesOf = async (emissions: readonly Emission[]) => Promise.all(emissions.map(({ body }) => body?.value()));
const lines = async (body: Body, source: object = {}, documents: object = { each: 'item' }) =>
  valuesOf(await split({ source: { from: 'lines', ...source }, documents }, { body }));

test.each([[[]], [null], [{}]])('where the list is missing in %j there is no document', async (body) => {
  expect(await split({ source: { from: 'list', list: 'body.orders' } }, { body: Body.fromValue({ orders: [], ...body }) })).toEqual([]);
  expect(await split({ source: { from: 'list', list: 'body?.nothing' } }, { body: Body.fromValue(body) })).toEqual([]);
});

test('a document without content gives no document', async () => {
  expect(await split({}, {})).toEqual([]);
  expect(await split({ source: { from: 'lines' } }, {})).toEqual([]);
  expect(await split({ source: { from: 'json-lines' } }, {})).toEqual([]);
});

test('items of any kind become documents, those that are not there as null', async () => {
  const emissions = await split({}, { body: Body.fromValue([1, 'a', null, [2], { b: undefined }]) });
  expect(await valuesOf(emissions)).toEqual([1, 'a', null, [2], { b: undefined }]);
  expect(await Promise.all(emissions.map(({ body }) => body?.text()))).toEqual(['1', '"a"', 'null', '[2]', '{}']);
});

test.each([7, 'abc', { length: 2 }, true])('%j is no list, and the setting is named', async (value) => {
  await expect(split({}, { body: Body.fromValue(value) })).rejects.toMatchObject({
    code: 'STEP_FAILED',
    place: { pointer: '/source/list' },
  });
});

test('groups hold so many items, the last one what is left, and the count is that of the groups', async () => {
  const emissions = await split({ documents: { each: 'group', size: 2 } }, { body: Body.fromValue([1, 2, 3]) });
  expect(await valuesOf(emissions)).toEqual([[1, 2], [3]]);
  expect(emissions.map(({ properties }) => properties)).toEqual([
    { split_index: 0, split_count: 2 },
    { split_index: 1, split_count: 2 },
  ]);
});

test('a group of one is still a list', async () => {
  expect(await valuesOf(await split({ documents: { each: 'group', size: 1 } }, { body: Body.fromValue([1]) }))).toEqual([[1]]);
});

test('items are made only when they are asked for', async () => {
  const run = implementation.prepare(definition.config.parse({}), compileTools() as StepTools);
  const emissions = run(
    createDocument('root', Body.fromValue(Array.from({ length: 1e6 }, (_, i) => i))),
    contextWith(),
  ) as Iterable<Emission>;
  const [first] = emissions;
  expect(first?.properties).toEqual({ split_index: 0, split_count: 1e6 });
});

test('line ends of either kind end a line, and the last line needs none', async () => {
  const body = Body.fromText('a\r\nb\n\nc\r\rd');
  expect(await lines(body)).toEqual(['a', 'b', 'c\r\rd']);
  expect(await lines(body, { skipBlank: false })).toEqual(['a', 'b', '', 'c\r\rd']);
  expect(await lines(Body.fromText('a\n'), { skipBlank: false })).toEqual(['a']);
});

test('a line end, a character and a byte order mark may be cut anywhere', async () => {
  const bytes = encode('\ufeffå€\r\n😀\r\nc\n');
  for (let size = 1; size <= bytes.length; size++) {
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
    expect(await lines(chunked(chunks)), `chunks of ${size}`).toEqual(['å€', '😀', 'c']);
  }
});

test('the character set is that of the mark, else of the setting, else of the content type', async () => {
  const latin = new Uint8Array([0xe5, 0x0a]);
  expect(await lines(chunked([latin], 'text/plain; charset=iso-8859-1'))).toEqual(['å']);
  expect(await lines(chunked([latin]), { encoding: 'iso-8859-1' })).toEqual(['å']);
  const utf16 = Uint8Array.from(Buffer.from('\ufeffå\nb', 'utf16le'));
  expect(await lines(chunked([utf16]), { encoding: 'iso-8859-1' })).toEqual(['å', 'b']);
});

test.each([
  ['not in the character set', [0x61, 0xe5, 0x0a], 'text/plain'],
  ['cut at the end', [0x61, 0xc3], 'text/plain'],
  ['of an unknown character set', [0x61], 'text/plain; charset=klingon'],
])('bytes that are %s fail the step', async (_name, bytes, contentType) => {
  await expect(lines(chunked([Uint8Array.from(bytes)], contentType))).rejects.toMatchObject({ code: 'BODY_NOT_PARSABLE' });
});

test('a line may be as long as allowed, line end aside, and no longer', async () => {
  expect(await lines(chunked([encode('abc\r'), encode('\nabc')]), { lineLengthMax: 3 })).toEqual(['abc', 'abc']);
  await expect(lines(Body.fromText('abc\nabcd\n'), { lineLengthMax: 3 })).rejects.toThrow(/^Line 2 .* more than 3/);
  await expect(lines(chunked([encode('ab'), encode('cd')]), { lineLengthMax: 3 })).rejects.toMatchObject({ code: 'BODY_TOO_LARGE' });
});

test('a body without an end is not read further than the longest line', async () => {
  let read = 0;
  const endless = {
    async *open() {
      for (;;) {
        read += 1024;
        yield new Uint8Array(1024).fill(0x61);
      }
    },
  };
  await expect(lines(Body.fromSource(endless, 'text/plain'), { lineLengthMax: 4096 })).rejects.toMatchObject({ code: 'BODY_TOO_LARGE' });
  expect(read).toBeLessThanOrEqual(4096 + 2048);
});

test('a body is read no further than its lines are taken, and is closed when nobody wants more', async () => {
  let read = 0;
  let closed = false;
  const source = {
    async *open() {
      try {
        for (;;) {
          read++;
          yield encode('a\nb\n');
        }
      } finally {
        closed = true;
      }
    },
  };
  const run = implementation.prepare(definition.config.parse({ source: { from: 'lines' } }), compileTools() as StepTools);
  const emissions = run(createDocument('root', Body.fromSource(source, 'text/plain')), contextWith()) as AsyncIterable<readonly Emission[]>;
  let taken = 0;
  for await (const list of emissions) {
    taken += list.length;
    if (taken >= 3) break;
  }
  expect(read).toBe(2);
  expect(closed).toBe(true);
});

test('reading lines ends when the execution is cancelled', async () => {
  const cancel = new AbortController();
  const source = {
    async *open() {
      for (;;) yield encode('a\n');
    },
  };
  const run = implementation.prepare(definition.config.parse({ source: { from: 'lines' } }), compileTools() as StepTools);
  const emissions = run(createDocument('root', Body.fromSource(source, 'text/plain')), contextWith(cancel.signal)) as AsyncIterable<
    readonly Emission[]
  >;
  let taken = 0;
  for await (const _list of emissions) if (++taken === 10) cancel.abort();
  expect(taken).toBe(10);
});

test('a group of lines is a text of lines, a group of JSON lines a list', async () => {
  const documents = { each: 'group', size: 2 };
  expect(await lines(Body.fromText('a\nb\nc'), {}, documents)).toEqual(['a\nb\n', 'c\n']);
  const json = await split({ source: { from: 'json-lines' }, documents }, { body: Body.fromText('1\n\n2\n3') });
  expect(await valuesOf(json)).toEqual([[1, 2], [3]]);
});

test('a group of long lines cannot fill the memory', async () => {
  let read = 0;
  const endless = {
    async *open() {
      for (;;) {
        read += 1024 * 1024;
        yield encode(`${'a'.repeat(1024 * 1024 - 1)}\n`);
      }
    },
  };
  const documents = { each: 'group', size: 100_000 };
  await expect(lines(Body.fromSource(endless, 'text/plain'), {}, documents)).rejects.toThrow(
    /^Group 1 has more than 33554432 characters after 32 items/,
  );
  expect(read).toBeLessThanOrEqual(34 * 1024 * 1024);
});

test('a line that is no JSON is named, blank lines counted, and the lines before it were given', async () => {
  const run = implementation.prepare(definition.config.parse({ source: { from: 'json-lines' } }), compileTools() as StepTools);
  const emissions = run(createDocument('root', Body.fromText('1\n\n{"a":\n')), contextWith()) as AsyncIterable<readonly Emission[]>;
  const iterator = emissions[Symbol.asyncIterator]();
  expect(await (await iterator.next()).value?.[0]?.body?.value()).toBe(1);
  await expect(iterator.next()).rejects.toThrow(/^Line 3 of the body is no JSON\./);
});

test('numbers of JSON lines keep their digits', async () => {
  const [emission] = await split({ source: { from: 'json-lines' } }, { body: Body.fromText('{"n":12345678901234567890}') });
  expect(await emission?.body?.text()).toBe('{"n":12345678901234567890}');
});

test('the count of an outer split is not taken for the number of lines', async () => {
  const properties = { split_index: 4, split_count: 9, kept: true };
  const [emission] = await split({ source: { from: 'lines' } }, { body: Body.fromText('a'), properties });
  expect(emission?.properties).toEqual({ kept: true, split_index: 0 });
});

const records = async (from: object, body: Body | string, documents: object = { each: 'item' }, contentType = 'text/plain') =>
  valuesOf(await split({ source: from, documents }, { body: typeof body === 'string' ? Body.fromText(body, contentType) : body }));

test('CSV rows become objects named after the columns, and a group is a list of them', async () => {
  const text = 'sku;price\nA1;"1;5"\nB2;2\nC3;3\n';
  expect(await records({ from: 'csv', delimiter: ';', numbers: true }, text)).toEqual([
    { sku: 'A1', price: '1;5' },
    { sku: 'B2', price: 2 },
    { sku: 'C3', price: 3 },
  ]);
  expect(await records({ from: 'csv', delimiter: ';' }, text, { each: 'group', size: 2 })).toEqual([
    [
      { sku: 'A1', price: '1;5' },
      { sku: 'B2', price: '2' },
    ],
    [{ sku: 'C3', price: '3' }],
  ]);
});

test.each([
  ['csv', { from: 'csv' }, 'a,b\n1,2\n3\n', /line 3, column 1/],
  ['json', { from: 'json', path: 'orders' }, '{"orders":[{},\n{"a" 1}]}', /line 2, column 6, in orders\[1\]/],
  ['xml', { from: 'xml', path: 'o/i' }, '<o><i/>\n<i></o>', /line 2, column \d+/],
  ['json-lines', { from: 'json-lines' }, '1\n{\n', /^Line 2 of the body is no JSON/],
])('a record of %s that cannot be read fails with its place', async (_name, from, text, message) => {
  await expect(records(from, text)).rejects.toThrow(message);
  await expect(records(from, text)).rejects.toMatchObject({ code: 'BODY_NOT_PARSABLE' });
});

test('columns that are to be named and are not, and a delimiter that is the quote, are refused before anything runs', () => {
  const prepare = (source: object) => () => implementation.prepare(definition.config.parse({ source }), compileTools() as StepTools);
  expect(prepare({ from: 'csv', header: 'named' })).toThrow(expect.objectContaining({ place: { pointer: '/source/columns' } }));
  expect(prepare({ from: 'csv', delimiter: '"' })).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
});

test.each(['', 'a b', 'orders//order'])('the XML path %j is refused by the form', (path) => {
  expect(definition.config.safeParse({ source: { from: 'xml', path } }).success).toBe(false);
});

test('XML elements stay XML: as values, as bytes, and with a root around them in groups', async () => {
  const xml = '<o:orders xmlns:o="urn:o"><o:order n="1"/><o:order>b</o:order></o:orders>';
  const [first] = await split({ source: { from: 'xml', path: 'orders/order' } }, { body: Body.fromText(xml, 'application/xml') });
  expect(first?.body?.contentType).toBe('application/xml');
  expect(await first?.body?.text()).toMatch(/<o:order xmlns:o="urn:o" n="1"\/>$/);
  expect(await records({ from: 'xml', path: 'orders/order' }, xml, { each: 'group', size: 5 }, 'application/xml')).toEqual([
    { 'o:orders': { '@xmlns:o': 'urn:o', 'o:order': [{ '@n': '1' }, 'b'] } },
  ]);
});

test('an XML body is read in the character set that it declares, in chunks of any size', async () => {
  const bytes = Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>\n<o>${'<i>å</i>'.repeat(50)}</o>`, 'latin1');
  for (const size of [1, 7, bytes.length]) {
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
    const found = await records({ from: 'xml', path: 'o/i' }, chunked(chunks, 'application/xml'));
    expect(found).toEqual(Array(50).fill({ i: 'å' }));
  }
  expect(await records({ from: 'xml', path: 'o/i' }, '<o><i>å</i></o>', { each: 'item' }, 'application/xml')).toEqual([{ i: 'å' }]);
});

test('parts of a text lie between separators, written as a form can hold them', async () => {
  expect(await records({ from: 'text', separator: '\\n--\\n' }, 'a\n1\n--\n--\n\n--\nb')).toEqual(['a\n1', '--\n', 'b']);
  expect(await records({ from: 'text', separator: "'" }, "UNH+1'BGM+220''", { each: 'group', size: 2 })).toEqual(["UNH+1'BGM+220'"]);
});

test('fixed-width lines become objects', async () => {
  const layout = {
    from: 'fixed-width',
    records: [
      {
        fields: [
          { name: 'sku', length: 3 },
          { name: 'qty', length: 2, number: true, align: 'right' },
        ],
      },
    ],
  };
  expect(await records(layout, 'A1  7\nB2 12\n')).toEqual([
    { sku: 'A1', qty: 7 },
    { sku: 'B2', qty: 12 },
  ]);
});

function contextWith(signal = new AbortController().signal) {
  return {
    execution: { id: 'e', processId: 'p', versionId: 'v', environment: 'test', attempt: 1, properties: {} },
    stepId: 'step',
    signal,
    log: () => undefined,
    now: () => 0,
  };
}
