import { describe, expect, it } from 'vitest';
import type { ExecutionTrace, TraceEvent } from './trace.ts';
import { applyTraceEvent, createTraceBuilder, emptyTrace } from './trace-builder.ts';

const started: TraceEvent = { kind: 'execution.started', at: 1, attempt: 1 };
const enters = (stepId: string, at: number): TraceEvent => ({ kind: 'step.started', at, stepId, documentId: 'root' });
const leaves = (stepId: string, at: number): TraceEvent => ({ kind: 'step.finished', at, stepId, documentId: 'root' });
const emits = (stepId: string, port: string, at: number): TraceEvent => ({
  kind: 'step.emitted',
  at,
  document: { id: `root/${stepId}.0`, stepId, port, parentId: 'root', contentType: 'text/plain', properties: {} },
});
const fails = (stepId: string, at: number): TraceEvent => ({
  kind: 'step.failed',
  at,
  stepId,
  documentId: 'root',
  error: { code: 'STEP_FAILED', message: 'No.', stepId },
});
const ends = (status: 'succeeded' | 'failed' | 'cancelled', at: number): TraceEvent => ({ kind: 'execution.finished', at, status });
const says = (message: string): TraceEvent => ({ kind: 'log', line: { at: 1, level: 'info', message } });

function folded(events: readonly TraceEvent[], from: ExecutionTrace = emptyTrace): ExecutionTrace {
  return events.reduce(applyTraceEvent, from);
}

function goingOn(before: ExecutionTrace, events: readonly TraceEvent[]): ExecutionTrace {
  const builder = createTraceBuilder(before);
  for (const event of events) builder.apply(event);
  return builder.trace();
}

