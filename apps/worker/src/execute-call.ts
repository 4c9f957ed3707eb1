import type { CallQueue, ConsumedCall, ExecuteJob, ReplyShelf } from '@weft/call';
import type { ExecutionDetail, Executions, Inbox, LivePublisher, ParkedDocuments, Versions, Waits } from '@weft/database';
import { type BlobStore, fromWire, type TemporaryFiles } from '@weft/document';
import { type ExecutionOutcome, execute, type Reply } from '@weft/engine';
import { toWeftError } from '@weft/errors';
import type { ExecutionError, TraceEvent } from '@weft/process';
import type { SharedStore } from '@weft/step-kit/executor';
import type { Logger, WorkerMetrics } from '@weft/telemetry';
import type { Answering } from './answering.ts';
import { attemptRefused } from './attempt-refused.ts';
import { type Caller, createProcessCalls } from './call-process.ts';
import { createCancellation } from './cancellation.ts';
import type { OpenJournals } from './journal/journals.ts';
import { endLeftBehind } from './left-behind.ts';
import { createParking } from './park-document.ts';
import type { PreparedVersions } from './prepared-versions.ts';
import { putAside } from './put-aside.ts';
import type { Recorder } from './recorder.ts';
import { createRedactor } from './redaction/redactor.ts';

export interface ExecuteCallOptions {
  readonly versions: PreparedVersions;
  /** What is live of a process that a step calls. */
  readonly deployed: Pick<Versions, 'live'>;
  readonly executions: Pick<Executions, 'get' | 'record' | 'leftBehind' | 'isCancelRequested'>;
  readonly journals: OpenJournals;
  readonly waits: Pick<Waits, 'suspend' | 'wake'>;
  readonly inbox: Pick<Inbox, 'accept' | 'done'>;
  readonly queue: Pick<CallQueue, 'add'>;
  readonly shelf: ReplyShelf;
  readonly parked: Pick<ParkedDocuments, 'park'>;
  /** What the executions of an environment share. */
  readonly storeOf: (environmentId: string) => SharedStore;
  readonly recorder: Recorder;
  readonly live: LivePublisher;
  readonly answering: Answering;
  readonly blobs: BlobStore;
  /** Those of one execution, gone with it. */
  readonly temporaryFiles: () => TemporaryFiles & AsyncDisposable;
  readonly metrics: WorkerMetrics;
  readonly log: Logger;
}

/** Executes calls, one after another or many at once. */
export interface CallExecutor {
  /** Resolves when the execution has ended and its end is recorded, or when it waits and has been put aside. */
  execute(call: ConsumedCall): Promise<void>;
  /** Aborts an execution that runs here, or that is taken up here within the next hour; wakes one that waits, for its end. */
  cancel(executionId: string): void;
}

interface Run {
  readonly outcome: ExecutionOutcome;
  /** False also where a reply was tried and its body could not be made. */
  readonly answered: boolean;
  /** True where another attempt may have to know of this one. */
  readonly isJournalled?: boolean;
}

const endedStates: ReadonlySet<string> = new Set(['succeeded', 'failed', 'cancelled']);

