import type { WeftError } from '@weft/errors';
import type { Inside } from './inside.ts';
import { journalKey } from './journal.ts';
import type { Lineage } from './lineage.ts';
import type { GraphStep } from './plan-graph.ts';
import type { Run } from './run.ts';
import { type ScopeFrame, stoppableIn } from './scope-frame.ts';
import { stopScope } from './stop-scope.ts';

/** A part of a scope that takes over failures. */
export interface Catching {
  readonly step: GraphStep;
  /** The document that the part was entered with: it names the part in the journal. */
  readonly documentId: string;
  /** What stands around the scope. */
  readonly around: Lineage | undefined;
  readonly frame: () => ScopeFrame;
  /** Told once, when everything inside has been stopped. Must only note it down. */
  readonly caught: (error: WeftError) => void;
}

/** How a frame takes over failures: the first one stops what else goes on inside, and is remembered for other attempts. */
export function catching(run: Run, { step, documentId, around, frame, caught }: Catching): Inside {
  const controller = new AbortController();
  let signal: AbortSignal | undefined;
  const key = journalKey(step.id, documentId);
  const failedBefore = run.notebook?.earlier('failure', key)?.error;
  const outer = (): AbortSignal => stoppableIn(around)?.signal?.() ?? run.signal;
  return {
    dead: false,
    failedBefore,
    signal: () => {
      signal ??= AbortSignal.any([outer(), controller.signal]);
      return signal;
    },
    fail: (error) => {
      if (failedBefore === undefined) run.notebook?.note({ kind: 'failure', key, error });
      stopScope(run, frame());
      controller.abort(error);
      caught(failedBefore ?? error);
    },
  };
}
