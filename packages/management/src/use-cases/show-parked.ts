import { fromWire, type WireDocument } from '@weft/document';
import type { z } from 'zod';
import { type parkedSchema, presentParked } from '../schemas/parked-document.ts';
import type { ManagementServices } from '../services.ts';
import { requireParked } from './require-parked.ts';

/** What a person can look at and edit in a browser. 4 MB. */
const shownBytesMax = 4 * 1024 * 1024;

/** A parked document with its body and the ways it can go on by. @throws WeftError `NOT_FOUND`. */
export async function showParked(
  services: Pick<ManagementServices, 'database' | 'catalog' | 'blobs'>,
  id: string,
): Promise<z.input<typeof parkedSchema>> {
  const { parked, document, properties } = await requireParked(services.database, id);
  const version = await services.database.versions.get(parked.versionId);
  const step = version?.plan.steps[parked.stepId];
  const titles = step === undefined ? [] : (services.catalog.steps.get(step.type)?.definition.ports(step.config) ?? []);
  return {
    ...presentParked(parked),
    document: { contentType: document.contentType, properties: { ...document.properties }, ...(await bodyOf(services, document)) },
    properties: { ...properties },
    port: parked.port ?? null,
    ports: Object.keys(step?.outputs ?? {}).map((port) => ({ id: port, title: titles.find((one) => one.id === port)?.title ?? port })),
  };
}

async function bodyOf({ blobs }: Pick<ManagementServices, 'blobs'>, document: WireDocument) {
  const size = 'blob' in document.body ? document.body.blob.size : Buffer.from(document.body.base64, 'base64').byteLength;
  const bytes = await firstBytes(fromWire(document, blobs).body.stream()).catch(() => undefined);
  if (bytes === undefined) return { size, body: null, truncated: false };
  return { size, body: textOrBase64(bytes), truncated: bytes.byteLength < size };
}

async function firstBytes(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of stream) {
    parts.push(part);
    bytes += part.byteLength;
    if (bytes >= shownBytesMax) break;
  }
  return Buffer.concat(parts).subarray(0, shownBytesMax);
}

function textOrBase64(bytes: Buffer): { text: string } | { base64: string } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { base64: bytes.toString('base64') };
  }
}
