import type { Answer, ReplyShelf } from '@weft/call';
import type { Database, LiveMessage } from '@weft/database';
import type { ExecutionStatus } from '@weft/process';

/** What can be told of an execution by whoever did not start it. */
export type ExecutionOutcome =
  | { readonly kind: 'answered'; readonly answer: Answer }
  /** `queued` also where nothing is recorded of it yet. */
  | { readonly kind: 'goes-on'; readonly status: Exclude<ExecutionStatus, 'succeeded' | 'failed' | 'cancelled'> };

/** Finds answers of executions where they are kept, not where they are sent: anywhere, and more than once. */
export interface Outcomes {
  /** The reply where it is kept, its body a stream that can be read once; else how the execution stands. */
  find(executionId: string): Promise<ExecutionOutcome>;
  /** The same, waiting for an answer at most `waitMs`, or until `signal` aborts. */
  wait(executionId: string, waitMs: number, signal: AbortSignal): Promise<ExecutionOutcome>;
}

/** Looked at so often, in case a worker died and pushes nothing any more. */
const lookEveryMs = 250;

export function createOutcomes(shelf: ReplyShelf, { executions, live }: Pick<Database, 'executions' | 'live'>): Outcomes {
  async function find(executionId: string): Promise<ExecutionOutcome> {
    // Read before the shelf: an execution that has ended before puts no reply there afterwards.
    const found = await executions.get(executionId);
    const reply = await shelf.find(executionId);
    if (reply !== undefined) return { kind: 'answered', answer: { kind: 'reply', reply } };
    const status = found?.status ?? 'queued';
    if (status === 'queued' || status === 'running' || status === 'waiting') return { kind: 'goes-on', status };
    const error = found?.error;
    return { kind: 'answered', answer: { kind: 'ended', status, ...(error === undefined ? {} : { error }) } };
  }

  return {
    find,
    wait: async (executionId, waitMs, signal) => {
      const until = performance.now() + waitMs;
      let outcome = await find(executionId);
      if (outcome.kind === 'answered' || waitMs === 0) return outcome;
      let wake = Promise.withResolvers<void>();
      const stirred = (message?: LiveMessage) => {
        if (message === undefined || mayAnswer(message)) wake.resolve();
      };
      const leave = () => stirred();
      await using _watching = await live.watch(executionId, stirred);
      signal.addEventListener('abort', leave);
      try {
        for (;;) {
          outcome = await find(executionId);
          const leftMs = until - performance.now();
          if (outcome.kind === 'answered' || leftMs <= 0 || signal.aborted) return outcome;
          const timer = setTimeout(leave, Math.min(lookEveryMs, leftMs));
          await wake.promise;
          clearTimeout(timer);
          wake = Promise.withResolvers();
        }
      } finally {
        signal.removeEventListener('abort', leave);
      }
    },
  };
}

function mayAnswer(message: LiveMessage): boolean {
  return message.kind === 'trace' || message.events.some(({ kind }) => kind === 'replied' || kind === 'execution.finished');
}
