import type { Answer, CallQueue, ExecuteJob, ReplyListener } from '@weft/call';

/** What became of an accepted call while its caller waited. */
type CallOutcome =
  | { readonly kind: 'answered'; readonly answer: Answer }
  /** The execution goes on; its reply will be at the status URL. */
  | { readonly kind: 'waiting' };

export interface CallPath {
  /**
   * Queues the call and waits for its answer at most `waitMs`, or until `signal` aborts (the caller left, or this gateway stops).
   * Whatever comes, an accepted call is executed.
   * @throws WeftError `OVERLOADED` where it could not be queued: then it is not accepted.
   */
  call(job: Omit<ExecuteJob, 'replyTo'>, waitMs: number, signal: AbortSignal): Promise<CallOutcome>;
  /** Takes out a call that no worker has taken, and answers whoever waits for it. Undefined where it is too late. */
  cancel(executionId: string): Promise<ExecuteJob | undefined>;
}

const waiting: CallOutcome = { kind: 'waiting' };

export function createCallPath(queue: CallQueue, replies: ReplyListener): CallPath {
  return {
    call: async (job, waitMs, signal) => {
      if (waitMs === 0) {
        await queue.add(job);
        return waiting;
      }
      const expectation = replies.expect(job.executionId);
      const limit = Promise.withResolvers<CallOutcome>();
      const stop = () => limit.resolve(waiting);
      let timer: NodeJS.Timeout | undefined;
      try {
        await queue.add({ ...job, replyTo: replies.address });
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
    cancel: async (executionId) => {
      const removed = await queue.remove(executionId);
      if (removed !== undefined) replies.settle(executionId, { kind: 'ended', status: 'cancelled' });
      return removed;
    },
  };
}
