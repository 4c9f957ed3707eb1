import type { Body, Document } from '@weft/document';
import type { TraceDocument } from '@weft/process';

/** How much of a body a trace keeps. Bytes. */
export const traceBodyBytesMax = 256 * 1024;

type BodyCopy = Pick<TraceDocument, 'body' | 'truncated' | 'size'>;

/**
 * Makes the copies of documents that traces show, each distinct body copied once.
 *
 * Bodies that are elsewhere are not fetched for the trace; those that cannot be written down are left out.
 */
export function makeDocumentCopier(
  recordsBodies: boolean,
): (stepId: string, port: string, document: Document, parentId: string) => TraceDocument {
  const copies = new WeakMap<Body, BodyCopy>();
  const copyOf = (body: Body): BodyCopy => {
    if (!recordsBodies || body.isStreamed) return sizeOf(body);
    const known = copies.get(body);
    if (known !== undefined) return known;
    const copy = copyBody(body);
    copies.set(body, copy);
    return copy;
  };
  return (stepId, port, { id, body, properties }, parentId) =>
    Object.assign({ id, stepId, port, parentId, contentType: body.contentType, properties }, copyOf(body));
}

function sizeOf(body: Body): BodyCopy {
  return body.size === undefined ? {} : { size: body.size };
}

function copyBody(body: Body): BodyCopy {
  try {
    const bytes = body.bytes();
    if (bytes instanceof Promise) {
      bytes.catch(() => undefined);
      return {};
    }
    const kept = bytes.subarray(0, traceBodyBytesMax);
    const isWhole = kept.byteLength === bytes.byteLength;
    const copy = isText(body.contentType)
      ? { text: decode(kept, body.contentType, isWhole) }
      : { base64: Buffer.from(kept).toString('base64') };
    return { size: bytes.byteLength, body: copy, ...(isWhole ? {} : { truncated: true }) };
  } catch {
    // What cannot be serialized fails the step that needs it serialized, not the one that made it.
    return {};
  }
}

const textTypes =
  /^(text\/|application\/(json|xml|javascript|ecmascript|x-www-form-urlencoded|edi-x12|edifact|sql|yaml|graphql|x-ndjson)\b)|\+(json|xml|yaml)\b/i;

function isText(contentType: string): boolean {
  return contentType === '' || textTypes.test(contentType);
}

/** A character cut in half at the end of the copy is left out. */
function decode(bytes: Uint8Array, contentType: string, isWhole: boolean): string {
  const charset = /charset\s*=\s*"?([^";\s]+)/i.exec(contentType)?.[1] ?? 'utf-8';
  return new TextDecoder(charset).decode(bytes, { stream: !isWhole });
}
