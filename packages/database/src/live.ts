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
      let episode = 1;
      const tell = async (ended: boolean): Promise<void> => {
        await notify(pool, channels.watch, JSON.stringify({ executionId, watcher, episode, ended } satisfies Interest));
      };
      const repeat = (): void => {
        // Where it fails, the next one comes: with the interval, or when the connection is back.
        tell(false).catch(() => undefined);
      };
      const events = await listener.subscribe(liveChannel(executionId), {
        receive: (frame) => {
          const message = assemble(frame);
          if (message !== undefined) receive(message);
        },
        reconnected: () => {
          episode++;
          repeat();
        },
      });
      const asks = await listener.subscribe(channels.watchAsk, { receive: repeat });
      await tell(false);
      const repeating = setInterval(repeat, interestRepeatMs);
      repeating.unref();
      return {
        async [Symbol.asyncDispose]() {
          clearInterval(repeating);
          await Promise.all([asks[Symbol.asyncDispose](), events[Symbol.asyncDispose]()]);
          await tell(true).catch(() => undefined);
        },
      };
    },

    publisher: (traceSoFar) => makeLivePublisher({ pool, listener }, traceSoFar),
  };
}
