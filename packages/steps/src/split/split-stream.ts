import { type ByteStream, type Document, wholeBodyBytesMax } from '@weft/document';
import { WeftError } from '@weft/errors';
import { decodeTextPieces, mediaTypeOf } from '@weft/formats';
import type { Emission } from '@weft/step-kit/executor';
import type { RecordSource } from './record-sources.ts';

/** In characters, of all records of a group: what is more than a body may be as one value is of no use to the next step. */
const groupLengthMax = wholeBodyBytesMax;
/** In bytes. A body that is in memory comes as one piece; the documents of one piece are made at once. */
const pieceBytes = 32 * 1024;
/** In bytes. By then an XML document has said what it is written in. */
const headBytes = 256;

/**
 * The records of a body of any size as documents. Of the body no more is read than the next steps take: a piece of it, its
 * records and the group that is being filled are all that is held.
 */
export async function* splitStream(
  { body, properties }: Document,
  source: RecordSource,
  size: number | undefined,
  signal: AbortSignal,
): AsyncGenerator<readonly Emission[]> {
  const reading = source.read();
  const gathering = gather(source, size, properties);
  for await (const text of texts(body.stream(), charsetOf(source, body.contentType), source.charsetOf)) {
    if (signal.aborted) return;
    yield* gathering.take(reading.write(text), text.length);
  }
  yield* gathering.take(reading.end(), 0);
  yield* gathering.rest();
}

function charsetOf({ encoding }: RecordSource, contentType: string): string | undefined {
  return encoding === 'as-declared' ? mediaTypeOf(contentType).charset : encoding;
}

/** Makes documents of records, in lists: as many as there are at once. */
function gather({ bodyOf }: RecordSource, size: number | undefined, given: Document['properties']) {
  // The number of an outer split would be taken for the number of records, which nobody knows before the end.
  const { split_count: _outer, ...before } = given;
  const isGroup = size !== undefined;
  let index = 0;
  let group: unknown[] = [];
  let characters = 0;

  const emission = (records: readonly unknown[]): Emission => ({
    port: 'out',
    body: bodyOf(records, isGroup),
    properties: { ...before, split_index: index++ },
  });

  /** What was made before a record that cannot be read goes out before the failure. */
  function* made(groups: Iterable<readonly unknown[]>): Generator<readonly Emission[]> {
    const emissions: Emission[] = [];
    try {
      for (const records of groups) emissions.push(emission(records));
    } catch (thrown) {
      if (emissions.length > 0) yield emissions;
      throw thrown;
    }
    if (emissions.length > 0) yield emissions;
  }

  function* full(records: readonly unknown[], length: number): Generator<readonly unknown[]> {
    characters += length;
    for (const record of records) {
      if (!isGroup) {
        yield [record];
        continue;
      }
      group.push(record);
      if (group.length < size) continue;
      yield group;
      group = [];
      characters = 0;
    }
    if (isGroup && characters > groupLengthMax && group.length > 0) throw groupTooLarge(index, group.length);
  }

  return {
    /** `length`: of the text that they were found in. */
    take: (records: readonly unknown[], length: number) => made(full(records, length)),
    rest: () => made(group.length === 0 ? [] : [group]),
  };
}

function groupTooLarge(index: number, count: number): WeftError {
  return new WeftError(
    'BODY_TOO_LARGE',
    `Group ${index + 1} has more than ${groupLengthMax} characters after ${count} items. Make the groups smaller.`,
  );
}

/** The text of bytes that come in pieces, in pieces that are small. */
async function* texts(bytes: ByteStream, charset: string | undefined, charsetIn: RecordSource['charsetOf']): AsyncGenerator<string> {
  let decoding = charsetIn === undefined || charset !== undefined ? decodeTextPieces(charset) : undefined;
  let head: Uint8Array = new Uint8Array(0);
  for await (const chunk of bytes) {
    let piece = chunk;
    if (decoding === undefined) {
      head = head.byteLength === 0 ? chunk : Buffer.concat([head, chunk]);
      if (head.byteLength < headBytes) continue;
      decoding = decodeTextPieces(charsetIn?.(head));
      piece = head;
    }
    for (let at = 0; at < piece.byteLength; at += pieceBytes) yield decoding.write(piece.subarray(at, at + pieceBytes));
  }
  if (decoding === undefined) {
    decoding = decodeTextPieces(charsetIn?.(head));
    yield decoding.write(head);
  }
  yield decoding.end();
}
