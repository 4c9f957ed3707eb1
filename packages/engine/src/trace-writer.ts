import type { Document } from '@weft/document';
import type { WeftError } from '@weft/errors';
import type { LogLine } from '@weft/process';
import { executionError } from './failure.ts';
import type { GraphStep } from './plan-graph.ts';
import type { EngineServices, ExecutionOutcome, Reply } from './ports.ts';
import { makeDocumentCopier } from './trace-document.ts';

/** So many documents of a step are told one by one; beyond them, each so-manieth is, and totals are. */
const eventsMax = 1_000;

interface Counter {
  readonly stepId: string;
  documentsIn: number;
  documentsOut: number;
  readonly outByPort: Record<string, number>;
}

/** Tells what happens in one execution, in order; nothing after its end. */
export interface TraceWriter {
  begin(attempt: number): void;
  started(step: GraphStep, document: Document): void;
  emitted(step: GraphStep, port: string, document: Document, parentId: string): void;
  finished(step: GraphStep, document: Document): void;
  waiting(step: GraphStep, document: Document, until: number | undefined): void;
  failed(step: GraphStep, document: Document, error: WeftError): void;
  /** The step is tried again after `delay` milliseconds; `tries` have failed. */
  retrying(step: GraphStep, document: Document, error: WeftError, next: { readonly tries: number; readonly delay: number }): void;
  log(level: LogLine['level'], message: string, more: { readonly stepId: string; readonly fields?: LogLine['fields'] }): void;
  replied(reply: Reply): void;
  end(outcome: ExecutionOutcome): void;
}

export function makeTraceWriter(services: EngineServices): TraceWriter {
  const recordsSteps = services.recordsSteps !== false;
  const copy = makeDocumentCopier(services.recordsBodies);
  const counters: Counter[] = [];
  let isOpen = true;

  const counterOf = (step: GraphStep): Counter => {
    counters[step.index] ??= { stepId: step.id, documentsIn: 0, documentsOut: 0, outByPort: {} };
    return counters[step.index] as Counter;
  };
  const counted = ({ stepId, documentsIn, documentsOut, outByPort }: Counter): void =>
    services.trace({ kind: 'step.counted', at: services.now(), stepId, documentsIn, documentsOut, outByPort: { ...outByPort } });
  const tell = (told: number): boolean => told <= eventsMax || told % eventsMax === 0;

  return {
    begin: (attempt) => services.trace({ kind: 'execution.started', at: services.now(), attempt }),
    started(step, document) {
      if (!recordsSteps || !isOpen) return;
      const counter = counterOf(step);
      if (++counter.documentsIn <= eventsMax) {
        services.trace({ kind: 'step.started', at: services.now(), stepId: step.id, documentId: document.id });
      } else if (counter.documentsIn % eventsMax === 0) counted(counter);
    },
    emitted(step, port, document, parentId) {
      if (!recordsSteps || !isOpen) return;
      const counter = counterOf(step);
      counter.outByPort[port] = (counter.outByPort[port] ?? 0) + 1;
      if (!tell(++counter.documentsOut)) return;
      services.trace({ kind: 'step.emitted', at: services.now(), document: copy(step.id, port, document, parentId) });
      if (counter.documentsOut > eventsMax) counted(counter);
    },
    finished(step, document) {
      if (!recordsSteps || !isOpen || counterOf(step).documentsIn > eventsMax) return;
      services.trace({ kind: 'step.finished', at: services.now(), stepId: step.id, documentId: document.id });
    },
    waiting(step, document, until) {
      if (!recordsSteps || !isOpen || counterOf(step).documentsIn > eventsMax) return;
      const at = services.now();
      services.trace({ kind: 'step.waiting', at, stepId: step.id, documentId: document.id, ...(until === undefined ? {} : { until }) });
    },
    failed(step, document, error) {
      if (!isOpen) return;
      services.trace({ kind: 'step.failed', at: services.now(), stepId: step.id, documentId: document.id, error: executionError(error) });
    },
    retrying(step, document, error, { tries, delay }) {
      if (!isOpen) return;
      const at = services.now();
      const failed = executionError(error);
      services.trace({ kind: 'step.retrying', at, stepId: step.id, documentId: document.id, error: failed, tries, nextAt: at + delay });
      const message = `Try ${tries} failed and is repeated in ${delay} ms: ${error.message}`;
      services.trace({ kind: 'log', line: { at, level: 'warn', message, stepId: step.id } });
    },
    log(level, message, more) {
      if (isOpen) services.trace({ kind: 'log', line: { at: services.now(), level, message, ...more } });
    },
    replied({ stepId, status, body }) {
      if (isOpen) services.trace({ kind: 'replied', at: services.now(), stepId, status, contentType: body.contentType });
    },
    end(outcome) {
      counters.forEach((counter) => {
        if (counter.documentsIn > eventsMax || counter.documentsOut > eventsMax) counted(counter);
      });
      isOpen = false;
      if (outcome.status === 'waiting') {
        services.trace({ kind: 'execution.waiting', at: services.now(), ...(outcome.until === undefined ? {} : { until: outcome.until }) });
        return;
      }
      const error = outcome.status === 'succeeded' ? {} : { error: outcome.error };
      services.trace({ kind: 'execution.finished', at: services.now(), status: outcome.status, ...error });
    },
  };
}
