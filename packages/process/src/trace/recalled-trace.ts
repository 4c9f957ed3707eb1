import type { ExecutionTrace, LogLine, StepRunRecord, TraceDocument } from './trace.ts';

/**
 * What an execution had told before it waited. Another attempt tells it once more, because it runs the plan again over what
 * the journal holds; people see one execution, with the times at which things happened first.
 */
export interface RecalledTrace {
  /** When the step began, at the first event of it in this attempt; its counts begin anew. */
  begins(stepId: string): number | undefined;
  /** When the step was done with so many documents, where it was before. */
  finishedAt(stepId: string, documentsEnded: number): number | undefined;
  /** True where it was told before. */
  hasDocument(document: TraceDocument): boolean;
  /** True once for each time the line was told before. */
  takesLine(line: LogLine): boolean;
}

export function recallTrace({ steps, documents, log }: ExecutionTrace): RecalledTrace {
  const toBegin = new Map<string, StepRunRecord>(Object.entries(steps));
  const known = new Set(documents.map(nameOf));
  const lines = new Map<string, number>();
  for (const line of log) lines.set(sayingOf(line), (lines.get(sayingOf(line)) ?? 0) + 1);
  return {
    begins: (stepId) => {
      const record = toBegin.get(stepId);
      toBegin.delete(stepId);
      return record?.startedAt;
    },
    finishedAt: (stepId, documentsEnded) => {
      const record = Object.hasOwn(steps, stepId) ? steps[stepId] : undefined;
      return (record?.documentsEnded ?? 0) >= documentsEnded ? record?.finishedAt : undefined;
    },
    hasDocument: (document) => known.has(nameOf(document)),
    takesLine: (line) => {
      const left = lines.get(sayingOf(line)) ?? 0;
      lines.set(sayingOf(line), left - 1);
      return left > 0;
    },
  };
}

function nameOf({ id, stepId, port }: TraceDocument): string {
  return `${stepId} ${port} ${id}`;
}

function sayingOf({ stepId, level, message }: LogLine): string {
  return `${stepId} ${level} ${message}`;
}
