import type { Hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { BlobStore, WireDocument } from '@weft/document';
import { WeftError } from '@weft/errors';
import { CallerGone } from './caller-gone.ts';
import { packingOf, unpack } from './content-encoding.ts';

/** Larger bodies are spooled to the blob store and travel by reference. 64 KB. */
const inlineBytesMax = 64 * 1024;

/** Slower than this on the whole, and a body only holds a place that others need. Counted once `idleMs` have passed. */
const bytesPerSecondMin = 512;

/** A packed body may be this much larger than what is in it: heads and sums of the packing. 64 KB. */
const packingBytesMax = 64 * 1024;

export interface BodyLimits {
  /** Counted on what was unpacked. */
  readonly bytesMax: number;
  /** The next part must arrive within this. */
  readonly idleMs: number;
  /** What the unpacked body is added to. */
  readonly hash?: Hash | undefined;
}

/**
 * Reads a request's body: small ones into memory, large ones straight to the blob store, unpacked and counted on the way.
 * @throws WeftError `BODY_TOO_LARGE` (413), `TIMEOUT` (408), `REQUEST_INVALID` (415 where its encoding is not known, 400 where it is
 * not packed as it says); {@link CallerGone}.
 */
export async function readBody(request: IncomingMessage, limits: BodyLimits, blobs: BlobStore): Promise<WireDocument['body']> {
  const packing = packingOf(request.headers['content-encoding']);
  const arrivingMax = limits.bytesMax + (packing === undefined ? 0 : packingBytesMax);
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > arrivingMax) throw tooLarge(limits.bytesMax);
  const packed = arriving(request, { ...limits, arrivingMax });
  const unpacked = packing === undefined ? packed : atMost(limits.bytesMax, unpack(packing, packed));
  const parts = limits.hash === undefined ? unpacked : hashed(limits.hash, unpacked);
  const first: Buffer[] = [];
  let bytes = 0;
  for (let next = await parts.next(); !next.done; next = await parts.next()) {
    first.push(next.value);
    bytes += next.value.byteLength;
    if (bytes > inlineBytesMax) return { blob: await blobs.put(joined(first, parts)) };
  }
  return { base64: Buffer.concat(first, bytes).toString('base64') };
}

async function* joined(first: readonly Buffer[], rest: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  yield* first;
  yield* rest;
}

async function* atMost(bytesMax: number, parts: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, void> {
  let bytes = 0;
  for await (const part of parts) {
    bytes += part.byteLength;
    if (bytes > bytesMax) throw tooLarge(bytesMax);
    yield part;
  }
}

async function* hashed(hash: Hash, parts: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, void> {
  for await (const part of parts) {
    hash.update(part);
    yield part;
  }
}

/** The parts of the body as they come, within the limits. The request is left open, so that an answer can still go out. */
async function* arriving(
  request: IncomingMessage,
  limits: BodyLimits & { readonly arrivingMax: number },
): AsyncGenerator<Buffer, void, void> {
  const parts: AsyncIterator<Buffer> = request.iterator({ destroyOnReturn: false });
  const began = performance.now();
  let bytes = 0;
  for (;;) {
    const next = await withinIdle(parts.next(), limits.idleMs);
    if (next.done) return;
    bytes += next.value.byteLength;
    const seconds = (performance.now() - began - limits.idleMs) / 1_000;
    if (bytes < seconds * bytesPerSecondMin) throw tooSlow(`The body arrives at less than ${bytesPerSecondMin} bytes a second.`);
    if (bytes > limits.arrivingMax) throw tooLarge(limits.bytesMax);
    yield next.value;
  }
}

async function withinIdle<T>(next: Promise<T>, idleMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const idle = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooSlow(`Nothing of the body arrived for ${idleMs} ms.`)), idleMs);
  });
  try {
    return await Promise.race([next, idle]);
  } catch (error) {
    // When the idle limit won, what becomes of the read no longer matters.
    next.catch(() => undefined);
    throw error instanceof WeftError ? error : new CallerGone('The caller left before its body had arrived.', { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

function tooLarge(max: number): WeftError {
  return new WeftError('BODY_TOO_LARGE', `The body is larger than the ${max} bytes that this endpoint accepts.`);
}

function tooSlow(message: string): WeftError {
  return new WeftError('TIMEOUT', message, { status: 408 });
}
