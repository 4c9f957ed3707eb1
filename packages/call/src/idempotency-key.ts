import { WeftError } from '@weft/errors';

/** In characters. */
const keyLengthMax = 255;

/**
 * Reads the header `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header §2.1: a string in quotes; most callers leave them
 * out, so both are taken).
 * @throws WeftError `REQUEST_INVALID` where it is empty, too long, or sent several times.
 */
export function readIdempotencyKey(header: string): string {
  // What was sent several times arrives joined by commas.
  const key = /^"([^",]+)"$|^([^",]+)$/.exec(header.trim());
  const text = key?.[1] ?? key?.[2] ?? '';
  if (text === '') throw refused('The header Idempotency-Key has to hold one key, without commas and quotation marks inside.');
  if (text.length > keyLengthMax) throw refused(`The header Idempotency-Key is longer than ${keyLengthMax} characters.`);
  return text;
}

function refused(message: string): WeftError {
  return new WeftError('REQUEST_INVALID', message);
}
