import { pipeline, Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { WeftError } from '@weft/errors';
import { CallerGone } from './caller-gone.ts';

/** How a body is packed (RFC 9110 §8.4.1, RFC 7932). */
export type Packing = 'gzip' | 'deflate' | 'br';

/** What a caller may send, for `Accept-Encoding` beside a 415 (RFC 9110 §12.5.3). */
export const acceptedEncodings = 'gzip, deflate, br';

const known: ReadonlyMap<string, Packing | 'identity'> = new Map([
  ['', 'identity'],
  ['identity', 'identity'],
  ['gzip', 'gzip'],
  ['x-gzip', 'gzip'],
  ['deflate', 'deflate'],
  ['br', 'br'],
]);

/**
 * Reads `Content-Encoding`; undefined where the body is as it is.
 * @throws WeftError `REQUEST_INVALID` (415) where it is packed in a way that is not known, or more than once.
 */
export function packingOf(header: string | undefined): Packing | undefined {
  const packing = known.get((header ?? '').trim().toLowerCase());
  if (packing === undefined) {
    throw new WeftError(
      'REQUEST_INVALID',
      `The body's Content-Encoding is not known here. Possible are ${acceptedEncodings}, one at a time.`,
      {
        status: 415,
      },
    );
  }
  return packing === 'identity' ? undefined : packing;
}

/**
 * The unpacked bytes, as they come. Counting them is up to whoever reads: leaving early stops the unpacking.
 * @throws WeftError `REQUEST_INVALID` where the body is not packed as it says, or ends early; what `parts` throws.
 */
export async function* unpack(packing: Packing, parts: AsyncGenerator<Buffer, void, void>): AsyncGenerator<Buffer, void, void> {
  const first = await parts.next();
  if (first.done === true) return;
  const source = Readable.from(withFirst(first.value, parts), { objectMode: false });
  // A failure is thrown by the iteration below.
  const unpacked: AsyncIterable<Buffer> = pipeline(source, unpackerOf(packing, first.value), () => undefined);
  try {
    yield* unpacked;
  } catch (cause) {
    if (cause instanceof WeftError || cause instanceof CallerGone) throw cause;
    throw new WeftError('REQUEST_INVALID', `The body is not whole or not packed with ${packing}, as its Content-Encoding says.`, { cause });
  }
}

async function* withFirst(first: Buffer, rest: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  yield first;
  yield* rest;
}

function unpackerOf(packing: Packing, first: Buffer) {
  if (packing === 'gzip') return createGunzip();
  if (packing === 'br') return createBrotliDecompress();
  // `deflate` means zlib (RFC 1950), whose first byte ends in 8; some callers send it bare (RFC 1951).
  return (first[0] ?? 0) % 16 === 8 ? createInflate() : createInflateRaw();
}
