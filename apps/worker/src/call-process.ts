import type { CallQueue, ConsumedCall, ExecuteJob, ReplyShelf } from '@weft/call';
import type { ExecutionDetail, Executions, Inbox, Versions } from '@weft/database';
import { type BlobStore, createDocument, type Document, toWire } from '@weft/document';
import type { EngineServices, ExecutionOutcome } from '@weft/engine';
import { codes, type ErrorCode, WeftError } from '@weft/errors';
import type { ExecutionError, ExecutionStatus } from '@weft/process';
import type { ProcessCall, ProcessCallResult, ReplyMessage } from '@weft/step-kit/executor';
import type { Answering } from './answering.ts';
import { refusedAttempt } from './attempt-refused.ts';
import { derivedId } from './derived-id.ts';
import { keepReply, keptReply } from './kept-reply.ts';

/** So many executions may stand above one another, each called by the one before. */
const depthMax = 16;

const endedStates: ReadonlySet<string> = new Set(['succeeded', 'failed', 'cancelled']);

/** How an execution is connected with whoever waits for it. */
export interface Caller {
  readonly answering: Answering;
  /** Where it is in memory already; else it is in the job. */
  readonly document?: Document;
  /** Aborts when whoever waits for it in memory does not any more. An execution without one may leave its worker while it waits. */
  readonly signal?: AbortSignal;
}

export interface ProcessCallsOptions {
  readonly versions: Pick<Versions, 'live'>;
  readonly executions: Pick<Executions, 'get'>;
  readonly inbox: Pick<Inbox, 'accept'>;
  readonly queue: Pick<CallQueue, 'add'>;
  readonly shelf: ReplyShelf;
  readonly blobs: BlobStore;
  /** Executes to the end and records it; undefined where the execution belongs to another worker now. */
  readonly run: (call: ConsumedCall, caller: Caller) => Promise<ExecutionOutcome | undefined>;
}

type Call = NonNullable<EngineServices['call']>;

/**
 * Lets the steps of an execution call processes. What is waited for runs in this very worker, beside the executions that it
 * takes from the queue: were it queued, callers could hold all places and wait for ever. What is not waited for is accepted
 * by a row of the inbox and queued.
 *
 * Another attempt of the caller names the same executions: one that has ended is not run again, its result is given once
 * more; one that has begun goes on in the version that it began with.
 */
export function createProcessCalls(options: ProcessCallsOptions): (parent: ConsumedCall) => Call {
  return (parent) => {
    const { executionId: parentId, acceptedAt } = parent.job;
    const failures = new Map<string, number>();
    return async (key, request, signal) => {
      const tries = failures.get(key) ?? 0;
      const executionId = derivedId(acceptedAt, 'called', parentId, key, tries);
      const earlier = parent.attempt === 1 ? undefined : await options.executions.get(executionId);
      if (!request.wait && earlier !== undefined) return { executionId };
      const job = await jobOf(options, parent, { call: request, executionId, earlier });
      if (!request.wait) return queueCalled(options, job, request);
      try {
        if (earlier !== undefined && endedStates.has(earlier.status)) return await resultOf(options, job, earlier);
        return await runCalled(options, parent, { job, request, signal });
      } catch (error) {
        failures.set(key, tries + 1);
        throw error;
      }
    };
  };
}

/** A job without its document, and the name of the process for messages. */
interface CalledJob extends Omit<ExecuteJob, 'document'> {
  readonly processName: string;
}

interface Called {
  readonly call: ProcessCall;
  readonly executionId: string;
  /** What is recorded of it, where another attempt of the caller called it before. */
  readonly earlier: ExecutionDetail | undefined;
}

async function jobOf({ versions }: ProcessCallsOptions, { job }: ConsumedCall, { call, executionId, earlier }: Called): Promise<CalledJob> {
  const { processId, properties } = call;
  const { processName, versionId } = earlier ?? (await liveVersion(versions, processId, job.environmentId));
  const depth = (job.depth ?? 0) + 1;
  if (depth > depthMax) {
    const sentence = `Processes have called one another ${depthMax} times in a row, and "${processName}" would be one more. Does one of them call itself without an end?`;
    throw new WeftError('STEP_FAILED', sentence);
  }
  const { inuser } = job.properties;
  return {
    ...{ executionId, processId, processName, versionId, depth },
    environmentId: job.environmentId,
    parentId: job.executionId,
    trigger: 'process',
    // What the caller does not record must not be found in what it calls.
    mode: job.mode,
    acceptedAt: earlier?.acceptedAt.getTime() ?? Date.now(),
    properties: { ...(inuser === undefined ? {} : { inuser }), ...properties },
  };
}

