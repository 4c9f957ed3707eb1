import type { OutboundGuard } from '@weft/step-kit/executor';
import { request } from 'undici';
import { outboundAgent } from './outbound-agent.ts';

/** Sends a text to addresses that others chose. */
export interface OutboundPost extends AsyncDisposable {
  /**
   * The status of the answer, whatever it is; redirects are not followed, and what else was answered is dropped.
   * @throws where nothing was answered in time, or the address is refused.
   */
  send(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<number>;
}

/** `timeoutMs` is for the whole of a request. */
export function createOutboundPost(guard: OutboundGuard, timeoutMs: number): OutboundPost {
  const dispatcher = outboundAgent(guard);
  return {
    send: async (url, headers, text) => {
      const signal = AbortSignal.timeout(timeoutMs);
      const { statusCode, body } = await request(url, { method: 'POST', headers: { ...headers }, body: text, dispatcher, signal });
      await body.dump();
      return statusCode;
    },
    [Symbol.asyncDispose]: () => dispatcher.destroy(),
  };
}
