import type { Answer, ExecuteJob, ReplySender, ReplyShelf, WireReply } from '@weft/call';
import type { Reply } from '@weft/engine';
import type { Logger, WorkerMetrics } from '@weft/telemetry';

/** Brings answers to whoever waits for them. */
export interface Answering {
  /**
   * Hands a reply to the waiting caller, or keeps it for the status URL where nobody waits any more. A reply that others will ask
   * for too is kept first, so that no caller ever saw one that they do not find.
   * @throws WeftError where its body cannot be made: then nothing was sent.
   */
  reply(job: ExecuteJob, attempt: number, reply: Reply): Promise<void>;
  /** Tells a waiting caller how the execution ended without a reply. Never throws. */
  ended(job: ExecuteJob, attempt: number, answer: Answer & { kind: 'ended' }): Promise<void>;
  /** Lets the gateway refuse what an earlier attempt may still send. */
  claim(job: ExecuteJob, attempt: number): void;
}

export interface AnsweringOptions {
  readonly sender: ReplySender;
  readonly shelf: ReplyShelf;
  readonly metrics: WorkerMetrics;
  readonly log: Logger;
}

export function createAnswering({ sender, shelf, metrics, log }: AnsweringOptions): Answering {
  return {
    reply: async (job, attempt, reply) => {
      const { executionId, replyTo, keepsReply } = job;
      const answer: Answer = { kind: 'reply', reply: await wireReply(reply) };
      try {
        // A body that is streamed is read anew each time.
        if (keepsReply === true) await shelf.keep(executionId, await wireReply(reply));
        if (replyTo !== undefined && (await sender.send(replyTo, executionId, attempt, answer))) {
          metrics.replies.inc({ outcome: 'taken' });
          return;
        }
        if (keepsReply !== true) await shelf.keep(executionId, await wireReply(reply));
        metrics.replies.inc({ outcome: 'shelved' });
      } catch (error) {
        metrics.replies.inc({ outcome: 'lost' });
        log.error('reply.lost', { executionId, error });
      }
    },
    ended: async ({ executionId, replyTo }, attempt, answer) => {
      if (replyTo !== undefined) await sender.send(replyTo, executionId, attempt, answer);
    },
    claim: ({ executionId, replyTo }, attempt) => {
      if (replyTo !== undefined) sender.claim(replyTo, executionId, attempt);
    },
  };
}

async function wireReply({ status, headers, body }: Reply): Promise<WireReply> {
  return { status, headers, contentType: body.contentType, body: body.isStreamed ? body.stream() : await body.bytes() };
}
