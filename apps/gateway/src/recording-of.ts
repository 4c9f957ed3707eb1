import type { IncomingHttpHeaders } from 'node:http';
import type { Endpoint } from '@weft/database';

/** How much is recorded of one call, and what its caller is told of that in `X-Weft-Debug`. */
export interface Recording {
  readonly mode: Endpoint['mode'];
  /** undefined where the caller asked for nothing. */
  readonly debug: 'recorded' | 'refused' | undefined;
}

/**
 * The endpoint's mode; with `X-Weft-Debug: true` everything is recorded of this one call. Strangers may not ask for it: where anybody
 * can call, anybody could make Weft write.
 */
export function recordingOf({ mode, authentication }: Pick<Endpoint, 'mode' | 'authentication'>, headers: IncomingHttpHeaders): Recording {
  const header = headers['x-weft-debug'];
  if (typeof header !== 'string' || header.trim().toLowerCase() !== 'true') return { mode, debug: undefined };
  if (authentication === 'none') return { mode, debug: 'refused' };
  return { mode: 'general', debug: 'recorded' };
}
