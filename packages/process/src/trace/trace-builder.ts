import { type RecalledTrace, recallTrace } from './recalled-trace.ts';
import type { ExecutionTrace, StepRunRecord, TraceDocument, TraceEvent } from './trace.ts';

/** How much of an execution is kept; what comes beyond is only counted. */
export const traceLimits = {
  documents: 1_000,
  logLines: 5_000,
  /** Of all bodies together, in characters of their text or base64. Beyond, documents are kept without. */
  bodyCharacters: 16 * 1024 * 1024,
} as const;

/** Builds a trace event by event, in constant time each. */
export interface TraceBuilder {
  apply(event: TraceEvent): void;
  /** The trace so far. It stays as it is when more events are applied. */
  trace(): ExecutionTrace;
}

/** The trace of an execution that has not begun. */
export const emptyTrace: ExecutionTrace = {
  status: 'queued',
  attempt: 0,
  steps: {},
  documents: [],
  log: [],
  dropped: { documents: 0, log: 0 },
};

/** The trace after one more event. Pure; for whoever holds traces as values. Many events at once: {@link createTraceBuilder}. */
export function applyTraceEvent(trace: ExecutionTrace, event: TraceEvent): ExecutionTrace {
  const builder = createTraceBuilder(trace);
  builder.apply(event);
  return builder.trace();
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A builder that goes on from `from`, which is left untouched. */
export function createTraceBuilder(from: ExecutionTrace = emptyTrace): TraceBuilder {
  let now: Mutable<ExecutionTrace> = { ...from };
  // Lists are copied before the first change after a reading, never while nobody reads.
  const shared = { steps: true, documents: true, log: true };

  /** Of an execution that goes on after a wait. */
  let recalled: RecalledTrace | undefined;
  let bodyCharacters = from.documents.reduce((sum, document) => sum + bodyLength(document), 0);

  const own = <K extends 'documents' | 'log'>(key: K): Array<ExecutionTrace[K][number]> => {
    if (shared[key]) now = { ...now, [key]: [...now[key]] };
    shared[key] = false;
    return now[key] as Array<ExecutionTrace[K][number]>;
  };
  const changeStep = (stepId: string, at: number, change: (record: StepRunRecord) => Partial<StepRunRecord>): void => {
    if (shared.steps) now.steps = { ...now.steps };
    shared.steps = false;
    const steps = now.steps as Record<string, StepRunRecord>;
    const record = Object.hasOwn(steps, stepId) ? steps[stepId] : undefined;
    const begunAt = recalled?.begins(stepId);
    const current = begunAt === undefined ? (record ?? freshRecord(stepId, at)) : freshRecord(stepId, begunAt);
    steps[stepId] = { ...current, ...change(current) };
  };

  const apply = (event: TraceEvent): void => {
    switch (event.kind) {
      case 'execution.started':
        if (now.status === 'waiting') {
          recalled = recallTrace(now);
          now.dropped = { ...now.dropped, documents: 0 };
        } else if (event.attempt > now.attempt && now.attempt > 0) {
          // A worker died: the steps run anew; what the attempt before did stays in the log only.
          now = { ...emptyTrace, startedAt: now.startedAt, log: now.log, dropped: { documents: 0, log: now.dropped.log } };
          shared.steps = true;
          shared.documents = true;
          bodyCharacters = 0;
        }
        now.status = 'running';
        now.attempt = event.attempt;
        now.startedAt ??= event.at;
        return;
      case 'step.started':
        changeStep(event.stepId, event.at, (record) => ({
          documentsIn: record.documentsIn + 1,
          status: record.status === 'failed' ? 'failed' : 'running',
          finishedAt: undefined,
        }));
        return;
      case 'step.emitted': {
        const { document, at } = event;
        changeStep(document.stepId, at, ({ documentsOut, outByPort }) => ({
          documentsOut: documentsOut + 1,
          outByPort: { ...outByPort, [document.port]: (outByPort[document.port] ?? 0) + 1 },
        }));
        if (recalled?.hasDocument(document) === true) return;
        if (now.documents.length < traceLimits.documents) {
          const fits = bodyCharacters + bodyLength(document) <= traceLimits.bodyCharacters;
          if (fits) bodyCharacters += bodyLength(document);
          own('documents').push(fits ? document : withoutBody(document));
        } else now.dropped = { ...now.dropped, documents: now.dropped.documents + 1 };
        return;
      }
      case 'step.finished':
        changeStep(event.stepId, event.at, (record) => finished(record, event.at, recalled));
        return;
      case 'step.failed':
        changeStep(event.stepId, event.at, (record) => ({
          ...finished(record, event.at, recalled),
          status: 'failed',
          finishedAt: event.at,
          error: record.error ?? event.error,
        }));
        return;
      case 'step.counted': {
        const { documentsIn, documentsEnded = documentsIn, documentsOut, outByPort } = event;
        changeStep(event.stepId, event.at, () => ({ documentsIn, documentsEnded, documentsOut, outByPort }));
        return;
      }
      case 'log':
        if (recalled?.takesLine(event.line) === true) return;
        if (now.log.length < traceLimits.logLines) own('log').push(event.line);
        else now.dropped = { ...now.dropped, log: now.dropped.log + 1 };
        return;
      case 'replied':
        now.replied ??= { at: event.at, stepId: event.stepId, status: event.status, contentType: event.contentType };
        return;
      case 'step.retrying':
      case 'step.waiting':
        // For those who watch; the log and the step's end tell the same later.
        return;
      case 'execution.waiting':
        now.status = 'waiting';
        return;
      case 'execution.finished':
        now.status = event.status;
        now.finishedAt = event.at;
        if (event.error !== undefined) now.error = event.error;
        for (const { stepId, status } of Object.values(now.steps)) {
          if (status !== 'running') continue;
          changeStep(stepId, event.at, () => ({ status: event.status === 'succeeded' ? 'succeeded' : 'cancelled', finishedAt: event.at }));
        }
        return;
      default:
        event satisfies never;
    }
  };

  return {
    apply,
    trace: () => {
      shared.steps = true;
      shared.documents = true;
      shared.log = true;
      return { ...now };
    },
  };
}

function freshRecord(stepId: string, startedAt: number): StepRunRecord {
  return { stepId, status: 'running', documentsIn: 0, documentsEnded: 0, documentsOut: 0, outByPort: {}, startedAt };
}

/** A step has succeeded for now when every document that entered it has ended. */
function finished(record: StepRunRecord, at: number, recalled: RecalledTrace | undefined): Partial<StepRunRecord> {
  const documentsEnded = (record.documentsEnded ?? 0) + 1;
  if (record.status === 'failed' || documentsEnded < record.documentsIn) return { documentsEnded };
  return { documentsEnded, status: 'succeeded', finishedAt: recalled?.finishedAt(record.stepId, documentsEnded) ?? at };
}

function bodyLength({ body }: TraceDocument): number {
  if (body === undefined) return 0;
  return 'text' in body ? body.text.length : body.base64.length;
}

function withoutBody({ body, ...document }: TraceDocument): TraceDocument {
  return body === undefined ? document : { ...document, truncated: true };
}
