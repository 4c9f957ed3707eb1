import { createHash, type Hash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { readIdempotencyKey } from '@weft/call/internal-api';
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

/**
 * The caller's `Idempotency-Key`; undefined where there is none and none is required.
 * @throws WeftError `REQUEST_INVALID` where it is missing or is no key.
 */
export function idempotencyKeyOf(headers: IncomingHttpHeaders, isRequired: boolean): string | undefined {
  const header = headers['idempotency-key'];
  if (header !== undefined) return readIdempotencyKey(String(header));
  if (!isRequired) return undefined;
  throw new WeftError(
    'REQUEST_INVALID',
    'This endpoint wants a header Idempotency-Key: a text of your own, a new one for each call, such as a UUID.',
  );
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
