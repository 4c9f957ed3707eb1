import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw, deflateRawSync } from 'node:zlib';
import type { Document } from '@weft/document';
import { WeftError } from '@weft/errors';
import type { CompiledTemplate, StepContext } from '@weft/step-kit/executor';
import type { PieceWriter, Push } from './piece-writer.ts';

/** What the directory at the end says of one file. */
interface Entry {
  readonly name: Buffer;
  readonly offset: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
}

/** Beyond these the format needs its 64-bit form, which not everything reads. */
const filesMax = 65_535;
const bytesMax = 0xffffffff;

/** Sizes stand behind the data; names are UTF-8. */
const flags = 0x0808;
const deflated = 8;
/** 1980-01-01, the earliest the format knows: the same documents always give the same bytes. */
const date = 0x0021;

/** Bodies as files of a ZIP archive (PKWARE APPNOTE 6.3). Of a body that is streamed only a piece is held. */
export function zipWriter(nameOf: CompiledTemplate, { execution }: StepContext): PieceWriter {
  const entries: Entry[] = [];
  const names = new Set<string>();
  let offset = 0;

  const put = (piece: Uint8Array, push: Push): void => {
    offset += piece.byteLength;
    if (offset > bytesMax) throw tooLarge('more than 4 GB');
    push(piece);
  };

  function begin(name: string, push: Push): { readonly name: Buffer; readonly offset: number } {
    if (entries.length === filesMax) throw tooLarge(`more than ${filesMax} files`);
    const started = { name: Buffer.from(freeName(checked(name), names)), offset };
    put(localHeader(started.name), push);
    return started;
  }

  function end(started: { readonly name: Buffer; readonly offset: number }, packed: number, size: number, crc: number, push: Push): void {
    const entry = { ...started, packed, size, crc };
    put(descriptor(entry), push);
    entries.push(entry);
  }

  function addBytes(name: string, bytes: Uint8Array, push: Push): void {
    const started = begin(name, push);
    const packed = deflateRawSync(bytes);
    put(packed, push);
    end(started, packed.byteLength, bytes.byteLength, crc32(bytes), push);
  }

  async function addStream(name: string, { body }: Document, push: Push): Promise<void> {
    const started = begin(name, push);
    let [packed, size, crc] = [0, 0, 0];
    // Whichever side fails, the other is closed: a body that nobody reads to its end would stay open.
    await pipeline(
      body.stream(),
      async function* (chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          crc = crc32(chunk, crc);
          size += chunk.byteLength;
          yield chunk;
        }
      },
      createDeflateRaw(),
      async (chunks: AsyncIterable<Uint8Array>) => {
        for await (const chunk of chunks) {
          packed += chunk.byteLength;
          put(chunk, push);
        }
      },
    );
    end(started, packed, size, crc, push);
  }

  function add(name: string, document: Document, push: Push): void | Promise<void> {
    return document.body.isStreamed ? addStream(name, document, push) : addBytes(name, document.body.bytes() as Uint8Array, push);
  }

  return {
    add(document, push) {
      const name = nameOf(document, execution);
      return name instanceof Promise ? name.then((known) => add(known, document, push)) : add(name, document, push);
    },
    // Nothing is held but what the directory at the end needs.
    flush: () => undefined,
    end(push) {
      const start = offset;
      for (const entry of entries) put(directoryEntry(entry), push);
      put(directoryEnd(entries.length, start, offset - start), push);
    },
  };
}

/** Names that unpacking would put somewhere else are refused. */
function checked(name: string): string {
  const trimmed = name.trim();
  const isWrong =
    trimmed === '' || /^[/\\]|^[A-Za-z]:|\\|\0/.test(trimmed) || trimmed.split('/').some((part) => part === '..' || part === '');
  if (!isWrong && Buffer.byteLength(trimmed) <= 65_000) return trimmed;
  throw new WeftError(
    'STEP_FAILED',
    `${JSON.stringify(trimmed.slice(0, 200))} cannot be the name of a file in a ZIP archive. Use a relative path such as orders/1.json.`,
    { place: { pointer: '/into/name' } },
  );
}

/** `a.json`, then `a (2).json`. */
function freeName(wanted: string, taken: Set<string>): string {
  const [, stem = wanted, ending = ''] = /^(.+?)(\.[^./]*)?$/s.exec(wanted) ?? [];
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = `${stem} (${number})${ending}`;
  taken.add(name);
  return name;
}

function tooLarge(what: string): WeftError {
  return new WeftError('BODY_TOO_LARGE', `The ZIP file would have ${what}. Make several, by groups or by a key.`, {
    place: { pointer: '/documents' },
  });
}

function localHeader(name: Buffer): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(deflated, 8);
  header.writeUInt16LE(date, 12);
  header.writeUInt16LE(name.byteLength, 26);
  return Buffer.concat([header, name]);
}

function descriptor({ crc, packed, size }: Entry): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32LE(0x08074b50, 0);
  bytes.writeUInt32LE(crc, 4);
  bytes.writeUInt32LE(packed, 8);
  bytes.writeUInt32LE(checkedSize(size), 12);
  return bytes;
}

function checkedSize(size: number): number {
  if (size > bytesMax) throw tooLarge('a file of more than 4 GB');
  return size;
}

function directoryEntry({ name, offset, crc, packed, size }: Entry): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(20, 6);
  header.writeUInt16LE(flags, 8);
  header.writeUInt16LE(deflated, 10);
  header.writeUInt16LE(date, 14);
  header.writeUInt32LE(crc, 16);
  header.writeUInt32LE(packed, 20);
  header.writeUInt32LE(size, 24);
  header.writeUInt16LE(name.byteLength, 28);
  header.writeUInt32LE(offset, 42);
  return Buffer.concat([header, name]);
}

function directoryEnd(count: number, start: number, size: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(start, 16);
  return end;
}
