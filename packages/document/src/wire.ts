import { Body, type ByteSource } from './body.ts';
import { createDocument, type Document, type Properties } from './document.ts';

/** A body in the blob store. */
export interface BlobRef {
  readonly key: string;
  /** In bytes. */
  readonly size: number;
}

/** Where bodies go that are too large for a queue or a record. */
export interface BlobStore {
  /** Reads `bytes` to their end and stores them under a new key. Aborting removes what was written. */
  put(bytes: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<BlobRef>;
  source(ref: BlobRef): ByteSource;
  delete(key: string): Promise<void>;
}

/** A document as it travels through a queue: small bodies inside (base64), large ones by reference. */
export interface WireDocument {
  readonly id: string;
  readonly contentType: string;
  readonly properties: Properties;
  readonly body: { readonly base64: string } | { readonly blob: BlobRef };
}

/** Above this a body travels by reference. 64 KB. */
const inlineBytesMax = 64 * 1024;

export async function toWire(document: Document, blobs: BlobStore): Promise<WireDocument> {
  const { id, properties, body } = document;
  const head = { id, contentType: body.contentType, properties };
  if (body.isStreamed) return { ...head, body: { blob: await blobs.put(body.stream()) } };
  const bytes = await body.bytes();
  if (bytes.byteLength > inlineBytesMax) return { ...head, body: { blob: await blobs.put(body.stream()) } };
  return { ...head, body: { base64: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64') } };
}

export function fromWire(wire: WireDocument, blobs: BlobStore): Document {
  const body =
    'blob' in wire.body
      ? Body.fromSource(blobs.source(wire.body.blob), wire.contentType)
      : wire.contentType === '' && wire.body.base64 === ''
        ? Body.empty
        : Body.fromBytes(Buffer.from(wire.body.base64, 'base64'), wire.contentType);
  return createDocument(wire.id, body, wire.properties);
}