export function createCallExecutor(options: ExecuteCallOptions): CallExecutor {
  const { recorder, live, metrics, log } = options;
  const callsOf = createProcessCalls({ ...options, versions: options.deployed, run: executeCall });
  const parkingOf = createParking(options);
  const cancellation = createCancellation();

  async function run(call: ConsumedCall, caller: Caller, trace: (event: TraceEvent) => void, signal: AbortSignal): Promise<Run> {
    const { job, attempt } = call;
    const prepared = await prepare(options, job, attempt, trace);
    if ('status' in prepared) return { outcome: prepared, answered: false };
    const redactor = createRedactor(prepared.plan.plan.redact);
    recorder.keepProperties(job.executionId, redactor.properties(job.properties));
    const keepsJournal = prepared.plan.graph.keepsJournal;
    const journal = keepsJournal ? await options.journals.begin(call) : undefined;
    if (keepsJournal && journal === undefined) return { outcome: refused, answered: false };
    const temporary = options.temporaryFiles();
    let answered = false;
    const { executionId: id, processId, versionId, environmentId: environment, properties } = job;
    const document = caller.document ?? fromWire(job.document, options.blobs);
    try {
      const outcome = await execute(
        prepared.plan,
        {
          execution: { id, processId, versionId, environment, attempt, properties },
          document,
          ...(job.entry === undefined ? {} : { entry: job.entry }),
        },
        {
          reply: async (reply: Reply) => {
            if (call.signal.aborted) return;
            await caller.answering.reply(job, attempt, reply);
            answered = true;
          },
          trace: (event) => trace(redactor.event(event)),
          recordsBodies: job.mode === 'general',
          recordsSteps: job.mode !== 'low-latency',
          store: options.storeOf(environment),
          call: callsOf(call),
          park: parkingOf(job),
          temporary,
          staysAwake: caller.signal !== undefined,
          now: Date.now,
          ...(journal === undefined ? {} : { journal }),
        },
        signal,
      );
      return { outcome, answered, isJournalled: journal?.isWritten === true };
    } finally {
      journal?.[Symbol.dispose]();
      await temporary[Symbol.asyncDispose]();
    }
  }

  async function executeCall(call: ConsumedCall, caller: Caller): Promise<ExecutionOutcome | undefined> {
    const { job, attempt } = call;
    const began = performance.now();
    if (attempt > 1) {
      metrics.takenUpAgain.inc();
      caller.answering.claim(job, attempt);
    }
    const earlier = attempt > 1 || job.inbox === true ? await options.executions.get(job.executionId) : undefined;
    if (earlier !== undefined && endedStates.has(earlier.status)) {
      await leaveEnded(earlier, job);
      return undefined;
    }
    if (attempt === 1) metrics.queuedSeconds.observe(Math.max(0, Date.now() - job.acceptedAt) / 1_000);
    metrics.running.inc();
    const cancellable = cancellation.begin(job.executionId);
    const recording = recorder.begin(job, attempt, earlier?.trace);
    const trace = (event: TraceEvent) => {
      recording.event(event);
      if (live.isWatched(job.executionId)) live.publish(job.executionId, [event]);
    };
    try {
      // Who wanted it cancelled while it waited may have done so before this worker was there to hear.
      if (job.attemptsBefore !== undefined && (await options.executions.isCancelRequested(job.executionId))) cancellable.cancel();
      const signals = [cancellable.signal, call.signal, ...(caller.signal === undefined ? [] : [caller.signal])];
      const { outcome, answered, isJournalled } = await run(call, caller, trace, AbortSignal.any(signals));
      if (call.signal.aborted || isRefused(outcome)) {
        log.warn('execution.lost', { executionId: job.executionId, attempt });
        recording.abandon();
        return undefined;
      }
      if (outcome.status === 'waiting') {
        await recording.ended();
        const isCancelled = () => cancellable.signal.aborted;
        await putAside(options.waits, { job, attempt, until: outcome.until, isCancelled });
        return outcome;
      }
      noteOutcome(outcome, job);
      if (!answered) await caller.answering.ended(job, attempt, endedAnswer(outcome));
      await recording.ended();
      metrics.executions.inc({ status: outcome.status });
      metrics.executionSeconds.observe({ status: outcome.status }, (performance.now() - began) / 1_000);
      if (attempt > 1) await endLeftBehind(options.executions, job.executionId);
      if (isJournalled === true) await options.journals.forget(job.executionId);
      await leaveInbox(options, job);
      await discardBody(options, job);
      return outcome;
    } catch (error) {
      recording.abandon();
      throw error;
    } finally {
      cancellable[Symbol.dispose]();
      metrics.running.dec();
    }
  }

  return {
    execute: async (call) => {
      await executeCall(call, { answering: options.answering });
    },
    cancel: (executionId) => {
      if (cancellation.cancel(executionId)) return;
      options.waits.wake(executionId).catch((error: unknown) => log.warn('wait.not-cancelled', { executionId, error }));
    },
  };

  /** The worker before may have died between the record of the end and the queue's; a row of the inbox may be brought twice. */
  async function leaveEnded({ attempt }: ExecutionDetail, job: ExecuteJob): Promise<void> {
    log.info('execution.ended-before', { executionId: job.executionId, attempt });
    await options.journals.forget(job.executionId);
    await leaveInbox(options, job);
  }

  function noteOutcome(outcome: ExecutionOutcome, { executionId, processId }: ExecuteJob): void {
    if (outcome.status !== 'failed') return;
    const { code, stepId } = outcome.error;
    const fields = { executionId, processId, code, stepId, detail: outcome.detail };
    if (code === 'INTERNAL') log.error('execution.broke', fields);
    else log.info('execution.failed', fields);
  }
}

/** The plan to run; or the outcome of an execution whose plan cannot be prepared, recorded as any other. */
async function prepare(
  { versions }: ExecuteCallOptions,
  job: ExecuteJob,
  attempt: number,
  trace: (event: TraceEvent) => void,
): Promise<{ readonly plan: Awaited<ReturnType<PreparedVersions['get']>> } | ExecutionOutcome> {
  try {
    return { plan: await versions.get(job.versionId) };
  } catch (thrown) {
    const { code, message, place, detail } = toWeftError(thrown);
    const error: ExecutionError = { code, message, stepId: place?.stepId, pointer: place?.pointer };
    trace({ kind: 'execution.started', at: Date.now(), attempt });
    trace({ kind: 'execution.finished', at: Date.now(), status: 'failed', error });
    return { status: 'failed', replied: false, error, detail };
  }
}

/** What the engine gives where another attempt or job goes on with the execution. */
const refused = { status: 'cancelled', replied: false, error: attemptRefused } as const;

/** A step that waited for another execution fails with the same code where that one was refused. */
function isRefused(outcome: ExecutionOutcome): boolean {
  return 'error' in outcome && outcome.error.code === attemptRefused.code;
}

function endedAnswer(outcome: Exclude<ExecutionOutcome, { status: 'waiting' }>) {
  if (outcome.status === 'succeeded') return { kind: 'ended', status: 'succeeded' } as const;
  return { kind: 'ended', status: outcome.status, error: outcome.error } as const;
}

/** The end is recorded: the row by which the execution was accepted has done its work. One that stays is found by the reconciler. */
async function leaveInbox({ inbox, log }: ExecuteCallOptions, { executionId, inbox: isAccepted }: ExecuteJob): Promise<void> {
  if (isAccepted !== true) return;
  await inbox.done([executionId]).catch((error: unknown) => log.warn('inbox.not-left', { executionId, error }));
}

/** The spooled body of the request is of no more use: replies have been sent, and records hold their own copies. */
async function discardBody({ blobs, log }: ExecuteCallOptions, { executionId, document }: ExecuteJob): Promise<void> {
  if (!('blob' in document.body)) return;
  await blobs.delete(document.body.blob.key).catch((error: unknown) => log.warn('body.not-discarded', { executionId, error }));
}
