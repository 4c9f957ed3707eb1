import type { TemporaryFiles } from '@weft/document';
import type { Delivery } from './delivery-shape.ts';
import { type Delivered, decodeBlock, encodeBlock, type Kept, keptOf } from './overflow-block.ts';
import { type Place, Segments } from './overflow-segments.ts';

/** Documents in one block at most, and bytes from which on it is closed. */
const blockMax = 256;
const blockBytes = 256 * 1024;
/** Bytes that may be on their way to the disk before those who fill it have to wait. */
const writingMax = 1024 * 1024;
/** Bytes on the disk in front of one step; then those who fill it have to wait. */
const diskMax = 1024 * 1024 * 1024;
/** Where the disk takes nothing, so many documents stay in memory. */
const memoryMax = 4_096;

export interface OverflowEvents {
  /** As the scheduler's. */
  await<V>(promise: Promise<V>, onValue: (value: V) => void, onError: (thrown: unknown) => void): void;
  /** There is room again. */
  hasRoom(): void;
  /** These come next. */
  loaded(deliveries: readonly Delivery[]): void;
  /** What is on the disk cannot be read. */
  failed(thrown: unknown): void;
}

/** Documents that follow one another: those of `deliveries` until they are on the disk, then their place there. */
interface Block {
  /** In place of those that were removed meanwhile: undefined. */
  deliveries: Array<Delivery | undefined> | undefined;
  count: number;
  place: Place | undefined;
  kept: Kept | undefined;
}

/**
 * The documents that wait behind those in memory, in their order: written to the disk in blocks, read back before they are
 * needed. In memory stays what cannot be written: which branchings a document belongs to, and bodies that are elsewhere
 * anyway. Where the disk takes no more, those who fill the queue wait.
 */
export class Overflow {
  readonly #segments: Segments;
  readonly #events: OverflowEvents;
  #blocks: Block[] = [];
  #filling: Delivered[] = [];
  #fillingBytes = 0;
  #writing = 0;
  /** The one that is being brought. */
  #reading: Block | undefined;
  /** True once the disk has refused to take something. */
  #isRefused = false;
  #length = 0;
  #wasFull = false;

  constructor(files: TemporaryFiles, events: OverflowEvents) {
    this.#segments = new Segments(files);
    this.#events = events;
  }

  /** Documents that are not in the queue's own memory, those on their way there included. */
  get length(): number {
    return this.#length;
  }

  /** True where those who fill it have to wait. */
  get isFull(): boolean {
    const isFull = this.#isRefused ? this.#length >= memoryMax : this.#writing >= writingMax || this.#segments.size >= diskMax;
    this.#wasFull ||= isFull;
    return isFull;
  }

  push(delivery: Delivery): void {
    const one = encodedOf(delivery);
    this.#length++;
    this.#filling.push(one);
    this.#fillingBytes += one.bytes?.byteLength ?? 0;
    if (this.#filling.length >= blockMax || this.#fillingBytes >= blockBytes) this.#closeBlock();
  }

  #closeBlock(): void {
    const filled = this.#filling;
    const block: Block = { deliveries: filled.map(({ delivery }) => delivery), count: filled.length, place: undefined, kept: undefined };
    this.#blocks.push(block);
    this.#filling = [];
    this.#fillingBytes = 0;
    if (this.#isRefused) return;
    const bytes = encodeBlock(filled);
    this.#writing += bytes.byteLength;
    const written = (): void => {
      this.#writing -= bytes.byteLength;
      this.#tellRoom();
    };
    this.#events.await(
      this.#segments.append(bytes),
      (place) => {
        // Where it was needed meanwhile, it has gone on from memory.
        if (block.deliveries === undefined) this.#segments.free(place);
        else {
          block.place = place;
          block.kept = keptOf(block.deliveries, filled);
          block.deliveries = undefined;
        }
        written();
      },
      () => {
        this.#isRefused = true;
        written();
      },
    );
  }

  /** Has the next documents brought, unless that is under way. They come by {@link OverflowEvents.loaded}, where they are in memory at once. */
  load(): void {
    if (this.#reading !== undefined || this.#length === 0) return;
    const block = this.#blocks.shift();
    if (block === undefined) {
      const deliveries = this.#filling.map(({ delivery }) => delivery);
      this.#filling = [];
      this.#fillingBytes = 0;
      this.#hand(deliveries, deliveries.length);
    } else if (block.deliveries !== undefined) {
      const deliveries = block.deliveries.filter((delivery) => delivery !== undefined);
      block.deliveries = undefined;
      this.#hand(deliveries, block.count);
    } else if (block.place !== undefined && block.kept !== undefined) this.#read(block, block.place, block.kept);
  }

  #read(block: Block, place: Place, kept: Kept): void {
    this.#reading = block;
    this.#events.await(
      this.#segments.read(place),
      (bytes) => {
        this.#reading = undefined;
        this.#segments.free(place);
        this.#hand(decodeBlock(bytes, kept), block.count);
        this.#tellRoom();
      },
      (thrown) => this.#events.failed(thrown),
    );
  }

  #hand(deliveries: readonly Delivery[], count: number): void {
    this.#length -= count;
    this.#events.loaded(deliveries);
  }

  #tellRoom(): void {
    if (!this.#wasFull || this.isFull) return;
    this.#wasFull = false;
    this.#events.hasRoom();
  }

  /** Takes out those that are not to be delivered any more. */
  remove(isUnwanted: (delivery: Pick<Delivery, 'lineage'>) => boolean): Array<Pick<Delivery, 'lineage'>> {
    const removed: Array<Pick<Delivery, 'lineage'>> = [];
    const keeps = (one: Pick<Delivery, 'lineage'>): boolean => {
      if (!isUnwanted(one)) return true;
      removed.push(one);
      return false;
    };
    for (const block of this.#reading === undefined ? this.#blocks : [this.#reading, ...this.#blocks]) {
      const before = removed.length;
      block.deliveries = block.deliveries?.map((one) => (one !== undefined && keeps(one) ? one : undefined));
      if (block.kept !== undefined) block.kept.remove(keeps);
      block.count -= removed.length - before;
    }
    this.#filling = this.#filling.filter(({ delivery }) => keeps(delivery));
    this.#length -= removed.length;
    return removed;
  }
}

function encodedOf(delivery: Delivery): Delivered {
  const { body } = delivery.document;
  if (body.isStreamed) return { delivery, bytes: undefined };
  try {
    const bytes = body.bytes();
    return { delivery, bytes: bytes instanceof Promise ? undefined : bytes };
  } catch {
    // What cannot be written down stays in memory: whether that is a fault is for the next step to say.
    return { delivery, bytes: undefined };
  }
}
