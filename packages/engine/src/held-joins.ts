import type { Plan, PlanStep } from '@weft/process';
import { linksOf } from './plan-order.ts';

/**
 * Which joins a document keeps waiting, by where it is. A collect step is a join here: its branching begins where it
 * gathers from.
 *
 * A document holds a join while it, or a document made from it, may still arrive there. Behind an inner join that has its
 * fork further up, it is not the document but the inner join's one output that goes on: then the inner branching holds
 * the outer join, so that an inner join which fires early lets the outer one fire without waiting for stragglers.
 */
export interface HeldJoins {
  /** By the step that the document is about to enter. */
  readonly entering: ReadonlyMap<string, ReadonlySet<string>>;
  /** By the join that the document has just left. */
  readonly leaving: ReadonlyMap<string, ReadonlySet<string>>;
}

export function heldJoins(plan: Plan, order: readonly string[]): HeldJoins {
  const before = predecessors(plan, order);
  const entering = new Map<string, Set<string>>();
  const leaving = new Map<string, Set<string>>();
  for (const joinId of order) {
    const fork = forkOf(plan.steps[joinId]);
    if (fork === undefined) continue;
    /** The step whose entering documents lead here: past inner joins it is the step where their branching begins. */
    const sourceBefore = (step: string): string | undefined => {
      for (let at = step; ; ) {
        const inner = forkOf(plan.steps[at]);
        if (inner !== undefined) add(leaving, at, joinId);
        if (at === fork) return undefined;
        if (inner === undefined) return at;
        at = inner;
      }
    };
    const visit = [joinId];
    for (let id = visit.pop(); id !== undefined; id = visit.pop()) {
      if (!add(entering, id, joinId)) continue;
      for (const previous of before.get(id) ?? []) {
        const source = sourceBefore(previous);
        if (source !== undefined) visit.push(source);
      }
    }
  }
  return { entering, leaving };
}

/** Where the branching of a join, or the collection of a collect step, begins. */
function forkOf(step: PlanStep | undefined): string | undefined {
  return step?.join?.fork ?? step?.collect?.since;
}

function predecessors(plan: Plan, order: readonly string[]): Map<string, string[]> {
  const before = new Map<string, string[]>();
  for (const id of order) {
    const step = plan.steps[id];
    for (const link of step === undefined ? [] : linksOf(step)) {
      const known = before.get(link.to);
      if (known === undefined) before.set(link.to, [id]);
      else if (known.at(-1) !== id) known.push(id);
    }
  }
  return before;
}

/** False where it was there already. */
function add(sets: Map<string, Set<string>>, key: string, value: string): boolean {
  const set = sets.get(key);
  if (set === undefined) sets.set(key, new Set([value]));
  else if (set.has(value)) return false;
  else set.add(value);
  return true;
}