async function liveVersion(versions: ProcessCallsOptions['versions'], processId: string, environmentId: string) {
  const live = await versions.live(processId, environmentId);
  if (live === undefined) {
    throw new WeftError('NOT_FOUND', `There is no process "${processId}". It may have been deleted; choose another one in the step.`);
  }
  const { processName, versionId } = live;
  if (versionId !== undefined) return { processName, versionId };
  throw new WeftError('NOT_FOUND', `The process "${processName}" is not published, so it cannot be called. Publish it.`);
}

async function queueCalled(
  { inbox, queue, blobs }: ProcessCallsOptions,
  called: CalledJob,
  { document }: ProcessCall,
): Promise<ProcessCallResult> {
  const { processName, ...head } = called;
  const job: ExecuteJob = { ...head, document: await toWire(startDocument(document), blobs), inbox: true };
  const { executionId } = job;
  await inbox.accept([{ executionId, job: JSON.stringify(job) }]);
  // It is accepted: where the queue cannot take it now, the reconciler brings it there.
  await queue.add(job).catch(() => undefined);
  return { executionId };
}

interface Waited {
  readonly job: CalledJob;
  readonly request: ProcessCall;
  readonly signal: AbortSignal;
}

async function runCalled(
  options: ProcessCallsOptions,
  parent: ConsumedCall,
  { job: called, request, signal }: Waited,
): Promise<ProcessCallResult> {
  const { processName, ...head } = called;
  const { executionId } = head;
  let inMemory: ReplyMessage | undefined;
  const answering: Answering = {
    reply: async (_job, _attempt, { status, headers, body }) => {
      await keepReply(options.shelf, executionId, { status, headers, body });
      // What is streamed may be gone when the called execution has ended; it is read from where it is kept.
      if (!body.isStreamed) inMemory = { status, headers, body };
    },
    ended: async () => undefined,
    claim: () => undefined,
  };
  const job: ExecuteJob = { ...head, document: emptyDocument };
  const call = { job, attempt: parent.attempt, signal: parent.signal };
  const outcome = await options.run(call, { answering, document: startDocument(request.document), signal });
  signal.throwIfAborted();
  if (outcome === undefined) throw refusedAttempt();
  return resultOf(options, called, { ...outcome, inMemory });
}

/** The document of a job whose document is in memory. */
const emptyDocument: ExecuteJob['document'] = { id: 'root', contentType: '', properties: {}, body: { base64: '' } };

function startDocument({ body, properties }: ProcessCall['document']): Document {
  return createDocument('root', body, properties);
}

interface Ended {
  readonly status: ExecutionStatus;
  readonly error?: ExecutionError | undefined;
  readonly inMemory?: ReplyMessage | undefined;
}

async function resultOf({ shelf }: ProcessCallsOptions, { executionId, processName }: CalledJob, ended: Ended): Promise<ProcessCallResult> {
  if (ended.status !== 'succeeded') throw failureOf(executionId, processName, ended);
  const reply = ended.inMemory ?? (await keptReply(shelf, executionId));
  return { executionId, ...(reply === undefined ? {} : { reply }) };
}

/** What the step may be tried again for, where it is told to: then the process is called anew. */
const mayPass: ReadonlySet<ErrorCode> = new Set(['CONNECTION_FAILED', 'DATABASE_UNAVAILABLE', 'OVERLOADED', 'TIMEOUT']);

function failureOf(executionId: string, processName: string, { status, error }: Ended): WeftError {
  const named = `the called process "${processName}" (execution ${executionId})`;
  if (status === 'cancelled' || error === undefined) return new WeftError('CANCELLED', `Somebody cancelled ${named}.`);
  const code = error.code in codes ? (error.code as ErrorCode) : 'STEP_FAILED';
  return new WeftError(code, `Failed in ${named}: ${error.message}`, { retryable: mayPass.has(code) });
}
