import type { ByteStream } from '@weft/document';
import { WeftError } from '@weft/errors';

/**
 * The lines of a text of any size, without their ends (`\n` or `\r\n`). What follows the last end is a line only where
 * it is not empty. Of the text no more is held than one chunk and one line.
 *
 * @param charset A WHATWG label; UTF-8 where undefined. A byte order mark wins over it and is not part of the text.
 * @param lengthMax In characters.
 * @throws WeftError `BODY_NOT_PARSABLE` where the bytes are not in the character set, `BODY_TOO_LARGE` where a line is too long.
 */
export async function* readLines(bytes: ByteStream, charset: string | undefined, lengthMax: number): AsyncGenerator<string> {
  let number = 1;
  let line = '';
  for await (const text of decoded(bytes, charset)) {
    let from = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', from)) {
      line += text.slice(from, end);
      yield checked(line.endsWith('\r') ? line.slice(0, -1) : line, number++, lengthMax);
      line = '';
      from = end + 1;
    }
    line += text.slice(from);
    // One more, for a carriage return whose line feed is in the next chunk.
    if (line.length > lengthMax + 1) throw tooLong(number, lengthMax);
  }
  if (line !== '') yield checked(line.endsWith('\r') ? line.slice(0, -1) : line, number, lengthMax);
}

function checked(line: string, number: number, lengthMax: number): string {
  if (line.length > lengthMax) throw tooLong(number, lengthMax);
  return line;
}

function tooLong(number: number, lengthMax: number): WeftError {
  return new WeftError(
    'BODY_TOO_LARGE',
    `Line ${number} of the body has more than ${lengthMax} characters. Raise the longest line, or check that the body is made of lines.`,
  );
}

async function* decoded(bytes: ByteStream, charset: string | undefined): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let head: Uint8Array = new Uint8Array(0);
  let name = charset ?? 'utf-8';
  for await (const chunk of bytes) {
    if (decoder !== undefined) {
      yield decode(decoder, chunk, name);
      continue;
    }
    // A byte order mark has up to three bytes, which may come in as many chunks.
    head = head.byteLength === 0 ? chunk : Buffer.concat([head, chunk]);
    if (head.byteLength < 3) continue;
    name = charsetOfMark(head) ?? name;
    decoder = decoderFor(name);
    yield decode(decoder, head, name);
  }
  if (decoder === undefined) {
    name = charsetOfMark(head) ?? name;
    decoder = decoderFor(name);
    yield decode(decoder, head, name);
  }
  yield decode(decoder, undefined, name);
}

/** WHATWG Encoding §6.1. */
function charsetOfMark(head: Uint8Array): string | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : undefined;
}

function decoderFor(name: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(name, { fatal: true });
  } catch (cause) {
    throw new WeftError('BODY_NOT_PARSABLE', `The character set "${name}" is not known.`, { cause });
  }
}

/** The end of the bytes where `chunk` is undefined: a character that was cut there is a fault. */
function decode(decoder: InstanceType<typeof TextDecoder>, chunk: Uint8Array | undefined, name: string): string {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch (cause) {
    throw new WeftError(
      'BODY_NOT_PARSABLE',
      `The bytes are not text in the character set "${name}". Choose the right one in the settings of the step.`,
      { cause },
    );
  }
}
