import type { TemporaryFile, TemporaryFiles } from '@weft/document';

/** A file is closed for writing when it has so many bytes; its room is given back when all that is in it has been read. */
const segmentBytes = 64 * 1024 * 1024;

interface Segment {
  readonly file: Promise<TemporaryFile>;
  size: number;
  /** Bytes that are still needed. */
  needed: number;
}

/** Where a block stands. */
export interface Place {
  readonly segment: Segment;
  readonly from: number;
  readonly to: number;
}

/** A file that grows at one end and is given back at the other, made of several. */
export class Segments {
  readonly #files: TemporaryFiles;
  #current: Segment | undefined;
  #size = 0;

  constructor(files: TemporaryFiles) {
    this.#files = files;
  }

  /** In bytes, of all that takes room on the disk. */
  get size(): number {
    return this.#size;
  }

  async append(bytes: Uint8Array): Promise<Place> {
    if (this.#current === undefined || this.#current.size >= segmentBytes) {
      this.#current = { file: this.#files.open(), size: 0, needed: 0 };
    }
    const segment = this.#current;
    const from = segment.size;
    const to = from + bytes.byteLength;
    segment.size = to;
    segment.needed += bytes.byteLength;
    this.#size += bytes.byteLength;
    // Appends begin in the order of the calls: all wait for the same file.
    const file = await segment.file;
    await file.append(bytes);
    return { segment, from, to };
  }

  async read({ segment, from, to }: Place): Promise<Uint8Array> {
    const file = await segment.file;
    return Buffer.concat(await Array.fromAsync(file.read(from, to)));
  }

  /** What stands there is not needed any more. */
  free({ segment, from, to }: Place): void {
    segment.needed -= to - from;
    if (segment.needed > 0) return;
    if (segment === this.#current) this.#current = undefined;
    this.#size -= segment.size;
    // What closing fails with changes nothing: the room is given back when the execution ends.
    segment.file.then((file) => file.close()).catch(() => undefined);
  }
}
