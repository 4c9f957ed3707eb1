import { WeftError } from '@weft/errors';
import { charsetOfMark, decoderFor, encodeText } from './charset.ts';

/** Turns bytes that come in pieces into text that comes in pieces. For one text. */
export interface TextDecoding {
  /** @throws WeftError `BODY_NOT_PARSABLE` where the bytes are not in the character set. */
  write(bytes: Uint8Array): string;
  /** What was still open; a character that was cut at the end is a fault. */
  end(): string;
}

/** As `decodeText`, piece by piece: a byte order mark wins over `charset` and is not part of the text. */
export function decodeTextPieces(charset = 'utf-8'): TextDecoding {
  let name = charset;
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let head = new Uint8Array(0);
  const decode = (bytes: Uint8Array, stream: boolean): string => {
    decoder ??= decoderFor(name);
    try {
      return decoder.decode(bytes, { stream });
    } catch (cause) {
      throw new WeftError('BODY_NOT_PARSABLE', `The bytes are not text in the character set "${name}". Choose the right one.`, { cause });
    }
  };
  return {
    write(bytes) {
      if (decoder !== undefined) return decode(bytes, true);
      // A byte order mark has up to three bytes, which may come in as many pieces.
      head = joined(head, bytes);
      if (head.byteLength < 3) return '';
      name = charsetOfMark(head) ?? name;
      return decode(head, true);
    },
    end() {
      if (decoder !== undefined) return decode(new Uint8Array(0), false);
      name = charsetOfMark(head) ?? name;
      return decode(head, false);
    },
  };
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.byteLength + b.byteLength);
  both.set(a);
  both.set(b, a.byteLength);
  return both;
}

/**
 * As `encodeText`, piece by piece; a byte order mark, for UTF-16 and where `mark` says so for UTF-8, stands before the
 * first one only. No piece may end inside a character.
 */
export function encodeTextPieces(charset = 'utf-8', mark = false): (text: string) => Uint8Array {
  const isWide = charset.startsWith('utf-16');
  let isFirst = true;
  return (text) => {
    const bytes = encodeText(isFirst && mark && charset === 'utf-8' ? `\uFEFF${text}` : text, charset);
    const own = isWide && !isFirst ? bytes.subarray(2) : bytes;
    isFirst = false;
    return own;
  };
}
