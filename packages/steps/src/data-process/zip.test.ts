import { Body } from '@weft/document';
import { describe, expect, it } from 'vitest';
import { runStep } from '../../test/run-step.ts';
import { implementation } from './executor.ts';
import { matcherOf } from './wildcard.ts';

/** Made by another program: a folder, two packed files, one that is not, a million zeros, and a comment at the end. */
const foreign = Buffer.from(
  'UEsDBBQAAAAAAAAAIQAAAAAAAAAAAAAAAAAHAAAAb3JkZXJzL1BLAwQUAAAACAAAACEAeweXCgoAAAAIAAAADgAAAG9yZGVycy9vbmUuY3N2S9RJ4jLUMeICAFBLAwQUAAAICAAAACEAt9itqAcAAADIAAAAEgAAAG9yZGVycy9HcsO2w59lLnR4dDu85/CwgABQSwMEFAAAAAAAAAAhAIMW3IwBAAAAAQAAAAcAAAB0d28uQ1NWeFBLAwQUAAAACAAAACEAnst5EtkDAABAQg8ACQAAAHplcm9zLmJpbu3BAQEAAACCIP+vbkhAAQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAArwZQSwECFAMUAAAAAAAAACEAAAAAAAAAAAAAAAAABwAAAAAAAAAAAAAAgAEAAAAAb3JkZXJzL1BLAQIUAxQAAAAIAAAAIQB7B5cKCgAAAAgAAAAOAAAAAAAAAAAAAACAASUAAABvcmRlcnMvb25lLmNzdlBLAQIUAxQAAAgIAAAAIQC32K2oBwAAAMgAAAASAAAAAAAAAAAAAACAAVsAAABvcmRlcnMvR3LDtsOfZS50eHRQSwECFAMUAAAAAAAAACEAgxbcjAEAAAABAAAABwAAAAAAAAAAAAAAgAGSAAAAdHdvLkNTVlBLAQIUAxQAAAAIAAAAIQCey3kS2QMAAEBCDwAJAAAAAAAAAAAAAACAAbgAAAB6ZXJvcy5iaW5QSwUGAAAAAAUABQAdAQAAuAQAAA4AbWFkZSBlbHNld2hlcmU=',
  'base64',
);

async function done(operations: readonly object[], bytes: Uint8Array, more: object = {}) {
  const { emissions } = await runStep(
    implementation,
    { operations, ...more },
    { body: Body.fromBytes(bytes, 'application/zip'), properties: { kept: 1 } },
  );
  return emissions;
}
const failing = (bytes: Uint8Array, why: string) =>
  expect(done([{ do: 'unzip' }], bytes)).rejects.toMatchObject({ code: 'BODY_NOT_PARSABLE', message: expect.stringContaining(why) });

describe('a zip file made elsewhere', () => {
  it('gives its files as documents, with their names and types, folders left out', async () => {
    const files = await done([{ do: 'unzip' }], foreign);
    expect(files.map(({ properties }) => properties)).toEqual([
      { kept: 1, file_name: 'one.csv', zip_entry: 'orders/one.csv' },
      { kept: 1, file_name: 'Größe.txt', zip_entry: 'orders/Größe.txt' },
      { kept: 1, file_name: 'two.CSV', zip_entry: 'two.CSV' },
      { kept: 1, file_name: 'zeros.bin', zip_entry: 'zeros.bin' },
    ]);
    expect(await files[0]?.body?.text()).toBe('a,b\n1,2\n');
    expect(await files[1]?.body?.text()).toBe('ü'.repeat(100));
    expect(files.map(({ body }) => body?.contentType)).toEqual([
      'text/plain; charset=utf-8',
      'text/plain; charset=utf-8',
      'text/plain; charset=utf-8',
      'application/octet-stream',
    ]);
  });

  it('gives those that are asked for, and what follows is done with each', async () => {
    const files = await done(
      [
        { do: 'unzip', names: '*.csv' },
        { do: 'replace', find: '1', replacement: '!' },
      ],
      foreign,
      { contentType: 'text/csv' },
    );
    expect(
      await Promise.all(files.map(async ({ body, properties }) => [properties?.file_name, body?.contentType, await body?.text()])),
    ).toEqual([
      ['one.csv', 'text/csv', 'a,b\n!,2\n'],
      ['two.CSV', 'text/csv', 'x'],
    ]);
    expect(await done([{ do: 'unzip', names: 'none' }], foreign)).toEqual([]);
  });

  it('does not fill the memory, whatever it says about its size', async () => {
    await expect(done([{ do: 'unzip' }], foreign, { bytesMax: 500_000 })).rejects.toMatchObject({ code: 'BODY_TOO_LARGE' });
    const liar = Buffer.from(foreign);
    // The list says that the zeros are ten bytes.
    const at = liar.indexOf('zeros.bin', liar.indexOf('PK\x01\x02'));
    liar.writeUInt32LE(10, at - 46 + 24);
    await expect(done([{ do: 'unzip' }], liar, { bytesMax: 500_000 })).rejects.toMatchObject({ code: 'BODY_TOO_LARGE' });
    await failing(liar, '"zeros.bin" in it is damaged');
  });

  it('that is damaged, encrypted or none is refused with a sentence', async () => {
    await failing(new Uint8Array(0), 'it is none, or it is cut off');
    await failing(new TextEncoder().encode('hello hello hello hello hello'), 'it is none');
    await failing(foreign.subarray(0, -40), 'it is none, or it is cut off');
    const flipped = Buffer.from(foreign);
    flipped.writeUInt8(flipped.readUInt8(84) ^ 0xff, 84);
    await failing(flipped, 'is damaged');
    const encrypted = Buffer.from(foreign);
    encrypted.writeUInt16LE(1, encrypted.indexOf('PK\x01\x02') + 8);
    await failing(encrypted, 'is encrypted');
    const far = Buffer.from(foreign);
    far.writeUInt32LE(0xfffffff0, far.indexOf('PK\x05\x06') + 16);
    await failing(far, 'list of files is damaged');
  });
});

it('a zip file of Weft comes back, and is always the same', async () => {
  const content = new TextEncoder().encode('a;b\n');
  const [made] = await done([{ do: 'zip', name: 'Größe.csv' }], content);
  expect(made?.body?.contentType).toBe('application/zip');
  const [back] = await done([{ do: 'unzip' }], await (made?.body ?? Body.empty).bytes());
  expect([await back?.body?.text(), back?.properties?.file_name]).toEqual(['a;b\n', 'Größe.csv']);
  const [again] = await done([{ do: 'zip', name: 'Größe.csv' }], content);
  expect(await again?.body?.bytes()).toEqual(await made?.body?.bytes());
});

it.each([
  ['*.csv', 'A.CSV', true],
  ['*.csv', 'a.csv.txt', false],
  ['a?c*', 'abcd', true],
  ['a?c', 'ac', false],
  ['**a*b', 'xxaxxb', true],
  ['', 'anything', true],
  [`${'*a'.repeat(50)}b`, 'a'.repeat(5000), false],
])('the pattern %s and the name %s: %s', (pattern, name, expected) => {
  expect(matcherOf(pattern)(name)).toBe(expected);
});
