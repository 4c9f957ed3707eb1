import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

/** Why it is not there yet, or never will be. */
const refusals = {
  busy: [503, { error: 'busy', message: 'The carrier has no free driver. Ask again.' }],
  unreadable: [400, { error: 'unreadable', message: 'A delivery has an order and an address.' }],
  nowhere: [422, { error: 'nowhere', message: 'The carrier does not go there.' }],
} as const;

/** How often an order is refused before it is taken. */
const busyTimes = 2;

/**
 * A carrier that takes deliveries, `{"order": "O-1", "address": "…"}`, at the third time it is asked: 503 with `Retry-After`
 * before that. Where the address names the moon it never goes (422).
 */
export function deliveryService(): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const asked = new Map<string, number>();
  return async (request, response) => {
    const { order, address } = deliveryIn(await text(request));
    if (order === undefined || address === undefined) return say(response, ...refusals.unreadable);
    if (/\bmoon\b/i.test(address)) return say(response, ...refusals.nowhere);
    const times = (asked.get(order) ?? 0) + 1;
    asked.set(order, times);
    if (times <= busyTimes) {
      response.setHeader('retry-after', '1');
      return say(response, ...refusals.busy);
    }
    say(response, 202, { order, status: 'on its way' });
  };
}

function deliveryIn(json: string): { readonly order?: string; readonly address?: string } {
  try {
    const { order, address } = JSON.parse(json) as Record<string, unknown>;
    return typeof order === 'string' && typeof address === 'string' ? { order, address } : {};
  } catch {
    return {};
  }
}

function say(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}
