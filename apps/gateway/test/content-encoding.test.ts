import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { packingOf, unpack } from '../src/content-encoding.ts';
import { recordingOf } from '../src/recording-of.ts';

const text = Buffer.from('weft 😀 '.repeat(20_000));

async function* inParts(bytes: Buffer): AsyncGenerator<Buffer, void, void> {
  for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
}

async function unpacked(packing: 'gzip' | 'deflate' | 'br', bytes: Buffer): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(unpack(packing, inParts(bytes))));
}

test('packed bodies are unpacked byte for byte, in whatever parts they come', async () => {
  expect((await unpacked('gzip', gzipSync(text))).equals(text)).toBe(true);
  expect((await unpacked('br', brotliCompressSync(text))).equals(text)).toBe(true);
  expect((await unpacked('deflate', deflateSync(text))).equals(text)).toBe(true);
  expect((await unpacked('deflate', deflateRawSync(text))).equals(text)).toBe(true);
});

test.each([
  ['cut short', gzipSync(text).subarray(0, 100)],
  ['something else', Buffer.from('plain text, not packed at all')],
])('a body that is %s is refused as the fault of its caller', async (_, bytes) => {
  await expect(unpacked('gzip', bytes)).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
});

test('a body of a few kilobytes that unpacks to a gigabyte is never unpacked further than its reader goes', async () => {
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
  let bytes = 0;
  for await (const part of unpack('gzip', inParts(bomb))) {
    bytes += part.byteLength;
    if (bytes > 100_000) break;
  }
  expect(bytes).toBeLessThan(1_000_000);
});

test('an encoding that is not known, or several, are answered with 415', () => {
  expect(packingOf(undefined)).toBeUndefined();
  expect(packingOf(' GZip ')).toBe('gzip');
  for (const header of ['zstd', 'gzip, br', 'constructor', '__proto__']) {
    expect(() => packingOf(header)).toThrow(expect.objectContaining({ code: 'REQUEST_INVALID', status: 415 }));
  }
});

test('only callers whom the endpoint knows may have one call recorded fully', () => {
  const debug = { 'x-weft-debug': 'true' };
  expect(recordingOf({ mode: 'low-latency', authentication: 'api-key' }, debug)).toEqual({ mode: 'general', debug: 'recorded' });
  expect(recordingOf({ mode: 'low-latency', authentication: 'none' }, debug)).toEqual({ mode: 'low-latency', debug: 'refused' });
  expect(recordingOf({ mode: 'bridge', authentication: 'basic' }, {})).toEqual({ mode: 'bridge', debug: undefined });
});
