import { failed } from './failed.ts';

/** What one evaluation may use. */
export interface Limits {
  /** List elements visited, functions called, characters searched (by the sixteen). */
  readonly steps: number;
  /** Characters and list elements that growing operations make. */
  readonly size: number;
}

export const defaultLimits: Limits = { steps: 5_000_000, size: 32 * 1024 * 1024 };

/** Functions inside one another; far below where the stack of the engine ends. */
const depthMax = 100;

/** Counts down what one evaluation may still use. Straight-line code costs nothing: the source is bounded. */
export class Budget {
  #steps: number;
  #size: number;
  #depth = 0;

  constructor(limits: Limits) {
    this.#steps = limits.steps;
    this.#size = limits.size;
  }

  /** @throws WeftError `EXPRESSION_FAILED` once all steps are used. */
  step(count = 1): void {
    this.#steps -= count;
    if (this.#steps < 0) throw failed('It takes too many steps. Work on fewer elements, or use a script step');
  }

  /** Before something of this size is made. @throws WeftError `EXPRESSION_FAILED` once all size is used. */
  grow(size: number): void {
    this.#size -= size;
    if (!(this.#size >= 0)) throw failed('Its results become too large. Split the data first, or use a script step');
  }

  /** Searching a text is far cheaper than calling a function. */
  search(characters: number): void {
    this.step(1 + (characters >> 4));
  }

  enter(): void {
    if (--this.#steps < 0) this.step(0);
    if (++this.#depth > depthMax) throw failed('Its functions call one another too deeply');
  }

  /** Not reached when something throws: then the whole evaluation ends. */
  leave(): void {
    this.#depth--;
  }
}
