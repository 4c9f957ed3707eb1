import { failed } from '../values/failed.ts';

// Written out: these helpers also run inside the sandbox, which has the language and nothing of the platform.

/** A text as UTF-8; half a surrogate pair becomes the replacement character, as everywhere on the web. */
export function utf8Of(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const read = character.codePointAt(0) ?? 0;
    const code = read >= 0xd800 && read <= 0xdfff ? 0xfffd : read;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return Uint8Array.from(bytes);
}

/** UTF-8 as text. @throws WeftError `EXPRESSION_FAILED` where it is none. */
export function textOfUtf8(bytes: Uint8Array): string {
  const encoded = Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`);
  let text = '';
  try {
    // In pieces, as no text may be endless; none of them may end inside a character.
    for (let at = 0; at < encoded.length; ) {
      let to = Math.min(at + 8192, encoded.length);
      while (to < encoded.length && ((bytes[to] ?? 0) & 0xc0) === 0x80 && to > at + 1) to--;
      text += decodeURIComponent(encoded.slice(at, to).join(''));
      at = to;
    }
    return text;
  } catch (cause) {
    throw failed('The bytes are not UTF-8 text', cause);
  }
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** RFC 4648 §4. */
export function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(at, at + 3);
    const left = bytes.length - at;
    text += alphabet.charAt(a >> 2) + alphabet.charAt(((a & 3) << 4) | (b >> 4));
    text += left > 1 ? alphabet.charAt(((b & 15) << 2) | (c >> 6)) : '=';
    text += left > 2 ? alphabet.charAt(c & 63) : '=';
  }
  return text;
}

/** RFC 4648 §4 and §5; padding may be missing, white space is skipped. */
export function bytesOfBase64(text: string): Uint8Array {
  const plain = text
    .replace(/[ \t\r\n]/g, '')
    .replace(/-/g, '+')
    .replace(/_/g, '/');
  const digits = plain.replace(/={1,2}$/, '');
  if (!/^[A-Za-z0-9+/]*$/.test(digits) || digits.length % 4 === 1) throw failed('The text is not Base64');
  const bytes = new Uint8Array((digits.length * 3) >> 2);
  let held = 0;
  let bits = 0;
  let at = 0;
  for (const digit of digits) {
    held = ((held << 6) | alphabet.indexOf(digit)) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (held >> bits) & 0xff;
    }
  }
  return bytes;
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function bytesOfHex(text: string): Uint8Array {
  if (text.length % 2 === 1 || !/^[0-9a-f]*$/i.test(text)) throw failed('The text is not hexadecimal');
  return Uint8Array.from({ length: text.length / 2 }, (_byte, at) => Number.parseInt(text.slice(at * 2, at * 2 + 2), 16));
}
