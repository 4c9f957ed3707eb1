import type { Live } from './contract.ts';
import { newId } from './id.ts';
import { liveChannel, makeAssembler } from './live-frame.ts';
import { type Interest, interestRepeatMs } from './live-interest.ts';
import { makeLivePublisher } from './live-publisher.ts';
import { channels, notify } from './notify.ts';
import type { Store } from './store.ts';

export function makeLive({ pool, listener }: Store): Live {
  return {
    async watch(executionId, receive) {
      const watcher = newId();
      const assemble = makeAssembler();
      const tell = async (state: Interest['state']): Promise<void> => {
        await notify(pool, channels.watch, JSON.stringify({ executionId, watcher, state } satisfies Interest));
      };
      const tellLater = (state: Interest['state']) => (): void => {
        // Repeated anyway: by the interval, or when the connection is back.
        tell(state).catch(() => undefined);
      };
      const events = await listener.subscribe(liveChannel(executionId), {
        receive: (frame) => {
          const message = assemble(frame);
          if (message !== undefined) receive(message);
        },
        reconnected: tellLater('new'),
      });
      const asks = await listener.subscribe(channels.watchAsk, { receive: tellLater('still') });
      await tell('new');
      const repeating = setInterval(tellLater('still'), interestRepeatMs);
      repeating.unref();
      return {
        async [Symbol.asyncDispose]() {
          clearInterval(repeating);
          await Promise.all([asks[Symbol.asyncDispose](), events[Symbol.asyncDispose]()]);
          await tell('end').catch(() => undefined);
        },
      };
    },

    publisher: (traceSoFar) => makeLivePublisher({ pool, listener }, traceSoFar),
  };
}
