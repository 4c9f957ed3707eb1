import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Body, type ByteStream } from '@weft/document';
import { WeftError } from '@weft/errors';
import { detectContentType } from '@weft/formats';
import { type Dispatcher, request as send } from 'undici';
import { localCopy } from '../remote-files/local-copy.ts';
import { requestFailure } from './failure.ts';
import { retryAfterMs } from './retry-after.ts';

/** Redirects followed before giving up. */
const redirectsMax = 5;

export interface OutgoingRequest {
  readonly method: string;
  readonly url: URL;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Names in `headers` that only the first server may see. */
  readonly privateHeaders: readonly string[];
  /** Opened again for each redirect that keeps the body. */
  readonly body?: { readonly contentType: string; open(): Uint8Array | ByteStream };
  readonly timeoutMs: number;
  readonly responseBytesMax: number;
  readonly signal: AbortSignal;
}

export interface IncomingResponse {
  /** Where it came from in the end, redirects followed. May hold a key: never shown. */
  readonly url: string;
  readonly status: number;
  readonly statusText: string;
  /** By name in lower case; those that came several times have their values joined by a comma and a space. */
  readonly headers: Readonly<Record<string, string>>;
  /** How long the service asks to be left alone. Milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** Without a connection to the service: large ones are in a file of this machine. Where the service named no content type, a guess. */
  readonly body: Body;
}

/**
 * Sends a request and reads the whole answer, following redirects through the same dispatcher, which checks each address.
 * @throws WeftError `CONNECTION_FAILED`, `TIMEOUT`, `BODY_TOO_LARGE`, `OUTBOUND_REFUSED`, `CANCELLED`, `HTTP_STATUS` (too many redirects).
 */
export async function sendRequest(dispatcher: Dispatcher, request: OutgoingRequest): Promise<IncomingResponse> {
  const timeout = AbortSignal.timeout(request.timeoutMs);
  let at = request;
  try {
    for (let redirects = 0; redirects <= redirectsMax; redirects += 1) {
      const response = await once(dispatcher, at, AbortSignal.any([request.signal, timeout]));
      if (response.location === undefined) return response;
      at = redirected(at, response.status, response.location);
    }
  } catch (thrown) {
    throw requestFailure(thrown, { signal: request.signal, timeout, timeoutMs: request.timeoutMs, url: at.url });
  }
  throw new WeftError('HTTP_STATUS', `The service redirected more than ${redirectsMax} times.`);
}

async function once(
  dispatcher: Dispatcher,
  { method, url, headers, body, responseBytesMax }: OutgoingRequest,
  signal: AbortSignal,
): Promise<IncomingResponse & { readonly location: string | undefined }> {
  const response = await send(url, {
    dispatcher,
    method,
    signal,
    headers: { ...(body === undefined || body.contentType === '' ? {} : { 'content-type': body.contentType }), ...headers },
    body: body === undefined ? null : requestBody(body.open()),
    // The one limit of the request is its signal.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const location = isRedirect(response.statusCode) ? first(response.headers['location']) : undefined;
  if (location !== undefined) await response.body.dump();
  return {
    url: url.href,
    status: response.statusCode,
    statusText: response.statusText,
    headers: joined(response.headers),
    retryAfterMs: retryAfterMs(first(response.headers['retry-after']), Date.now()),
    body: location === undefined ? await bodyOf(response, responseBytesMax) : Body.empty,
    location,
  };
}

function requestBody(body: Uint8Array | ByteStream): Dispatcher.DispatchOptions['body'] {
  return body instanceof Uint8Array ? body : (body as AsyncIterable<Uint8Array> as unknown as Dispatcher.DispatchOptions['body']);
}

/** Gzip is all that is asked for, so it is all that may come (RFC 9110 §8.4). */
function decoded(body: Readable, encoding: string | undefined): Readable {
  if (encoding === undefined || encoding === '' || encoding === 'identity') return body;
  if (encoding !== 'gzip' && encoding !== 'x-gzip') {
    body.destroy();
    throw new WeftError(
      'CONNECTION_FAILED',
      `The service compressed its answer as "${encoding.slice(0, 40)}", which it was not asked for.`,
    );
  }
  // A failure of either side destroys both, and whoever reads the end hears of it.
  return pipeline(body, createGunzip(), () => {});
}

async function bodyOf({ body, headers }: Dispatcher.ResponseData, bytesMax: number): Promise<Body> {
  const bytes = limited(decoded(body, first(headers['content-encoding'])), bytesMax);
  const copy = await localCopy(bytes, first(headers['content-type']) ?? '');
  if (copy.size === 0) return Body.empty;
  if (copy.contentType !== '') return copy;
  return copy.isStreamed ? Body.fromSource({ open: () => copy.stream() }, 'application/octet-stream') : guessed(await copy.bytes());
}

function guessed(bytes: Uint8Array): Body {
  return Body.fromBytes(bytes, detectContentType(bytes));
}

async function* limited(body: AsyncIterable<Uint8Array>, bytesMax: number): ByteStream {
  let total = 0;
  // Leaving the loop early destroys the stream, and with it the connection.
  for await (const chunk of body) {
    total += chunk.byteLength;
    if (total > bytesMax)
      throw new WeftError('BODY_TOO_LARGE', `The answer of the service is larger than the ${bytesMax} bytes allowed.`, { status: 502 });
    yield chunk;
  }
}

function isRedirect(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
}

/** RFC 9110 §15.4: 303 always, and 301 and 302 for POST by custom, go on as GET without the body. */
function redirected(request: OutgoingRequest, status: number, location: string): OutgoingRequest {
  if (!URL.canParse(location, request.url.href)) throw new WeftError('HTTP_STATUS', 'The service redirected to something that is no URL.');
  const url = new URL(location, request.url);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new WeftError('HTTP_STATUS', 'The service redirected to something that is not the web.');
  url.username = '';
  url.password = '';
  const becomesGet = (status === 303 && request.method !== 'HEAD') || ((status === 301 || status === 302) && request.method === 'POST');
  const { body, ...rest } = request;
  return {
    ...rest,
    url,
    method: becomesGet ? 'GET' : request.method,
    headers: url.origin === request.url.origin ? request.headers : without(request.headers, request.privateHeaders),
    ...(becomesGet || body === undefined ? {} : { body }),
  };
}

function without(headers: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
}

function joined(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}

function first(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
