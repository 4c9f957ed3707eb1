import type { Document } from '@weft/document';
import type { Lineage } from './lineage.ts';

/** A document on its way into a step. */
export interface Delivery {
  readonly document: Document;
  /** One reference on it is the delivery's own. */
  readonly lineage: Lineage | undefined;
  /** The name of the path it comes by, for joins. */
  readonly path: string;
}

/**
 * The documents that wait in front of one step, first in, first out.
 *
 * It has no bound of its own: those who fill it ask `length` first, except branches, whose slow paths pile up here. Where
 * that pile should go to disk, this is the one place to put it.
 */
export class DeliveryQueue {
  #items: Array<Delivery | undefined> = [];
  #head = 0;

  get length(): number {
    return this.#items.length - this.#head;
  }

  push(delivery: Delivery): void {
    this.#items.push(delivery);
  }

  shift(): Delivery | undefined {
    const item = this.#items[this.#head];
    if (item === undefined) return undefined;
    this.#items[this.#head++] = undefined;
    if (this.#head === this.#items.length) {
      this.#items.length = 0;
      this.#head = 0;
    } else if (this.#head >= 1024 && this.#head * 2 >= this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
    return item;
  }

  /** Takes out those that are not to be delivered any more. */
  remove(isUnwanted: (delivery: Delivery) => boolean): Delivery[] {
    const removed: Delivery[] = [];
    const kept: Delivery[] = [];
    for (let at = this.#head; at < this.#items.length; at++) {
      const item = this.#items[at];
      if (item !== undefined) (isUnwanted(item) ? removed : kept).push(item);
    }
    if (removed.length === 0) return removed;
    this.#items = kept;
    this.#head = 0;
    return removed;
  }
}
