import type { Inside } from './inside.ts';

/**
 * Something that waits for all documents which came out of one point of the graph: a branching waits for its join, an
 * in-order path for its turn to end.
 */
export interface Frame {
  /** The join that this branching leads to, or the region of the scope; `undefined` for what ends by itself. */
  readonly join: string | undefined;
  /** Scopes only. */
  readonly inside?: Inside;
  /** How many lineages name this frame. Kept by this file alone. */
  cells: number;
  /** Called once, when no live document descends from the frame any more. Must only note it down, never run steps. */
  closed(): void;
}

/**
 * The frames a document stands in, innermost first: an immutable list whose tails are shared.
 *
 * Counted by hand, because "nobody holds this any more" is exactly what a join waits for. A document on its way holds one
 * reference on its list, a list one on its tail, so a hop costs the same at any depth.
 */
export interface Lineage {
  readonly frame: Frame;
  readonly outer: Lineage | undefined;
  references: number;
}

/** A lineage with one more frame inside. Held by nobody yet: {@link hold} it. */
export function within(frame: Frame, outer: Lineage | undefined): Lineage {
  frame.cells++;
  hold(outer);
  return { frame, outer, references: 0 };
}

/** Takes a reference and returns the same lineage. */
export function hold<L extends Lineage | undefined>(lineage: L): L {
  if (lineage !== undefined) lineage.references++;
  return lineage;
}

/** Gives a reference back; frames that nobody descends from any more are told. */
export function release(lineage: Lineage | undefined): void {
  for (let at = lineage; at !== undefined; at = at.outer) {
    if (--at.references > 0) return;
    if (--at.frame.cells === 0) at.frame.closed();
  }
}

/**
 * The lineage without the branchings whose joins are not in `joins`. The same list where all are; else a new one that
 * nobody holds yet.
 */
export function narrow(lineage: Lineage | undefined, joins: ReadonlySet<string>): Lineage | undefined {
  let unchanged = lineage;
  const kept: Frame[] = [];
  for (let at = lineage; at !== undefined; at = at.outer) {
    if (at.frame.join === undefined || joins.has(at.frame.join)) kept.push(at.frame);
    else unchanged = at.outer;
  }
  if (unchanged === lineage) return lineage;
  let made = unchanged;
  const own = kept.length - lengthOf(unchanged);
  for (let i = own - 1; i >= 0; i--) made = within(kept[i] as Frame, made);
  return made;
}

/** The frame of the branching that leads to `join`. */
export function frameFor(lineage: Lineage | undefined, join: string): Frame | undefined {
  for (let at = lineage; at !== undefined; at = at.outer) if (at.frame.join === join) return at.frame;
  return undefined;
}

function lengthOf(lineage: Lineage | undefined): number {
  let length = 0;
  for (let at = lineage; at !== undefined; at = at.outer) length++;
  return length;
}
