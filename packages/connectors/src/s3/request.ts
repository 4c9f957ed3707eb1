import { createHash } from 'node:crypto';
import { WeftError } from '@weft/errors';
import { AwsV4Signer } from 'aws4fetch';
import { type Dispatcher, request as send } from 'undici';
import { errorOf, s3Failure, s3Refusal, type Tried } from './failure.ts';

/** One bucket and how it is reached. */
export interface Bucket {
  /** With the bucket where it stands in the path, without a slash at the end. */
  readonly url: string;
  readonly server: string;
  readonly name: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly timeoutMs: number;
  readonly agent: Dispatcher;
}

export interface S3Request {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  /** The whole key; `''` for the bucket itself. */
  readonly key: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | undefined;
  /** For the sentence of an error. */
  readonly what: string;
  readonly signal: AbortSignal;
}

/** In bytes: answers that are lists or errors, not objects. */
const textBytesMax = 16 * 1024 * 1024;

/** Sends a signed request and gives the answer, whatever its status. @throws WeftError `CONNECTION_FAILED`, `TIMEOUT`, `OUTBOUND_REFUSED`. */
export async function sendSigned(
  bucket: Bucket,
  { method, key, query = {}, headers = {}, body, what, signal }: S3Request,
): Promise<Dispatcher.ResponseData> {
  const { region, accessKeyId, secretAccessKey, timeoutMs, agent } = bucket;
  const url = new URL(`${bucket.url}/${encodedKey(key)}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  // The hash lets the service tell a body that was damaged on its way.
  const hash = createHash('sha256')
    .update(body ?? '')
    .digest('hex');
  const signer = new AwsV4Signer({
    method,
    url: rfc3986(String(url)),
    headers: { ...headers, 'x-amz-content-sha256': hash },
    service: 's3',
    region,
    accessKeyId,
    secretAccessKey,
  });
  const signed = await signer.sign();
  try {
    return await send(String(signed.url), {
      method,
      headers: Object.fromEntries(signed.headers as Headers),
      ...(body === undefined ? {} : { body }),
      dispatcher: agent,
      signal,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
  } catch (thrown) {
    throw s3Failure(thrown, tried(bucket, what));
  }
}

/** As {@link sendSigned}, where only success will do; gives the text of the answer. */
export async function askS3(
  bucket: Bucket,
  request: S3Request,
): Promise<{ readonly text: string; readonly headers: Dispatcher.ResponseData['headers'] }> {
  const { statusCode, headers, body } = await sendSigned(bucket, request);
  const text = await textOf(bucket, body, request.what);
  // Some operations begin to answer before they know whether they succeed, and then tell of an error with status 200.
  if (statusCode >= 300 || errorOf(text).code !== '') throw s3Refusal(statusCode, text, tried(bucket, request.what));
  return { text, headers };
}

/** Reads an answer that is a text. @throws WeftError. */
export async function textOf(bucket: Bucket, body: Dispatcher.ResponseData['body'], what: string): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      size += chunk.byteLength;
      if (size > textBytesMax)
        throw new WeftError('BODY_TOO_LARGE', `The storage ${bucket.server} answers with more than ${textBytesMax} bytes.`, {
          status: 502,
        });
      chunks.push(chunk);
    }
  } catch (thrown) {
    throw s3Failure(thrown, tried(bucket, what));
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** What a failure says of the bucket. */
export function tried({ server, name, timeoutMs }: Bucket, what: string): Tried {
  return { server, bucket: name, timeoutMs, what };
}

/** A key as the path of a URL: each part by itself. */
export function encodedKey(key: string): string {
  return rfc3986(key.split('/').map(encodeURIComponent).join('/'));
}

/** The signature is over a form in which these are written out too (RFC 3986 §2.2). */
function rfc3986(text: string): string {
  return text.replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
