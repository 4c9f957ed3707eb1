import { gunzipSync, gzipSync } from 'node:zlib';
import { Body } from '@weft/document';
import { compileTools, type StepTools } from '@weft/step-kit/executor';
import { expect, test } from 'vitest';
import { runStep } from '../../test/run-step.ts';
import { definition } from './definition.ts';
import { implementation } from './executor.ts';

async function done(operations: readonly object[], body: Body, more: object = {}): Promise<Body> {
  const { emissions } = await runStep(implementation, { operations, ...more }, { body });
  return emissions[0]?.body ?? Body.empty;
}

const text = (content: string, contentType?: string) => Body.fromText(content, contentType);
const bytes = (...content: number[]) => Body.fromBytes(Uint8Array.from(content), 'application/octet-stream');
const replaced = async (content: string, settings: object, more: object = {}) =>
  (await done([{ do: 'replace', ...settings }], text(content), more)).text();

test('bytes of any length come back from Base64 and from gzip as they were', async () => {
  for (let length = 0; length < 130; length++) {
    const given = Uint8Array.from({ length }, (_, i) => (i * 37) % 256);
    const there = [{ do: 'base64-encode', wrap: length % 2 === 0 }, { do: 'base64-decode' }, { do: 'gzip' }, { do: 'gunzip' }];
    const back = await done(there, Body.fromBytes(given, 'application/octet-stream'));
    expect(Buffer.from(await back.bytes()).equals(given), `${length} bytes`).toBe(true);
  }
});

test('wrapped Base64 has lines of 76 characters', async () => {
  const body = await done([{ do: 'base64-encode', wrap: true }], Body.fromBytes(new Uint8Array(100), 'application/pdf'));
  expect((await body.text()).split('\r\n').map((line) => line.length)).toEqual([76, 60, 0]);
  expect(body.contentType).toBe('text/plain; charset=us-ascii');
});

test.each([
  ['-_-_', [0xfb, 0xff, 0xbf]],
  ['YQ', [0x61]],
  [' Y\tQ\r\n=\n= ', [0x61]],
  ['', []],
])('%j is Base64', async (content, expected) => {
  expect([...(await (await done([{ do: 'base64-decode' }], text(content))).bytes())]).toEqual(expected);
});

test.each(['YQ!', 'Y', 'YQ=', 'YWJjZ', 'Y=Q=', '====', 'å'])('%j is no Base64', async (content) => {
  await expect(done([{ do: 'base64-decode' }], text(content))).rejects.toMatchObject({ code: 'BODY_NOT_PARSABLE' });
});

test('what was unpacked is looked at for its content type, unless one is named', async () => {
  const packed = Body.fromBytes(gzipSync('{"a":1}'), 'application/gzip');
  expect((await done([{ do: 'gunzip' }], packed)).contentType).toBe('application/json');
  expect((await done([{ do: 'gunzip' }], packed, { contentType: 'text/x-log' })).contentType).toBe('text/x-log');
});

test.each([
  ['nothing', new Uint8Array(0)],
  ['text', new TextEncoder().encode('hello')],
  ['a file that is cut off', gzipSync('hello hello').subarray(0, 20)],
])('%s is no gzip file', async (_name, content) => {
  await expect(done([{ do: 'gunzip' }], Body.fromBytes(content, 'application/gzip'))).rejects.toMatchObject({ code: 'BODY_NOT_PARSABLE' });
});

test('a file of several gzip members is one text', async () => {
  const packed = Buffer.concat([gzipSync('ab'), gzipSync('cd')]);
  expect(await (await done([{ do: 'gunzip' }], Body.fromBytes(packed, 'application/gzip'))).text()).toBe('abcd');
});

test('a compressed body is a gzip file', async () => {
  const body = await done([{ do: 'gzip' }], text('hello'));
  expect(body.contentType).toBe('application/gzip');
  expect(gunzipSync(await body.bytes()).toString()).toBe('hello');
});

test.each([
  ['gunzip', { do: 'gunzip' }, Body.fromBytes(gzipSync(Buffer.alloc(101)), 'application/gzip')],
  ['gzip', { do: 'gzip' }, bytes(...Array.from({ length: 101 }, (_, i) => (i * 7919) % 251))],
  ['base64-encode', { do: 'base64-encode' }, bytes(...new Array(76).fill(1))],
  ['base64-decode', { do: 'base64-decode' }, text('A'.repeat(136))],
  ['convert-charset', { do: 'convert-charset', to: 'utf-16le' }, text('a'.repeat(51))],
  ['replace', { do: 'replace', find: 'a', replacement: 'bb' }, text('a'.repeat(51))],
  ['replace by group', { do: 'replace', find: 'a', replacement: '$&$&', isPattern: true }, text('a'.repeat(51))],
  ['replace by longer characters', { do: 'replace', find: 'a', replacement: '€' }, text('a'.repeat(51))],
])('%s makes no more than the largest result', async (_name, operation, body) => {
  await expect(done([operation], body, { bytesMax: 100 })).rejects.toMatchObject({ code: 'BODY_TOO_LARGE' });
});

