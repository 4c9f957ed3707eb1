import type { Document } from '@weft/document';
import type { WaitEnd } from '@weft/step-kit/executor';
import type { Lineage } from './lineage.ts';
import type { StepState } from './step-state.ts';

/** So many documents may wait at once in one execution. */
export const waitsMax = 10_000;
/** A wait up to this stays in memory and holds its worker: putting it aside would cost more. Milliseconds. */
export const shortWaitMs = 5_000;
/** The longest delay a timer of the platform takes. Milliseconds. */
export const timerMsMax = 2 ** 31 - 1;

/** A document that waits. */
export interface Waiting {
  readonly state: StepState;
  readonly key: string;
  /** As it was when its wait was noted. */
  readonly document: Document;
  /** One reference is its own. */
  readonly lineage: Lineage | undefined;
  /** Milliseconds since 1970; undefined where only a callback ends it. */
  readonly until: number | undefined;
  readonly callback: boolean;
  /** True where it stands in the journal, so that another attempt can go on with it. */
  readonly isNoted: boolean;
  /** How many documents were sent on before it began to wait. */
  emitted: number;
  timer: NodeJS.Timeout | undefined;
  end(end: WaitEnd): void;
  /** It is not to be waited for any more, and nothing comes of it. */
  drop(): void;
}

/** The documents of one execution that wait just now. */
export class Waits {
  readonly #waiting = new Set<Waiting>();
  #inMemoryOnly = 0;
  /** Those that have not begun to wait yet, or have ended and are being sent on, are counted too. */
  entered = 0;

  get count(): number {
    return this.#waiting.size;
  }

  add(waiting: Waiting): void {
    this.#waiting.add(waiting);
    if (!waiting.isNoted) this.#inMemoryOnly++;
  }

  /** False where it does not wait any more. */
  remove(waiting: Waiting): boolean {
    if (!this.#waiting.delete(waiting)) return false;
    if (!waiting.isNoted) this.#inMemoryOnly--;
    return true;
  }

  /** A scope has been stopped. */
  drop(isUnwanted: (waiting: Waiting) => boolean): void {
    for (const waiting of [...this.#waiting]) if (isUnwanted(waiting)) waiting.drop();
  }

  clear(): void {
    this.#waiting.clear();
    this.#inMemoryOnly = 0;
  }

  /** When the first of them ends by itself; undefined where one of them is too short to be put aside. */
  untilAside(now: number): { readonly until: number | undefined } | undefined {
    if (this.#inMemoryOnly > 0) return undefined;
    let until: number | undefined;
    for (const { until: own } of this.#waiting) {
      if (own === undefined) continue;
      if (own - now <= shortWaitMs) return undefined;
      if (until === undefined || own < until) until = own;
    }
    return { until };
  }
}
