import type { Answer, ReplyShelf } from '@weft/call';
import type { Database, LiveMessage } from '@weft/database';
import type { ExecutionStatus } from '@weft/process';

type EndedStatus = 'succeeded' | 'failed' | 'cancelled';

/** What can be told of an execution by whoever did not start it. */
type ExecutionOutcome =
  | { readonly kind: 'answered'; readonly answer: Answer }
  /** `queued` also where nothing is recorded of it yet. */
  | { readonly kind: 'goes-on'; readonly status: Exclude<ExecutionStatus, EndedStatus> };

/** How far an execution has come. */
export interface ExecutionState {
  readonly status: ExecutionStatus;
  /** True where its reply is kept. */
  readonly hasReply: boolean;
}

/** Finds answers of executions where they are kept, not where they are sent: anywhere, and more than once. */
export interface Outcomes {
  /** The reply where it is kept, its body a stream that can be read once; else how the execution stands. */
  find(executionId: string): Promise<ExecutionOutcome>;
  /** The same, waiting for an answer at most `waitMs`, or until `signal` aborts. */
  wait(executionId: string, waitMs: number, signal: AbortSignal): Promise<ExecutionOutcome>;
  /** The state now, and again at least every second, until the execution has ended or `signal` aborts. */
  watch(executionId: string, signal: AbortSignal): AsyncIterable<ExecutionState>;
}

/** Looked at so often, in case a worker died and pushes nothing any more. */
const waiterLooksMs = 250;
const watcherLooksMs = 1_000;

export function createOutcomes(shelf: ReplyShelf, { executions, live }: Pick<Database, 'executions' | 'live'>): Outcomes {
  async function find(executionId: string): Promise<ExecutionOutcome> {
    // Read before the shelf: an execution that has ended before puts no reply there afterwards.
    const found = await executions.summary(executionId);
    const reply = await shelf.find(executionId);
    if (reply !== undefined) return { kind: 'answered', answer: { kind: 'reply', reply } };
    const status = found?.status ?? 'queued';
    if (!hasEnded(status)) return { kind: 'goes-on', status };
    const error = found?.error;
    return { kind: 'answered', answer: { kind: 'ended', status, ...(error === undefined ? {} : { error }) } };
  }

  /** Comes whenever something may have changed, and at least every `everyMs`; at once at first. */
  async function* stirrings(executionId: string, everyMs: number, signal: AbortSignal): AsyncGenerator<void, void, void> {
    let wake = Promise.withResolvers<void>();
    const watching = await live.watch(executionId, (message) => {
      if (mayMatter(message)) wake.resolve();
    });
    const leave = () => wake.resolve();
    signal.addEventListener('abort', leave);
    try {
      while (!signal.aborted) {
        yield;
        const timer = setTimeout(leave, everyMs);
        if (!signal.aborted) await wake.promise;
        clearTimeout(timer);
        wake = Promise.withResolvers();
      }
    } finally {
      signal.removeEventListener('abort', leave);
      await watching[Symbol.asyncDispose]();
    }
  }

  return {
    find,
    wait: async (executionId, waitMs, signal) => {
      const outcome = await find(executionId);
      if (outcome.kind === 'answered' || waitMs === 0) return outcome;
      const until = AbortSignal.any([signal, AbortSignal.timeout(waitMs)]);
      for await (const _ of stirrings(executionId, waiterLooksMs, until)) {
        const now = await find(executionId);
        if (now.kind === 'answered') return now;
      }
      return find(executionId);
    },
    watch: async function* (executionId, signal) {
      for await (const _ of stirrings(executionId, watcherLooksMs, signal)) {
        const found = await executions.summary(executionId);
        const status = found?.status ?? 'queued';
        yield { status, hasReply: await shelf.has(executionId) };
        if (hasEnded(status)) return;
      }
    },
  };
}

/** True for the states that nothing follows. */
export function hasEnded(status: ExecutionStatus): status is EndedStatus {
  return status === 'succeeded' || status === 'failed' || status === 'cancelled';
}

function mayMatter(message: LiveMessage): boolean {
  return message.kind === 'trace' || message.events.some(({ kind }) => kind.startsWith('execution.') || kind === 'replied');
}
