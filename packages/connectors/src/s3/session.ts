import type { ByteStream } from '@weft/document';
import { WeftError } from '@weft/errors';
import { joined, nameOf } from '../remote-files/remote-path.ts';
import type { FileSession, RemoteFile } from '../remote-files/session.ts';
import { s3Failure, s3Refusal } from './failure.ts';
import { readListing } from './listing.ts';
import { askS3, type Bucket, encodedKey, sendSigned, textOf, tried } from './request.ts';
import { upload } from './upload.ts';

/** The steps' view of a bucket. `base` is the connection's folder, without slashes at its ends. */
export function s3Session(bucket: Bucket, base: string): FileSession {
  const ending = new AbortController();
  const { signal } = ending;
  const keyOf = (path: string): string => joined(base, path);
  const prefix = base === '' ? '' : `${base}/`;

  async function listPart(folder: string, { what, query }: { readonly what: string; readonly query: Readonly<Record<string, string>> }) {
    const at = folder === '' ? prefix : `${keyOf(folder)}/`;
    const asked = { 'list-type': '2', delimiter: '/', 'encoding-type': 'url', prefix: at, ...query };
    const { text } = await askS3(bucket, { method: 'GET', key: '', query: asked, what, signal });
    return readListing(text, prefix);
  }

  async function find(path: string): Promise<RemoteFile | undefined> {
    const what = `look for "${path}"`;
    if (path !== '') {
      const { statusCode, headers, body } = await sendSigned(bucket, { method: 'HEAD', key: keyOf(path), what, signal });
      await textOf(bucket, body, what);
      if (statusCode < 300) {
        const modified = new Date(String(headers['last-modified']));
        const size = Number(headers['content-length'] ?? 0);
        return { name: nameOf(path), path, size, modified: Number.isNaN(modified.getTime()) ? undefined : modified, isFolder: false };
      }
      if (statusCode !== 404) throw s3Refusal(statusCode, '', tried(bucket, what));
    }
    const { files } = await listPart(path, { what, query: { 'max-keys': '1' } });
    return files.length === 0 && path !== '' ? undefined : { name: nameOf(path), path, size: 0, modified: undefined, isFolder: true };
  }

  async function remove(path: string): Promise<void> {
    await askS3(bucket, { method: 'DELETE', key: keyOf(path), what: `delete "${path}"`, signal });
  }

  /** There is no such operation: a copy, and then the old one goes. */
  async function rename(from: string, to: string): Promise<void> {
    const source = `/${bucket.name}/${encodedKey(keyOf(from))}`;
    await askS3(bucket, { method: 'PUT', key: keyOf(to), headers: { 'x-amz-copy-source': source }, what: `rename "${from}"`, signal });
    await remove(from);
  }

  return {
    writesWhole: true,
    async list(folder) {
      const files: RemoteFile[] = [];
      let next: string | undefined;
      do {
        const token: Record<string, string> = next === undefined ? {} : { 'continuation-token': next };
        const part = await listPart(folder, { what: `list "${folder}"`, query: token });
        files.push(...part.files);
        next = part.next;
      } while (next !== undefined);
      return files;
    },
    find,
    async *read(path) {
      const what = `read "${path}"`;
      const { statusCode, headers, body } = await sendSigned(bucket, { method: 'GET', key: keyOf(path), what, signal });
      if (statusCode >= 300) {
        const text = await textOf(bucket, body, what);
        if (statusCode === 404 && !text.includes('NoSuchBucket'))
          throw new WeftError('NOT_FOUND', `There is no object "${path}" in the bucket "${bucket.name}".`);
        throw s3Refusal(statusCode, text, tried(bucket, what));
      }
      const promised = Number(headers['content-length'] ?? Number.NaN);
      let size = 0;
      try {
        for await (const chunk of body as AsyncIterable<Uint8Array>) {
          size += chunk.byteLength;
          yield chunk;
        }
      } catch (thrown) {
        throw s3Failure(thrown, tried(bucket, what));
      }
      if (size < promised) throw s3Failure(new Error('closed'), tried(bucket, what));
    },
    write: (path: string, bytes: ByteStream) => upload(bucket, { key: keyOf(path), bytes, what: `write "${path}"`, signal }),
    append: () => Promise.reject(new WeftError('STEP_FAILED', 'Nothing can be appended to an object in a bucket.')),
    rename,
    async renameToFree(from, to) {
      if ((await find(to)) !== undefined) return false;
      await rename(from, to);
      return true;
    },
    async remove(path) {
      // The service says "done" whether or not anything was there.
      const found = await find(path);
      if (found === undefined || found.isFolder) return false;
      await remove(path);
      return true;
    },
    // A folder is there when something is in it.
    makeFolder: async () => {},
    ping: async () => {},
    close: () => ending.abort(new WeftError('CANCELLED', 'The execution was cancelled.')),
    get closed() {
      return signal.aborted;
    },
  };
}
