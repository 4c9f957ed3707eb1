import type { IncomingMessage } from 'node:http';
import type { BlobStore, WireDocument } from '@weft/document';
import { WeftError } from '@weft/errors';

/** Larger bodies are spooled to the blob store and travel by reference. 64 KB. */
const inlineBytesMax = 64 * 1024;

/** Slower than this on the whole, and a body only holds a place that others need. Counted once `idleMs` have passed. */
const bytesPerSecondMin = 512;

export interface BodyLimits {
  readonly bytesMax: number;
  /** The next part must arrive within this. */
  readonly idleMs: number;
}

/** The caller left before its body had arrived. */
export class CallerGone extends Error {}

/**
 * Reads a request's body: small ones into memory, large ones straight to the blob store, counted on the way.
 * @throws WeftError `BODY_TOO_LARGE` (413), `TIMEOUT` (408); {@link CallerGone}.
 */
export async function readBody(request: IncomingMessage, limits: BodyLimits, blobs: BlobStore): Promise<WireDocument['body']> {
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > limits.bytesMax) throw tooLarge(limits.bytesMax);
  const parts = arriving(request, limits);
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

/** The parts of the body as they come, within the limits. The request is left open, so that an answer can still go out. */
async function* arriving(request: IncomingMessage, limits: BodyLimits): AsyncGenerator<Buffer, void, void> {
  const parts: AsyncIterator<Buffer> = request.iterator({ destroyOnReturn: false });
  const began = performance.now();
  let bytes = 0;
  for (;;) {
    const next = await withinIdle(parts.next(), limits.idleMs);
    if (next.done) return;
    bytes += next.value.byteLength;
    const seconds = (performance.now() - began - limits.idleMs) / 1_000;
    if (bytes < seconds * bytesPerSecondMin) throw tooSlow(`The body arrives at less than ${bytesPerSecondMin} bytes a second.`);
    if (bytes > limits.bytesMax) throw tooLarge(limits.bytesMax);
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