test('a file that unpacks to more than 32 MB is not unpacked', async () => {
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
  await expect(done([{ do: 'gunzip' }], Body.fromBytes(bomb, 'application/gzip'))).rejects.toMatchObject({ code: 'BODY_TOO_LARGE' });
});

test('a text is read in its declared set, a named one, or that of its mark', async () => {
  const toUtf8 = (body: Body, from?: string) => done([{ do: 'convert-charset', ...(from === undefined ? {} : { from }) }], body);
  expect(await (await toUtf8(Body.fromBytes(Uint8Array.of(0xe5), 'text/csv; charset=iso-8859-1'))).text()).toBe('å');
  expect(await (await toUtf8(bytes(0x80), 'windows-1252')).text()).toBe('€');
  const marked = await toUtf8(bytes(0xff, 0xfe, 0xe5, 0x00), 'iso-8859-1');
  expect([marked.contentType, ...(await marked.bytes())]).toEqual(['application/octet-stream; charset=utf-8', 0xc3, 0xa5]);
});

test('a character that the target lacks fails, or becomes one question mark', async () => {
  const convert = (onUnknown: string) => done([{ do: 'convert-charset', to: 'us-ascii', onUnknown }], text('å😀!'));
  await expect(convert('fail')).rejects.toMatchObject({ code: 'BODY_NOT_SERIALIZABLE' });
  expect(await (await convert('question-mark')).text()).toBe('??!');
});

test.each([
  ['a.b.', { find: '.', replacement: '$1' }, 'a$1b$1'],
  ['aaa', { find: 'aa', replacement: 'a' }, 'aa'],
  ['Ab.aB', { find: 'ab', replacement: '$&', ignoreCase: true }, '$&.$&'],
  ['a.b', { find: '.', replacement: 'x', ignoreCase: true }, 'axb'],
  ['x1y22', { find: '\\d+', replacement: '<$&>', isPattern: true }, 'x<1>y<22>'],
  ['k=v', { find: '(\\w)=(\\w)', replacement: '$2=$1$$1', isPattern: true }, 'v=k$1'],
  ['ac', { find: 'a(b)?c', replacement: '[$1]', isPattern: true }, '[]'],
  ['abc', { find: 'x*', replacement: '-', isPattern: true }, '-a-b-c-'],
  ['A', { find: 'a', replacement: 'b', isPattern: true, ignoreCase: true }, 'b'],
  ['å😀å', { find: '😀', replacement: '', isPattern: true }, 'åå'],
  ['', { find: 'a', replacement: 'b' }, ''],
])('in %j, %j gives %j', async (content, settings, expected) => {
  expect(await replaced(content, settings)).toBe(expected);
});

test('a replaced text stays in its character set', async () => {
  const body = Body.fromBytes(Uint8Array.of(0x61, 0xe5), 'text/plain; charset=iso-8859-1');
  const result = await done([{ do: 'replace', find: 'a', replacement: 'ä' }], body);
  expect([result.contentType, ...(await result.bytes())]).toEqual(['text/plain; charset=iso-8859-1', 0xe4, 0xe5]);
});

test('a pattern made to take for ever takes no longer than another', async () => {
  expect(await replaced(`${'a'.repeat(5_000)}!`, { find: '(a+)+$', replacement: '', isPattern: true })).toHaveLength(5_001);
});

test('a text that is too long for a pattern is not begun with', async () => {
  const settings = { find: '(?:a{0,500}b){2}', replacement: '', isPattern: true };
  await expect(replaced('a'.repeat(1_000_000), settings)).rejects.toThrow(/too long for this pattern/);
});

test.each([
  [{ find: '(a', isPattern: true }, '/operations/0/find'],
  [{ find: '(?=a)', isPattern: true }, '/operations/0/find'],
  [{ find: '(a)', replacement: '$2', isPattern: true }, '/operations/0/replacement'],
])('%j is refused while the version is prepared', (settings, pointer) => {
  const config = definition.config.parse({ operations: [{ do: 'replace', ...settings }] });
  expect(() => implementation.prepare(config, compileTools() as StepTools)).toThrow(
    expect.objectContaining({ code: 'CONFIG_INVALID', place: { pointer } }),
  );
});

test.each([
  ['both', 'a\t\r\n b'],
  ['start', 'a\t\r\n b \n'],
  ['end', ' \ufeff a\t\r\n b'],
  ['each-line', 'a\r\nb\n'],
])('trim %s', async (where, expected) => {
  // Behind the space it is white space; at the beginning of a body it would be a byte order mark.
  expect(await (await done([{ do: 'trim', where }], text(' \ufeff a\t\r\n b \n'))).text()).toBe(expected);
});

test('operations are done in their order, and the body is given once', async () => {
  const body = await done([{ do: 'trim' }, { do: 'base64-encode' }, { do: 'replace', find: '=' }], text(' ab '));
  expect(await body.text()).toBe('YWI');
});

test('a content type cannot bring a second header', () => {
  const operations = [{ do: 'gzip' }];
  expect(definition.config.safeParse({ operations, contentType: 'text/plain\r\nx: y' }).success).toBe(false);
  expect(definition.config.safeParse({ operations, contentType: 'text/csv; header=present' }).success).toBe(true);
});
