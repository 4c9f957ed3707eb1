import type { Answer, CallQueue, ExecuteJob, ReplyListener } from '@weft/call';

/** What became of a call while its caller waited. */
type CallOutcome =
  | { readonly kind: 'answered'; readonly answer: Answer }
  /** The execution goes on; its reply will be at the status URL. */
  | { readonly kind: 'waiting' }
  /** The same call came before, as this execution: nothing was queued. */
  | { readonly kind: 'same'; readonly executionId: string };

/**
 * Makes a call durable before it is queued: from then on it is accepted, whatever the queue does. Gives the execution that the same
 * call started before, where there is one.
 */
export type AcceptCall = (job: ExecuteJob) => Promise<string | undefined>;

export interface CallPath {
  /**
   * Queues the call and waits for its answer at most `waitMs`, or until `signal` aborts (the caller left, or this gateway stops).
   * Whatever comes, an accepted call is executed.
   * @throws WeftError `OVERLOADED` where it could not be queued and nothing else accepts it; what `accept` throws. Then it is not accepted.
   */
  call(job: Omit<ExecuteJob, 'replyTo'>, waitMs: number, signal: AbortSignal, accept?: AcceptCall): Promise<CallOutcome>;
  /** The job of a call that the queue holds. */
  find(executionId: string): Promise<ExecuteJob | undefined>;
  /** Takes out a call that no worker has taken, and answers whoever waits for it. Undefined where it is too late. */
  cancel(executionId: string): Promise<ExecuteJob | undefined>;
}

const waiting: CallOutcome = { kind: 'waiting' };

/** `onNotQueued` hears of calls that stand in the inbox and could not be queued: the reconciler brings them. */
export function createCallPath(queue: CallQueue, replies: ReplyListener, onNotQueued: (error: unknown) => void): CallPath {
  /** Resolves when the call is accepted; with the earlier execution where the same call came before. */
  async function enqueue(job: ExecuteJob, accept: AcceptCall | undefined): Promise<string | undefined> {
    if (accept === undefined) {
      await queue.add(job);
      return undefined;
    }
    const accepted = { ...job, inbox: true };
    const earlier = await accept(accepted);
    if (earlier === undefined) queue.add(accepted).catch(onNotQueued);
    return earlier;
  }

  return {
    call: async (job, waitMs, signal, accept) => {
      if (waitMs === 0) {
        const earlier = await enqueue(job, accept);
        return earlier === undefined ? waiting : { kind: 'same', executionId: earlier };
      }
      const expectation = replies.expect(job.executionId);
      const limit = Promise.withResolvers<CallOutcome>();
      const stop = () => limit.resolve(waiting);
      let timer: NodeJS.Timeout | undefined;
      try {
        const earlier = await enqueue({ ...job, replyTo: replies.address }, accept);
        if (earlier !== undefined) return { kind: 'same', executionId: earlier };
        timer = setTimeout(stop, waitMs);
        signal.addEventListener('abort', stop);
        if (signal.aborted) stop();
        const answered = expectation.answer.then((answer): CallOutcome => ({ kind: 'answered', answer }));
        return await Promise.race([answered, limit.promise]);
      } finally {
        clearTimeout(timer);
        signal.removeEventListener('abort', stop);
        expectation.forget();
      }
    },
    find: (executionId) => queue.find(executionId),
    cancel: async (executionId) => {
      const removed = await queue.remove(executionId);
      if (removed !== undefined) replies.settle(executionId, { kind: 'ended', status: 'cancelled' });
      return removed;
    },
  };
}
