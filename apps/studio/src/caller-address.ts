import type { IncomingMessage } from 'node:http';

const loopback = /^(?:127\.|::1$|::ffff:127\.)/;

/**
 * The address a request came from. What a caller writes into `X-Forwarded-For` itself counts for nothing: only a proxy on this
 * machine is believed, and of it only the address that it added last.
 */
export function callerAddress(request: Pick<IncomingMessage, 'headers'>, peer: string | undefined): string | undefined {
  const forwarded = [request.headers['x-forwarded-for'] ?? []].flat().join(',');
  const last = forwarded.slice(forwarded.lastIndexOf(',') + 1).trim();
  return peer !== undefined && loopback.test(peer) && last !== '' ? last : peer;
}
