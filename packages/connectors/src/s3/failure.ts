import { WeftError } from '@weft/errors';
import { parseXml } from '@weft/formats';
import { socketFailure } from '../network/socket-failure.ts';

/** What was tried, for the sentence. */
export interface Tried {
  readonly server: string;
  readonly bucket: string;
  readonly timeoutMs: number;
  /** `read "orders/a.csv"`. */
  readonly what: string;
}

/** Whatever broke a request off, as a WeftError. */
export function s3Failure(thrown: unknown, { server, timeoutMs }: Tried): WeftError {
  for (let at: unknown = thrown, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1)
    if (at instanceof WeftError) return at;
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const init = { detail: error.message, cause: thrown, retryable: true };
  const { code } = error as { readonly code?: string };
  if (code !== undefined && /^UND_ERR_(HEADERS|BODY|CONNECT)_TIMEOUT$/.test(code))
    return new WeftError('TIMEOUT', `The storage ${server} said nothing for ${timeoutMs} ms.`, init);
  const end =
    socketFailure(error) ??
    (code === 'UND_ERR_SOCKET' || /terminated|closed/i.test(error.message) ? 'broke the connection off.' : 'could not be used.');
  return new WeftError('CONNECTION_FAILED', `The storage ${server} ${end}`, init);
}

const credentials: ReadonlySet<string> = new Set(['InvalidAccessKeyId', 'SignatureDoesNotMatch', 'InvalidToken', 'ExpiredToken']);
const busy: ReadonlySet<string> = new Set(['SlowDown', 'ServiceUnavailable', 'InternalError', 'RequestTimeout', 'OperationAborted']);
const elsewhere: ReadonlySet<string> = new Set([
  'PermanentRedirect',
  'TemporaryRedirect',
  'AuthorizationHeaderMalformed',
  'IllegalLocationConstraintException',
]);

/** An answer that is no success, as a WeftError. `body` may be empty: answers to HEAD have none. */
export function s3Refusal(status: number, body: string, { server, bucket, what }: Tried): WeftError {
  const { code, message } = errorOf(body);
  const said = [code, message].filter((part) => part !== '').join(': ') || `status ${status}`;
  const init = { detail: said };
  if (credentials.has(code))
    return new WeftError('CONNECTION_FAILED', `The storage ${server} does not accept this access key and secret key.`, init);
  if (code === 'NoSuchBucket') return new WeftError('CONNECTION_FAILED', `The storage ${server} has no bucket "${bucket}".`, init);
  if (code === 'RequestTimeTooSkewed')
    return new WeftError(
      'CONNECTION_FAILED',
      `The clocks of this machine and of the storage ${server} differ too much. Set the clock of this machine.`,
      init,
    );
  if (elsewhere.has(code) || status === 301 || status === 307)
    return new WeftError(
      'CONNECTION_FAILED',
      `The bucket "${bucket}" is in another region, or at another endpoint, than the connection says. ${message}`.trim(),
      init,
    );
  if (busy.has(code) || status === 429 || status >= 500)
    return new WeftError('CONNECTION_FAILED', `The storage ${server} cannot serve just now: ${said}.`, { ...init, retryable: true });
  if (status === 403) return new WeftError('STEP_FAILED', `The storage ${server} does not permit this access key to ${what}.`, init);
  return new WeftError('STEP_FAILED', `The storage ${server} refused to ${what}: ${said}.`, init);
}

/** What an answer says of an error; empty texts where it says none. */
export function errorOf(body: string): { readonly code: string; readonly message: string } {
  if (!body.includes('<Error>')) return { code: '', message: '' };
  try {
    const { Error: error } = parseXml(body) as { readonly Error?: { readonly Code?: unknown; readonly Message?: unknown } };
    return { code: String(error?.Code ?? ''), message: String(error?.Message ?? '').slice(0, 300) };
  } catch {
    return { code: '', message: '' };
  }
}
