import type { Document } from '@weft/document';
import type { WeftError } from '@weft/errors';
import type { StepContext } from '@weft/step-kit/executor';
import type { Lane } from './lanes.ts';
import { frameFor, type Lineage } from './lineage.ts';
import type { GraphPort } from './plan-graph.ts';
import type { StepState } from './step-state.ts';

/** What the frame of a scope knows beside what every frame does. */
export interface Inside {
  /** True once a failure has ended what is inside: whatever still descends from the frame is thrown away. */
  dead: boolean;
  /** Takes over a failure inside. Without it the failure goes further out. */
  readonly fail?: (error: WeftError) => void;
  /** Aborts when what is inside is ended. Without it the next one further out counts. */
  readonly signal?: () => AbortSignal;
  /** One item of a for-each: where it runs. */
  readonly lane?: Lane;
  /** One item of a for-each: takes a document that a path inside has ended with. */
  readonly ended?: (document: Document) => void;
}

/** True where a failure has ended the scope that a document stands in. */
export function isDead(lineage: Lineage | undefined): boolean {
  for (let at = lineage; at !== undefined; at = at.outer) if (at.frame.inside?.dead === true) return true;
  return false;
}

/** The innermost scope that takes over failures. */
export function handlerIn(lineage: Lineage | undefined): ((error: WeftError) => void) | undefined {
  for (let at = lineage; at !== undefined; at = at.outer) if (at.frame.inside?.fail !== undefined) return at.frame.inside.fail;
  return undefined;
}

/** The innermost scope that can be stopped on its own. */
export function stoppableIn(lineage: Lineage | undefined): Inside | undefined {
  for (let at = lineage; at !== undefined; at = at.outer) if (at.frame.inside?.signal !== undefined) return at.frame.inside;
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
