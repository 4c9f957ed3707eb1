import { WeftError } from '@weft/errors';
import { parseForm, serializeForm } from './form/form.ts';
import { parseJson } from './json/parse-json.ts';
import { serializeJson } from './json/serialize-json.ts';
import { decodeText, encodeText } from './text/charset.ts';
import { textOf } from './text/text-of.ts';
import { parseXml } from './xml/parse-xml.ts';
import { serializeXml } from './xml/serialize-xml.ts';

/** How a body is read and written: one of the folders of this package; `binary` leaves the bytes as they are. */
type Format = 'json' | 'xml' | 'form' | 'text' | 'binary';

/** A content type taken apart (RFC 9110 §8.3.1). */
export interface MediaType {
  /** Type and subtype in lower case, without parameters: `text/xml`. */
  readonly essence: string;
  /** The `charset` parameter in lower case, where there is one. */
  readonly charset: string | undefined;
  readonly format: Format;
}

const remembered = new Map<string, MediaType>();
/** Callers choose content types, so what is remembered is bounded. */
const rememberedMax = 500;

/** Takes a content type apart; every string is accepted, an unknown one is `binary`. */
export function mediaTypeOf(contentType: string): MediaType {
  let found = remembered.get(contentType);
  if (found === undefined) {
    const essence = (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
    const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(contentType)?.[1]?.toLowerCase();
    found = { essence, charset, format: formatOf(essence) };
    if (remembered.size >= rememberedMax) remembered.clear();
    remembered.set(contentType, found);
  }
  return found;
}

/** Several JSON texts are no value; as text they can be read, split and converted. */
const jsonLines: ReadonlySet<string> = new Set([
  'application/x-ndjson',
  'application/jsonl',
  'application/json-lines',
  'application/x-jsonlines',
]);

function formatOf(essence: string): Format {
  if (essence === 'application/json' || essence === 'text/json' || essence.endsWith('+json')) return 'json';
  if (essence === 'application/xml' || essence === 'text/xml' || essence.endsWith('+xml')) return 'xml';
  if (essence === 'application/x-www-form-urlencoded') return 'form';
  return essence.startsWith('text/') || jsonLines.has(essence) ? 'text' : 'binary';
}

/**
 * The value that bytes of this content type stand for: JSON and XML values, an object for forms, a string for text,
 * the bytes themselves for everything else.
 * @throws WeftError `BODY_NOT_PARSABLE` with line and column.
 */
export function parse(bytes: Uint8Array, contentType: string): unknown {
  const { format, charset } = mediaTypeOf(contentType);
  switch (format) {
    case 'json':
      return parseJson(decodeText(bytes, charset));
    case 'xml':
      return parseXml(bytes, charset);
    case 'form':
      return parseForm(decodeText(bytes, charset));
    case 'text':
      return decodeText(bytes, charset);
    case 'binary':
      return bytes;
    default:
      return format satisfies never;
  }
}

/**
 * The bytes of a value in this content type, in its character set.
 * @throws WeftError `BODY_NOT_SERIALIZABLE` where the format cannot hold the value.
 */
export function serialize(value: unknown, contentType: string): Uint8Array {
  const { format, charset } = mediaTypeOf(contentType);
  switch (format) {
    case 'json':
      return encodeText(serializeJson(value), charset);
    case 'xml':
      return encodeText(serializeXml(value, { charset }), charset);
    case 'form':
      return encodeText(serializeForm(value), charset);
    case 'text':
      return value instanceof Uint8Array ? value : encodeText(textOf(value), charset);
    case 'binary':
      return bytesOf(value, contentType);
    default:
      return format satisfies never;
  }
}

function bytesOf(value: unknown, contentType: string): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (value === null || value === undefined) return new Uint8Array(0);
  if (typeof value === 'string') return encodeText(value);
  const name = contentType === '' ? 'a body without a content type' : `"${contentType}"`;
  throw new WeftError(
    'BODY_NOT_SERIALIZABLE',
    `Only bytes or text can be written as ${name}. Choose a content type such as application/json for this value.`,
  );
}

/**
 * A guess at the content type of a body that came without one, from its first bytes: JSON, XML, text, or
 * `application/octet-stream`. A guess, so only ever used where nobody said anything.
 */
export function detectContentType(bytes: Uint8Array): string {
  if (bytes.byteLength === 0) return '';
  const head = bytes.subarray(0, 512);
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return 'text/plain; charset=utf-16';
  if (head.some((byte) => byte < 9 || (byte > 13 && byte < 32))) return 'application/octet-stream';
  const first = /[^\s\uFEFF]/.exec(new TextDecoder().decode(head))?.[0];
  if (first === '<') return 'application/xml';
  if (first === '{' || first === '[') return 'application/json';
  try {
    // A character cut at the end of the head is no fault, so the last three bytes do not count.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return 'text/plain; charset=utf-8';
  } catch {
    return 'application/octet-stream';
  }
}
