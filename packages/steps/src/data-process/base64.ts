import { WeftError } from '@weft/errors';
import { detectContentType } from '@weft/formats';
import { type Operate, tooLarge } from './content.ts';

/** RFC 2045 §6.8. */
const lineLength = 76;

/** RFC 4648 §4; with `wrap` in lines as RFC 2045 §6.8 has them. */
export function encodeBase64(wrap: boolean): Operate {
  return ({ bytes }, bytesMax) => {
    const length = Math.ceil(bytes.byteLength / 3) * 4;
    if (length + (wrap ? Math.ceil(length / lineLength) * 2 : 0) > bytesMax) throw tooLarge('Base64', bytesMax);
    const text = bufferOf(bytes).toString('base64');
    const written = wrap ? text.replace(/.{1,76}/g, '$&\r\n') : text;
    return { bytes: Buffer.from(written, 'latin1'), contentType: 'text/plain; charset=us-ascii' };
  };
}

/**
 * RFC 4648 §4 and §5, padded or not, white space skipped. Node skips whatever it does not know; half a file would go
 * on in silence, so what is no Base64 is refused here.
 */
export function decodeBase64(): Operate {
  return ({ bytes }, bytesMax) => {
    const text = bufferOf(bytes)
      .toString('latin1')
      .replace(/[ \t\r\n]+/g, '');
    const end = text.endsWith('==') ? text.length - 2 : text.endsWith('=') ? text.length - 1 : text.length;
    const wrong = /[^A-Za-z0-9+/_-]/.exec(text.slice(0, end));
    if (wrong !== null) throw notBase64(`character ${wrong.index + 1}, white space not counted, is none of its alphabet`);
    if (end % 4 === 1 || (end !== text.length && text.length % 4 !== 0)) throw notBase64('it is cut off');
    if (Math.floor((end * 3) / 4) > bytesMax) throw tooLarge('Decoding Base64', bytesMax);
    const decoded = Buffer.from(text, 'base64');
    return { bytes: decoded, contentType: detectContentType(decoded) };
  };
}

function notBase64(why: string): WeftError {
  return new WeftError('BODY_NOT_PARSABLE', `The body is no Base64: ${why}.`);
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
