import type { Document } from '@weft/document';
import type { StepContext } from '@weft/step-kit/executor';
import { journalKey } from './journal.ts';
import type { GraphStep } from './plan-graph.ts';
import type { Run } from './run.ts';

/**
 * A step's context for one document, with what only few steps may do. What is called or put aside for it bears the key of step and document, so that another
 * attempt, which does it again, is known to mean the same.
 */
export function documentContext(run: Run, step: GraphStep, document: Document, context: StepContext): StepContext {
  if (!step.mayCall && !step.mayPark && !step.mayEnd) return context;
  const { call, park } = run;
  const key = journalKey(step.id, document.id);
  return {
    ...context,
    ...(step.mayCall && call !== undefined ? { call: (request) => call(key, request, context.signal) } : {}),
    ...(step.mayEnd ? { end: (failure) => run.end(step, document, failure) } : {}),
    ...(step.mayPark && park !== undefined ? { park: (request) => park(key, { ...request, stepId: step.id }) } : {}),
  };
}
