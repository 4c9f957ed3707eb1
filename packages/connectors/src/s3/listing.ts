import { parseXml } from '@weft/formats';
import type { RemoteFile } from '../remote-files/session.ts';

interface Answer {
  readonly EncodingType?: string;
  readonly IsTruncated?: string;
  readonly NextContinuationToken?: string;
  readonly Contents?: unknown;
  readonly CommonPrefixes?: unknown;
}

/** One part of a listing, and where the next one begins. */
export interface ListingPart {
  readonly files: readonly RemoteFile[];
  readonly next: string | undefined;
}

/** Reads the answer to ListObjectsV2. `base` is what all keys of the connection begin with, with its slash. */
export function readListing(xml: string, base: string): ListingPart {
  const { ListBucketResult: answer = {} } = parseXml(xml) as { readonly ListBucketResult?: Answer };
  const decode = answer.EncodingType === 'url' ? (key: string) => decodeURIComponent(key.replaceAll('+', ' ')) : (key: string) => key;
  const files = several<{ Key: string; Size: string; LastModified: string }>(answer.Contents)
    .map(({ Key, Size, LastModified }) => entry(decode(Key), base, { size: Number(Size), modified: new Date(LastModified) }))
    // Some programs make an empty object for a folder; a name that ends with a slash is one.
    .filter(({ path }) => path !== '' && !path.endsWith('/'));
  const folders = several<{ Prefix: string }>(answer.CommonPrefixes).map(({ Prefix }) => entry(decode(Prefix).replace(/\/$/, ''), base));
  return { files: [...files, ...folders], next: answer.IsTruncated === 'true' ? answer.NextContinuationToken : undefined };
}

/** One element and several look different in what XML becomes. */
function several<T>(value: unknown): T[] {
  return (value === undefined ? [] : Array.isArray(value) ? value : [value]) as T[];
}

function entry(key: string, base: string, file?: { readonly size: number; readonly modified: Date }): RemoteFile {
  const path = key.slice(base.length);
  const name = path.slice(path.lastIndexOf('/') + 1);
  return { name, path, size: file?.size ?? 0, modified: file?.modified, isFolder: file === undefined };
}
