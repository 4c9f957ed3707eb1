import type { Delivery } from './delivery-shape.ts';
import type { Overflow } from './overflow.ts';

/** So many are in memory before the rest goes to the disk; more of them come back when half are gone. */
const memoryMax = 32;
/**
 * How many documents may pile up in front of the slow path of a branch where there is no disk for them. They are in memory, so
 * there has to be an end.
 */
const pileMax = 4_096;
/** Those who wait because of that go on when it has come down to this: waking them for every single place would cost more. */
export const pileLow = pileMax / 2;

/**
 * The documents that wait in front of one step, first in, first out.
 *
 * Those who fill it ask `length` first, except branches, whose slow paths pile up here: the front in memory, the rest on the
 * disk where there is one.
 */
export class DeliveryQueue {
  #items: Array<Delivery | undefined> = [];
  #head = 0;
  #overflow: Overflow | undefined;

  get length(): number {
    return this.ready + (this.#overflow?.length ?? 0);
  }

  /** How many can be taken at once. */
  get ready(): number {
    return this.#items.length - this.#head;
  }

  /** True where nothing more may pile up. */
  get isFull(): boolean {
    return this.#overflow === undefined ? this.ready >= pileMax : this.#overflow.isFull;
  }

  /** True where what comes now should go to the disk, and there is no way there yet. */
  get wantsOverflow(): boolean {
    return this.#overflow === undefined && this.ready >= memoryMax;
  }

  overflowInto(overflow: Overflow): void {
    this.#overflow = overflow;
  }

  push(delivery: Delivery): void {
    if (this.#overflow !== undefined && (this.#overflow.length > 0 || this.ready >= memoryMax)) this.#overflow.push(delivery);
    else this.#items.push(delivery);
  }

  /** Takes back what was on the disk. */
  accept(deliveries: readonly Delivery[]): void {
    this.#items.push(...deliveries);
    this.#refill();
  }

  #refill(): void {
    if (this.#overflow !== undefined && this.ready <= memoryMax / 2) this.#overflow.load();
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
    this.#refill();
    return item;
  }

  /** Takes out those that are not to be delivered any more. */
  remove(isUnwanted: (delivery: Pick<Delivery, 'lineage'>) => boolean): Array<Pick<Delivery, 'lineage'>> {
    const removed: Array<Pick<Delivery, 'lineage'>> = [];
    const kept: Delivery[] = [];
    for (let at = this.#head; at < this.#items.length; at++) {
      const item = this.#items[at];
      if (item !== undefined) (isUnwanted(item) ? removed : kept).push(item);
    }
    if (removed.length > 0) {
      this.#items = kept;
      this.#head = 0;
    }
    if (this.#overflow !== undefined) removed.push(...this.#overflow.remove(isUnwanted));
    this.#refill();
    return removed;
  }
}
