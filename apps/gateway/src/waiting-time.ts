import type { IncomingHttpHeaders } from 'node:http';

/** No caller may wait longer than this, whatever it asks for. */
const waitMsMax = 600_000;

/**
 * How long this caller waits, in milliseconds: `X-Max-Wait` (milliseconds), else `Prefer: wait=` (seconds, RFC 7240 §4.3), else the
 * endpoint's time-out; not at all with `Prefer: respond-async` alone (§4.1). What cannot be read is ignored, as RFC 7240 asks.
 */
export function waitingTime(headers: IncomingHttpHeaders, timeoutMs: number): number {
  const asked = maxWait(headers['x-max-wait']) ?? preferredWait(headers['prefer']);
  return Math.min(asked ?? timeoutMs, waitMsMax);
}

function maxWait(header: string | string[] | undefined): number | undefined {
  return typeof header === 'string' && /^\d{1,9}$/.test(header) ? Number(header) : undefined;
}

function preferredWait(header: string | string[] | undefined): number | undefined {
  const text = Array.isArray(header) ? header.join(',') : (header ?? '');
  for (const preference of text.split(',')) {
    const seconds = /^\s*wait\s*=\s*"?(\d{1,6})"?\s*(;.*)?$/i.exec(preference)?.[1];
    if (seconds !== undefined) return Number(seconds) * 1_000;
  }
  return /(^|,)\s*respond-async\s*(,|;|$)/i.test(text) ? 0 : undefined;
}
