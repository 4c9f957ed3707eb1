import type { ByteSource, ByteStream, TemporaryFile, TemporaryFiles } from '@weft/document';
import { WeftError } from '@weft/errors';

/** In bytes, of all stacks together: beyond it everything goes to the disk, in one write. */
const memoryMax = 512 * 1024;

/** A part of the file. */
interface Extent {
  readonly from: number;
  readonly to: number;
}

/** The bytes of one document that grows, in their order: first those on the disk, then those in memory. */
export class Stack {
  readonly extents: Extent[] = [];
  pieces: Uint8Array[] = [];
  readonly #grown: (bytes: number, stack: Stack) => void;

  constructor(grown: (bytes: number, stack: Stack) => void) {
    this.#grown = grown;
  }

  /** @throws WeftError `BODY_TOO_LARGE` where all stacks together have more than they may. */
  push(piece: Uint8Array): void {
    if (piece.byteLength === 0) return;
    this.pieces.push(piece);
    this.#grown(piece.byteLength, this);
  }
}

/**
 * Documents that grow at the same time, of which only a little is in memory. All share one file, however many they are: an
 * execution that sorts a gigabyte by a thousand keys needs one open file.
 */
export class Heap {
  readonly #files: TemporaryFiles | undefined;
  readonly #bytesMax: number;
  #file: TemporaryFile | undefined;
  #total = 0;
  #inMemory = 0;
  /** Those that have something in memory. */
  readonly #touched = new Set<Stack>();

  constructor(files: TemporaryFiles | undefined, bytesMax: number) {
    this.#files = files;
    this.#bytesMax = bytesMax;
  }

  stack(): Stack {
    return new Stack((bytes, stack) => {
      this.#total += bytes;
      if (this.#total > this.#bytesMax) throw tooLarge(this.#bytesMax);
      this.#inMemory += bytes;
      this.#touched.add(stack);
    });
  }

  /** Has what is too much for the memory written to the disk; a promise only where there is something to wait for. */
  settle(): Promise<void> | undefined {
    return this.#inMemory > memoryMax ? this.#spill() : undefined;
  }

  async #spill(): Promise<void> {
    if (this.#files === undefined) return;
    this.#file ??= await this.#files.open();
    let at = this.#file.size;
    const all: Uint8Array[] = [];
    for (const stack of this.#touched) {
      const from = at;
      for (const piece of stack.pieces) {
        all.push(piece);
        at += piece.byteLength;
      }
      stack.pieces = [];
      extend(stack.extents, { from, to: at });
    }
    this.#touched.clear();
    this.#inMemory = 0;
    await this.#file.append(Buffer.concat(all));
  }

  /** What a stack holds: its bytes where all are in memory, else where they are read from. It is not used any more then. */
  async take(stack: Stack): Promise<Uint8Array | ByteSource> {
    const { extents, pieces } = stack;
    const file = this.#file;
    if (extents.length === 0 || file === undefined) return Buffer.concat(pieces);
    const end = Buffer.concat(pieces);
    const size = extents.reduce((sum, { from, to }) => sum + to - from, end.byteLength);
    return { size, open: () => read(file, extents, end) };
  }

  async close(): Promise<void> {
    await this.#file?.close();
  }
}

/** A stack that grows alone has one extent, however often it was written. */
function extend(extents: Extent[], { from, to }: Extent): void {
  const last = extents.at(-1);
  if (last?.to === from) extents[extents.length - 1] = { from: last.from, to };
  else extents.push({ from, to });
}

async function* read(file: TemporaryFile, extents: readonly Extent[], end: Uint8Array): ByteStream {
  for (const { from, to } of extents) yield* file.read(from, to);
  if (end.byteLength > 0) yield end;
}

function tooLarge(max: number): WeftError {
  return new WeftError(
    'BODY_TOO_LARGE',
    `The documents together have more than ${max / 1024 / 1024} MB. Raise the largest size, or combine fewer.`,
    { place: { pointer: '/sizeMaxMb' } },
  );
}
