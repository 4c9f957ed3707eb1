import type { Document } from '@weft/document';
import type { WeftError } from '@weft/errors';
import type { StepContext } from '@weft/step-kit/executor';
import type { Inside } from './inside.ts';
import { type Frame, frameFor, type Lineage } from './lineage.ts';
import type { GraphPort } from './plan-graph.ts';
import type { StepState } from './step-state.ts';

/** The frame of a scope, around all that one passing of one of its regions leads to. */
export interface ScopeFrame extends Frame {
  /** The region. */
  readonly join: string;
  readonly inside: Inside;
}

/** True where a failure has ended the scope that a document stands in. */
export function isDead(lineage: Lineage | undefined): boolean {
  return innermost(lineage, ({ dead }) => dead) !== undefined;
}

/** The innermost scope that takes over failures. */
export function handlerIn(lineage: Lineage | undefined): ((error: WeftError) => void) | undefined {
  return innermost(lineage, ({ fail }) => fail !== undefined)?.fail;
}

/** The innermost scope that can be stopped on its own. */
export function stoppableIn(lineage: Lineage | undefined): Inside | undefined {
  return innermost(lineage, ({ signal }) => signal !== undefined);
}

/** True where an earlier attempt gave up the scope that a document stands in. */
export function hasFailedBefore(lineage: Lineage | undefined): boolean {
  return innermost(lineage, ({ failedBefore }) => failedBefore !== undefined) !== undefined;
}

function innermost(lineage: Lineage | undefined, is: (inside: Inside) => boolean): Inside | undefined {
  for (let at = lineage; at !== undefined; at = at.outer) {
    const { inside } = at.frame;
    if (inside !== undefined && is(inside)) return inside;
  }
  return undefined;
}

/** The context of a step whose signal is that of the scope it stands in. Made once for all a step does in a row for one scope. */
export function contextInScope(state: StepState, base: StepContext, lineage: Lineage | undefined): StepContext {
  const inside = stoppableIn(lineage);
  if (inside?.signal === undefined) return base;
  if (state.scopedContext?.inside !== inside) {
    const signal = inside.signal;
    state.scopedContext = {
      inside,
      context: {
        ...base,
        get signal() {
          return signal();
        },
      },
    };
  }
  return state.scopedContext.context;
}

/** A document has left by a port: where a path inside a for-each ends there, it is one of the results. */
export function endsAt(port: GraphPort, document: Document, lineage: Lineage | undefined): void {
  if (port.resultsKey !== undefined) frameFor(lineage, port.resultsKey)?.inside?.ended?.(document);
}
