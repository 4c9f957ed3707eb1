import type { Budget } from './budget.ts';

/** What an expression can see. */
export interface Scope {
  /** The value of the document's body. May be a getter: it is read only where the expression needs it. */
  readonly body: unknown;
  readonly properties: Readonly<Record<string, unknown>>;
  /** `param_*`, `query_*`, `inmethod`, `inpath`, `inuser`. */
  readonly execution: Readonly<Record<string, string>>;
  /**
   * Names that a step adds, such as that of the item a loop is at. They go before those of the execution and the body. What
   * it inherits counts too, so that a loop in a loop need not copy: the root of all must have no prototype.
   */
  readonly names?: Readonly<Record<string, unknown>>;
}

/** Time and randomness, as helpers see them. */
export interface Surroundings {
  /** In milliseconds since 1970. */
  now(): number;
  /** A random UUID (RFC 9562, version 4). */
  uuid(): string;
}

/** One call of an expression or of a function inside it. */
export class Frame {
  readonly scope: Scope;
  readonly budget: Budget;
  readonly surroundings: Surroundings;
  /** The values of this function's parameters. */
  readonly slots: unknown[];
  readonly outer: Frame | undefined;

  constructor(scope: Scope, budget: Budget, surroundings: Surroundings, slots: unknown[], outer: Frame | undefined) {
    this.scope = scope;
    this.budget = budget;
    this.surroundings = surroundings;
    this.slots = slots;
    this.outer = outer;
  }
}

/** A compiled piece of an expression. */
export type Run = (frame: Frame) => unknown;

/** A function value. Only functions that the compiler made or knows ever are values of an expression. */
export type Lambda = (...args: unknown[]) => unknown;
