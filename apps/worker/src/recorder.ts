import type { ExecuteJob } from '@weft/call';
import type { ExecutionRecord } from '@weft/database';
import { createTraceBuilder, type ExecutionTrace, type TraceBuilder, type TraceEvent } from '@weft/process';
import type { Logger, WorkerMetrics } from '@weft/telemetry';
import { recordOf } from './execution-record.ts';

/** One execution that is being recorded. */
interface Recording {
  /** Synchronous and cheap. */
  event(event: TraceEvent): void;
  /** Resolves when the end is durable: only then may the queue forget the call. */
  ended(): Promise<void>;
  /** The execution belongs to another worker now: nothing more is written. */
  abandon(): void;
}

export interface Recorder {
  /** `earlier` is what earlier attempts have recorded: the trace goes on from there. */
  begin(job: ExecuteJob, attempt: number, earlier?: ExecutionTrace): Recording;
  /** The properties of the execution as they may be recorded; until then none are. */
  keepProperties(executionId: string, properties: ExecuteJob['properties']): void;
  /** Of an execution that runs here. */
  traceSoFar(executionId: string): ExecutionTrace | undefined;
  /** Writes all that waits. Call it when nothing runs any more. */
  close(): Promise<void>;
}

export interface RecorderOptions {
  readonly write: (records: readonly ExecutionRecord[]) => Promise<void>;
  readonly metrics: WorkerMetrics;
  readonly log: Logger;
}

/** A running execution appears in lists after this at the latest. */
const runningMs = 100;
/**
 * Its trace grows there at this pace while it runs, slower the longer it does: all of it is written each time, and who watches
 * gets the events themselves.
 */
const growingMs = 1_000;
const growingMsMax = 30_000;
/** Records in one statement. */
const batchMax = 200;
/** Ends that come within this ride together. */
const gatherMs = 2;
const retryMs = 500;

interface Entry {
  readonly job: ExecuteJob;
  properties: ExecuteJob['properties'];
  readonly attempt: number;
  readonly builder: TraceBuilder;
  changed: boolean;
  /** When the trace so far is to be written, although the execution has not ended. */
  dueAt: number;
  /** How long after that the next time is. */
  paceMs: number;
  readonly end: PromiseWithResolvers<void>;
  isEnded: boolean;
}

/**
 * Writes records in batches off the path of the call. Ends are written as soon as the writer is free, so a batch is what arrived
 * during the one before; what still runs is written now and then, so that lists show it and a killed worker loses little.
 */
export function createRecorder({ write, metrics, log }: RecorderOptions): Recorder {
  const entries = new Map<string, Entry>();
  const ended = new Set<Entry>();
  let writing: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  function schedule(ms: number): void {
    if (timer !== undefined || writing !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      writing = flush().finally(() => {
        writing = undefined;
        if (ended.size > 0) schedule(gatherMs);
      });
    }, ms);
  }

  const ticker = setInterval(() => {
    if (due().length > 0) schedule(0);
  }, runningMs);
  ticker.unref();

  function due(): Entry[] {
    const now = Date.now();
    return [...entries.values()].filter((entry) => !entry.isEnded && entry.changed && entry.dueAt <= now);
  }

  async function flush(): Promise<void> {
    const batch = [...ended, ...due()].slice(0, batchMax);
    if (batch.length === 0) return;
    for (const entry of batch) {
      entry.changed = false;
      entry.dueAt = Date.now() + entry.paceMs;
      entry.paceMs = Math.min(entry.paceMs * 2, growingMsMax);
    }
    try {
      await write(batch.map(({ job, properties, attempt, builder }) => recordOf({ ...job, properties }, attempt, builder.trace())));
    } catch (error) {
      metrics.recordFailures.inc();
      log.error('records.not-written', { records: batch.length, error });
      for (const entry of batch) entry.changed = true;
      await new Promise((resolve) => setTimeout(resolve, retryMs));
      return;
    }
    for (const entry of batch) {
      // One that ended during the write was written as running; its end comes with the next batch.
      if (!ended.has(entry) || entry.changed) continue;
      ended.delete(entry);
      if (entries.get(entry.job.executionId) === entry) entries.delete(entry.job.executionId);
      entry.end.resolve();
    }
    metrics.recordsPending.set(ended.size);
  }

  return {
    begin: (job, attempt, earlier) => {
      const entry: Entry = {
        job,
        properties: {},
        attempt,
        builder: createTraceBuilder(earlier),
        changed: true,
        dueAt: Date.now() + runningMs,
        paceMs: growingMs,
        end: Promise.withResolvers(),
        isEnded: false,
      };
      entries.set(job.executionId, entry);
      return {
        event: (event) => {
          entry.builder.apply(event);
          entry.changed = true;
        },
        ended: () => {
          entry.isEnded = true;
          entry.changed = true;
          ended.add(entry);
          schedule(gatherMs);
          return entry.end.promise;
        },
        abandon: () => {
          ended.delete(entry);
          if (entries.get(job.executionId) === entry) entries.delete(job.executionId);
        },
      };
    },
    keepProperties: (executionId, properties) => {
      const entry = entries.get(executionId);
      if (entry !== undefined) entry.properties = properties;
    },
    traceSoFar: (executionId) => entries.get(executionId)?.builder.trace(),
    close: async () => {
      clearInterval(ticker);
      clearTimeout(timer);
      timer = undefined;
      await writing;
      while (ended.size > 0) await flush();
    },
  };
}
