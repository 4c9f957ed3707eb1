import { Body, createDocument, toWire } from '@weft/document';
import type { ManagementServices } from '../services.ts';
import { requireParked } from './require-parked.ts';

export interface ParkedBody {
  readonly id: string;
  /** A text in UTF-8, or any bytes in base64. */
  readonly content: { readonly text: string } | { readonly base64: string };
  /** What it was where it is not given. */
  readonly contentType: string | undefined;
  readonly by: string;
}

/**
 * Replaces the body of a parked document; its properties stay.
 * @throws WeftError `NOT_FOUND`, `CONFLICT` where it was resolved before, `BODY_NOT_PARSABLE` where it is no JSON although it says so.
 */
export async function editParked({ database, blobs }: Pick<ManagementServices, 'database' | 'blobs'>, edit: ParkedBody): Promise<void> {
  const { document } = await requireParked(database, edit.id);
  const { content, by } = edit;
  const bytes = 'text' in content ? Buffer.from(content.text) : Buffer.from(content.base64, 'base64');
  const contentType = contentTypeOf(edit.contentType ?? document.contentType, content);
  const body = Body.fromBytes(bytes, contentType);
  if (/[/+]json\b/i.test(contentType)) await body.value();
  const wire = await toWire(createDocument(document.id, body, document.properties), blobs);
  try {
    await discard(blobs, await database.parked.replaceDocument(edit.id, wire, by));
  } catch (error) {
    if ('blob' in wire.body) await discard(blobs, [wire.body.blob.key]);
    throw error;
  }
}

/** A text is sent in UTF-8, whatever it was read in before. */
function contentTypeOf(contentType: string, content: ParkedBody['content']): string {
  const given = contentType === '' ? 'text/plain' : contentType;
  return 'text' in content ? given.replace(/;\s*charset=[^;]*/i, '; charset=utf-8') : given;
}

async function discard(blobs: ManagementServices['blobs'], keys: readonly string[]): Promise<void> {
  await Promise.allSettled(keys.map((key) => blobs.delete(key)));
}
