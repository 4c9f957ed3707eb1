import { Body, createDocument, type Properties } from '@weft/document';
import type { Delivery } from './delivery-shape.ts';
import type { Lineage } from './lineage.ts';

/** A document on its way to the disk; `bytes` are those of its body, undefined where that stays in memory. */
export interface Delivered {
  readonly delivery: Delivery;
  readonly bytes: Uint8Array | undefined;
}

/** Of one document: its id, the content type, the properties, and how many bytes its body has; -1 where it stays in memory. */
type Head = readonly [id: string, contentType: string, properties: Properties, length: number];

/** What stays in memory of one document. */
interface KeptOne {
  readonly lineage: Lineage | undefined;
  readonly path: string;
  readonly body: Body | undefined;
}

/** What stays in memory of a block: one thing for all of them where it is the same, as it mostly is. */
export class Kept {
  readonly #count: number;
  /** Undefined in place of those that were removed. */
  #ones: Array<KeptOne | undefined>;

  constructor(ones: ReadonlyArray<KeptOne | undefined>) {
    const [first] = ones;
    const isSame = ones.every((one) => one?.lineage === first?.lineage && one?.path === first?.path && one?.body === undefined);
    this.#count = ones.length;
    this.#ones = isSame ? ones.slice(0, 1) : [...ones];
  }

  at(index: number): KeptOne | undefined {
    return this.#ones.length === this.#count ? this.#ones[index] : this.#ones[0];
  }

  /** Asks once per document. */
  remove(keeps: (one: Pick<Delivery, 'lineage'>) => boolean): void {
    this.#ones = Array.from({ length: this.#count }, (_, index) => {
      const one = this.at(index);
      return one !== undefined && keeps(one) ? one : undefined;
    });
  }
}

/** `deliveries`: those of `delivered` that are still wanted, undefined in place of the others. */
export function keptOf(deliveries: ReadonlyArray<Delivery | undefined>, delivered: readonly Delivered[]): Kept {
  return new Kept(
    deliveries.map((delivery, index) => {
      if (delivery === undefined) return undefined;
      const { lineage, path, document } = delivery;
      return { lineage, path, body: delivered[index]?.bytes === undefined ? document.body : undefined };
    }),
  );
}

/** The length of the heads (4 bytes), the heads as JSON, then the bodies. */
export function encodeBlock(delivered: readonly Delivered[]): Uint8Array {
  const heads = delivered.map(({ delivery: { document }, bytes }): Head => {
    return [document.id, document.body.contentType, document.properties, bytes?.byteLength ?? -1];
  });
  const head = Buffer.from(JSON.stringify(heads));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.byteLength);
  return Buffer.concat([length, head, ...delivered.flatMap(({ bytes }) => bytes ?? [])]);
}

export function decodeBlock(bytes: Uint8Array, kept: Kept): Delivery[] {
  const block = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 4 + block.readUInt32LE(0);
  const heads = JSON.parse(block.toString('utf8', 4, at)) as Head[];
  const deliveries: Delivery[] = [];
  for (const [index, [id, contentType, properties, length]] of heads.entries()) {
    const from = at;
    at += Math.max(0, length);
    const one = kept.at(index);
    if (one === undefined) continue;
    const { lineage, path } = one;
    deliveries.push({ document: createDocument(id, one.body ?? bodyOf(block.subarray(from, at), contentType), properties), lineage, path });
  }
  return deliveries;
}

function bodyOf(bytes: Uint8Array, contentType: string): Body {
  return contentType === '' && bytes.byteLength === 0 ? Body.empty : Body.fromBytes(bytes, contentType);
}
