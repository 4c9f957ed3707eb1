import type { ByteStream } from '@weft/document';
import { parseXml } from '@weft/formats';
import { fileContentType } from '../remote-files/file-content-type.ts';
import { askS3, type Bucket } from './request.ts';

/** In bytes: what is sent with one request. Larger objects go in parts of this size, of which the protocol takes 10,000. */
const partBytes = 8 * 1024 * 1024;

export interface Upload {
  readonly key: string;
  readonly bytes: ByteStream;
  readonly what: string;
  readonly signal: AbortSignal;
}

/** Writes an object. It is there when all of it has arrived; until then whatever had the name keeps it. */
export async function upload(bucket: Bucket, { key, bytes, what, signal }: Upload): Promise<void> {
  const headers = { 'content-type': fileContentType(key) };
  const parts = inParts(bytes);
  const first = await parts.next();
  const second = await parts.next();
  if (second.done === true) {
    await askS3(bucket, { method: 'PUT', key, headers, body: first.done === true ? Buffer.alloc(0) : first.value, what, signal });
    return;
  }
  const begun = await askS3(bucket, { method: 'POST', key, query: { uploads: '' }, headers, what, signal });
  const uploadId = uploadIdOf(begun.text);
  try {
    const tags: string[] = [];
    const sendPart = async (body: Buffer): Promise<void> => {
      const query = { partNumber: String(tags.length + 1), uploadId };
      const answer = await askS3(bucket, { method: 'PUT', key, query, body, what, signal });
      tags.push(String(answer.headers['etag'] ?? ''));
    };
    await sendPart(first.value as Buffer);
    await sendPart(second.value);
    for await (const part of parts) await sendPart(part);
    await askS3(bucket, {
      method: 'POST',
      key,
      query: { uploadId },
      headers: { 'content-type': 'application/xml' },
      body: completion(tags),
      what,
      signal,
    });
  } catch (thrown) {
    // Parts of an upload that was given up are paid for until somebody throws them away.
    await askS3(bucket, { method: 'DELETE', key, query: { uploadId }, what, signal: AbortSignal.timeout(10_000) }).catch(() => {});
    throw thrown;
  }
}

async function* inParts(bytes: ByteStream): AsyncGenerator<Buffer, undefined> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    held.push(chunk);
    size += chunk.byteLength;
    while (size >= partBytes) {
      const all = Buffer.concat(held, size);
      yield all.subarray(0, partBytes);
      held = [all.subarray(partBytes)];
      size -= partBytes;
    }
  }
  if (size > 0) yield Buffer.concat(held, size);
  return undefined;
}

function uploadIdOf(xml: string): string {
  const { InitiateMultipartUploadResult: result } = parseXml(xml) as {
    readonly InitiateMultipartUploadResult?: { readonly UploadId?: unknown };
  };
  return String(result?.UploadId ?? '');
}

function completion(tags: readonly string[]): Buffer {
  const parts = tags.map((tag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${tag.replaceAll('"', '&quot;')}</ETag></Part>`);
  return Buffer.from(`<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`);
}
