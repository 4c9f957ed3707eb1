import type { Notebook } from './journal.ts';
import type { EngineServices, Reply } from './ports.ts';
import type { TraceWriter } from './trace-writer.ts';

/** Sees to it that a caller is answered at most once. */
export interface Replier {
  /** True where this was the answer; false, with a warning in the log, where it came too late. Rejects where handing over failed. */
  reply(reply: Reply): Promise<boolean>;
  readonly replied: boolean;
  /** From now on no reply is taken: the execution has failed or was cancelled, and its end is the answer. */
  close(): void;
}

export function makeReplier(services: EngineServices, trace: TraceWriter, notebook: Notebook | undefined): Replier {
  /** True until the reply is reached that an earlier attempt gave. */
  let isRecalled = notebook?.hasEarlier('replied') === true;
  let replied = isRecalled;
  let isOpen = true;
  return {
    get replied() {
      return replied;
    },
    close() {
      isOpen = false;
    },
    async reply(reply) {
      if (!isOpen) return false;
      if (isRecalled) {
        isRecalled = false;
        trace.replied(reply);
        return true;
      }
      if (replied) {
        trace.log('warn', 'A second document reached a reply. The caller has been answered already; this one is not sent.', {
          stepId: reply.stepId,
        });
        return false;
      }
      replied = true;
      trace.replied(reply);
      await services.reply(reply);
      notebook?.note({ kind: 'replied', key: reply.stepId });
      return true;
    },
  };
}
