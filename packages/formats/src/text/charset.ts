import { WeftError } from '@weft/errors';

const encoder = new TextEncoder();
/** Most bodies are UTF-8; one strict decoder serves them all, because it keeps nothing between calls. */
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Bytes as text. A byte order mark wins over `charset` (WHATWG Encoding §6.1) and is not part of the text; without
 * either it is UTF-8.
 * @throws WeftError `BODY_NOT_PARSABLE` where the bytes are not in that character set, or it is unknown.
 */
export function decodeText(bytes: Uint8Array, charset?: string): string {
  const name = charsetOfMark(bytes) ?? charset ?? 'utf-8';
  const decoder = name === 'utf-8' ? utf8 : decoderFor(name);
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new WeftError(
      'BODY_NOT_PARSABLE',
      `The bytes are not text in the character set "${name}". Name the right one in the content type, as in "; charset=iso-8859-1".`,
      { cause },
    );
  }
}

/** The character set that a byte order mark at the beginning stands for (WHATWG Encoding §6.1). */
export function charsetOfMark(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** @throws WeftError `BODY_NOT_PARSABLE` where the character set is not known. */
export function decoderFor(charset: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(charset, { fatal: true });
  } catch (cause) {
    throw new WeftError('BODY_NOT_PARSABLE', `The character set "${charset}" is not known.`, { cause });
  }
}

/**
 * Text as bytes of a character set: UTF-8 (the default), UTF-16, US-ASCII, ISO-8859-1 and every other set of one byte a
 * character that can be read (`windows-1252`, `iso-8859-15`, `koi8-r` …).
 * @throws WeftError `BODY_NOT_SERIALIZABLE` where a character is not in that set, or it cannot be written.
 */
export function encodeText(text: string, charset = 'utf-8'): Uint8Array {
  if (charset === 'utf-8' || charset === 'utf8') return encoder.encode(text);
  if (charset === 'utf-16' || charset === 'utf-16le') return encodeUtf16(text, true);
  if (charset === 'utf-16be') return encodeUtf16(text, false);
  const byteOf = byteTableOf(charset);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const byte = byteOf(text.charCodeAt(at));
    if (byte === undefined) {
      const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
      throw new WeftError('BODY_NOT_SERIALIZABLE', `The character "${character}" does not exist in "${charset}". Use utf-8.`);
    }
    bytes[at] = byte;
  }
  return bytes;
}

const byteTables = new Map<string, ReadonlyMap<number, number>>();

/** Which byte stands for a character code. What decodes bytes says it, read backwards. */
function byteTableOf(charset: string): (code: number) => number | undefined {
  const last = lastCodeOf(charset);
  if (last !== undefined) return (code) => (code <= last ? code : undefined);
  let table = byteTables.get(charset);
  if (table === undefined) {
    if (!/^(?:windows-|iso-8859-|koi8-|ibm866$|macintosh$)/.test(charset)) {
      throw new WeftError('BODY_NOT_SERIALIZABLE', `Text cannot be written in the character set "${charset}". Use utf-8.`);
    }
    const decoder = decoderToWrite(charset);
    table = new Map(Array.from({ length: 256 }, (_byte, byte) => [decoder.decode(Uint8Array.of(byte)).charCodeAt(0), byte]));
    byteTables.set(charset, table);
  }
  const known = table;
  return (code) => known.get(code);
}

function decoderToWrite(charset: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(charset);
  } catch (cause) {
    throw new WeftError('BODY_NOT_SERIALIZABLE', `Text cannot be written in the character set "${charset}". Use utf-8.`, { cause });
  }
}

/** The highest character code of a one-byte character set that Weft writes; undefined for all other sets. */
export function lastCodeOf(charset: string | undefined): number | undefined {
  if (charset === 'iso-8859-1' || charset === 'latin1') return 0xff;
  return charset === 'us-ascii' || charset === 'ascii' ? 0x7f : undefined;
}

/** With a byte order mark, so that the order never has to be guessed (RFC 2781 §3.3). */
function encodeUtf16(text: string, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 + text.length * 2));
  view.setUint16(0, 0xfeff, littleEndian);
  for (let at = 0; at < text.length; at++) view.setUint16(2 + at * 2, text.charCodeAt(at), littleEndian);
  return new Uint8Array(view.buffer);
}