describe('a trace', () => {
  it('counts documents in and out of a step, by port', () => {
    const trace = folded([started, enters('a', 2), emits('a', 'out', 3), emits('a', 'other', 3), leaves('a', 4)]);
    expect(trace).toMatchObject({ status: 'running', attempt: 1, startedAt: 1 });
    expect(trace.steps['a']).toMatchObject({
      status: 'succeeded',
      documentsIn: 1,
      documentsOut: 2,
      outByPort: { out: 1, other: 1 },
      startedAt: 2,
      finishedAt: 4,
    });
    expect(trace.documents).toHaveLength(2);
  });

  it('has a step running until every document that entered it has ended', () => {
    const trace = folded([started, enters('a', 2), enters('a', 2), leaves('a', 3)]);
    expect(trace.steps['a']?.status).toBe('running');
    expect(folded([leaves('a', 5)], trace).steps['a']).toMatchObject({ status: 'succeeded', finishedAt: 5 });
  });

  it('keeps the first error of a step, whatever comes after', () => {
    const trace = folded([started, enters('a', 2), enters('a', 2), fails('a', 3), leaves('a', 4)]);
    expect(trace.steps['a']).toMatchObject({ status: 'failed', error: { message: 'No.' } });
  });

  it('ends the steps that still run with the execution', () => {
    const events = [started, enters('a', 2), leaves('a', 3), enters('b', 4)];
    expect(folded([...events, ends('failed', 5)])).toMatchObject({
      status: 'failed',
      finishedAt: 5,
      steps: { a: { status: 'succeeded', finishedAt: 3 }, b: { status: 'cancelled', finishedAt: 5 } },
    });
    expect(folded([...events, ends('succeeded', 5)]).steps['b']?.status).toBe('succeeded');
  });

  it('takes the totals of a busy step as they are told', () => {
    const counted: TraceEvent = {
      kind: 'step.counted',
      at: 9,
      stepId: 'a',
      documentsIn: 5_000,
      documentsOut: 7_000,
      outByPort: { out: 7_000 },
    };
    expect(folded([started, enters('a', 2), emits('a', 'out', 3), counted]).steps['a']).toMatchObject({
      status: 'running',
      documentsIn: 5_000,
      documentsOut: 7_000,
      outByPort: { out: 7_000 },
    });
  });

  it('goes on after a wait where it was: one step list, each document and line once, with the times of the first telling', () => {
    const waits: TraceEvent = { kind: 'execution.waiting', at: 5 };
    const before = folded([started, enters('a', 2), says('hello'), emits('a', 'out', 3), leaves('a', 3), enters('wait', 4), waits]);
    expect(before.status).toBe('waiting');
    const again: TraceEvent = { kind: 'execution.started', at: 90, attempt: 2 };
    const replayed = [again, enters('a', 91), says('hello'), emits('a', 'out', 91), leaves('a', 91), enters('wait', 91)];
    const after = goingOn(before, [...replayed, emits('wait', 'out', 92), leaves('wait', 92), says('hello'), ends('succeeded', 93)]);
    expect(after).toMatchObject({ status: 'succeeded', attempt: 2, startedAt: 1, finishedAt: 93 });
    expect(after.steps['a']).toMatchObject({ documentsIn: 1, documentsOut: 1, startedAt: 2, finishedAt: 3 });
    expect(after.steps['wait']).toMatchObject({ documentsIn: 1, documentsOut: 1, startedAt: 4, finishedAt: 92 });
    expect(after.documents.map(({ stepId }) => stepId)).toEqual(['a', 'wait']);
    expect(after.log).toHaveLength(2);
  });

  it('keeps what had happened where it is cancelled while it waits', () => {
    const before = folded([started, enters('a', 2), leaves('a', 3), enters('wait', 4), { kind: 'execution.waiting', at: 5 }]);
    const after = goingOn(before, [{ kind: 'execution.started', at: 90, attempt: 2 }, ends('cancelled', 91)]);
    expect(after.steps).toMatchObject({ a: { status: 'succeeded', finishedAt: 3 }, wait: { status: 'cancelled', finishedAt: 91 } });
  });

  it('keeps the first reply', () => {
    const reply = (status: number): TraceEvent => ({ kind: 'replied', at: 2, stepId: 'r', status, contentType: 'text/plain' });
    expect(folded([started, reply(200), reply(500)]).replied).toEqual({ at: 2, stepId: 'r', status: 200, contentType: 'text/plain' });
  });

  it('begins anew with another attempt, and keeps the log of the one before', () => {
    const trace = folded([started, enters('a', 2), emits('a', 'out', 3), says('one'), { kind: 'execution.started', at: 9, attempt: 2 }]);
    expect(trace).toMatchObject({ status: 'running', attempt: 2, startedAt: 1, steps: {}, documents: [], log: [{ message: 'one' }] });
  });

  it('keeps 1,000 documents and 5,000 lines, and counts the rest', () => {
    const builder = createTraceBuilder();
    for (let index = 0; index < 1_500; index += 1) builder.apply(emits('a', 'out', index));
    for (let index = 0; index < 5_003; index += 1) builder.apply(says(String(index)));
    const trace = builder.trace();
    expect([trace.documents.length, trace.log.length, trace.dropped]).toEqual([1_000, 5_000, { documents: 500, log: 3 }]);
    expect(trace.steps['a']?.documentsOut).toBe(1_500);
  });

  it('keeps 16 million characters of bodies, and documents without their bodies beyond', () => {
    const text = 'x'.repeat(256 * 1024);
    const builder = createTraceBuilder();
    for (let index = 0; index < 70; index += 1) {
      const event = emits('a', 'out', index);
      builder.apply(event.kind === 'step.emitted' ? { ...event, document: { ...event.document, body: { text } } } : event);
    }
    const { documents } = builder.trace();
    expect(documents).toHaveLength(70);
    expect(documents.filter(({ body }) => body !== undefined)).toHaveLength(64);
    expect(documents[69]).toMatchObject({ id: 'root/a.0', truncated: true });
  });

  it('is a value: later events never change a trace that was read', () => {
    const builder = createTraceBuilder();
    const events = [started, enters('a', 2), emits('a', 'out', 3), says('x'), leaves('a', 4), fails('b', 5), ends('failed', 6)];
    const read = events.map((event) => {
      builder.apply(event);
      const trace = builder.trace();
      return { trace, copy: structuredClone(trace) };
    });
    for (const { trace, copy } of read) expect(trace).toEqual(copy);
    expect(builder.trace()).toEqual(folded(events));
    expect(emptyTrace).toEqual({ status: 'queued', attempt: 0, steps: {}, documents: [], log: [], dropped: { documents: 0, log: 0 } });
  });

  it('takes a step named like a member of every object for a step', () => {
    expect(folded([started, enters('constructor', 2)]).steps['constructor']).toMatchObject({ documentsIn: 1 });
  });
});
