import { WeftError } from '@weft/errors';
import { openBranchings } from './branching.ts';
import { deliver } from './delivery.ts';
import { release } from './lineage.ts';
import type { PlanGraph } from './plan-graph.ts';
import type { ExecutionStart } from './ports.ts';
import type { Run } from './run.ts';

/**
 * Lets the document in: by the start, or where it had been put aside.
 *
 * @throws WeftError `NOT_FOUND` where the version has no such step or port.
 */
export function enter(run: Run, graph: PlanGraph, { document, entry }: ExecutionStart): void {
  const step = entry === undefined ? graph.start : graph.steps.find(({ id }) => id === entry.stepId);
  if (step === undefined) throw new WeftError('NOT_FOUND', `The process has no step "${entry?.stepId}" at which the document could go on.`);
  if (entry?.port === undefined) {
    deliver(run, document, [{ to: step, path: '', narrows: false }], undefined);
    return;
  }
  const port = step.portsById.get(entry.port);
  if (port === undefined) {
    throw new WeftError('NOT_FOUND', `The step "${step.title}" has no port "${entry.port}" by which the document could go on.`);
  }
  const lineage = openBranchings(step, document, undefined, run);
  run.trace.emitted(step, port.id, document, '');
  deliver(run, document, port.links, lineage);
  release(lineage);
}
