import { createHash, type Hash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Endpoint } from '@weft/database';
import { WeftError } from '@weft/errors';

/** A request that is executed once, however often it is sent. */
export interface KeyedRequest {
  /** Keys of one endpoint and caller are no keys of others. */
  readonly scope: string;
  readonly key: string;
  /** Of method, target and body: the same key with another request is a mistake of its caller. */
  readonly requestHash: string;
}

/** In characters. */
const keyLengthMax = 255;

/**
 * Reads `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header §2.1: a string in quotes; most callers leave them out, so both
 * are taken). undefined where there is none and none is required.
 * @throws WeftError `REQUEST_INVALID` where it is missing, empty, too long, or sent several times.
 */
export function idempotencyKeyOf(headers: IncomingHttpHeaders, isRequired: boolean): string | undefined {
  const header = headers['idempotency-key'];
  if (header === undefined) {
    if (isRequired)
      throw refused('This endpoint wants a header Idempotency-Key: a text of your own, a new one for each call, such as a UUID.');
    return undefined;
  }
  // Node joins what was sent several times.
  const key = /^"([^",]+)"$|^([^",]+)$/.exec(String(header).trim());
  const text = key?.[1] ?? key?.[2] ?? '';
  if (text === '') throw refused('The header Idempotency-Key has to hold one key, without commas and quotation marks inside.');
  if (text.length > keyLengthMax) throw refused(`The header Idempotency-Key is longer than ${keyLengthMax} characters.`);
  return text;
}

/** A hash to which the body is still to be added. */
export function requestHash(method: string, target: string): Hash {
  return createHash('sha256').update(`${method} ${target}\n`);
}

/** One address, whatever version answers it, and one caller. */
export function scopeOf(
  { environmentId, processId, path }: Pick<Endpoint, 'environmentId' | 'processId' | 'path'>,
  caller: string,
): string {
  return JSON.stringify([environmentId, processId, path, caller]);
}

function refused(message: string): WeftError {
  return new WeftError('REQUEST_INVALID', message);
}
